"""ChatGPT's export: `conversations.json`, or the zip it comes in. A conversation is a tree of nodes.

Format: a list of conversations, each with `mapping` (id -> node with `message`, `parent`), `current_node`,
`title` and `create_time` (seconds since 1970). What the model said to its tools, the tools' own output and
hidden system messages are not part of the conversation; what hangs below them moves up.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from memory.incoming import Incoming, Problem
from memory.records import COMPANION, USER
from memory.trees import Said, epoch, grow, read, text_or_none, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

AUTHORS = {"user": USER, "assistant": COMPANION}
SPOKEN = {"text", "multimodal_text"}
NEEDED = "mapping"

_CITATION = re.compile("\ue200[^\ue201]*\ue201")  # marks that its page turns into links


def read_chatgpt(stream: BinaryIO, persona: str) -> Iterator[Incoming | Problem]:
    """The messages of an export. Raises `UnreadableError` where the file is no such export."""
    return read(stream, NEEDED, "ChatGPT", partial(_messages, persona))


def _messages(persona: str, conversation: dict[str, Any], place: str) -> Iterator[Incoming | Problem]:
    mapping: dict[str, Any] = conversation[NEEDED]
    name = text_or_none(conversation.get("conversation_id")) or text_or_none(conversation["id"])
    if name is None:
        yield Problem(place, "it has no id")
        return
    parents = {key: text_or_none(node.get("parent")) for key, node in mapping.items()}
    order = {key: _time(node.get("message")) for key, node in mapping.items()}
    begun = epoch(conversation.get("create_time")) or epoch(min(filter(None, order.values()), default=None))
    tree = grow(parents, order, begun, lambda key, above: _said(mapping[key].get("message"), above))
    newest = next(reversed(tree.said), None)
    head = tree.nearest.get(text_or_none(conversation.get("current_node"))) or newest
    yield from told(tree, place, name, persona, text_or_none(conversation.get("title")), begun, head)


def _time(message: Any) -> float:
    """Seconds since 1970; 0 where the message does not tell."""
    seconds = message.get("create_time") if isinstance(message, dict) else None
    return float(seconds) if epoch(seconds) and isinstance(seconds, int | float) else 0.0


def _said(message: Any, above: datetime | None) -> Said | None:
    """What it says, or None where it is not part of what was said; undated ones have their parent's time."""
    if message is None:
        return None
    details = message.get("metadata") or {}
    author = AUTHORS.get(message["author"]["role"])
    if author is None or details.get("is_visually_hidden_from_conversation"):
        return None
    if message.get("recipient", "all") != "all" or message["content"]["content_type"] not in SPOKEN:
        return None
    text = "\n\n".join(part for part in map(_part, message["content"]["parts"]) if part)
    if not text.strip():
        return None
    at = epoch(message.get("create_time")) or above
    if at is None:
        raise ValueError("nothing says when it was written")
    return Said(author, text, at, text_or_none(details.get("model_slug")))


def _part(part: Any) -> str:
    """Text as it is, what was spoken as it was heard; of pictures and files only that they were there."""
    if isinstance(part, str):
        return _CITATION.sub("", part)
    if part.get("content_type") == "audio_transcription":
        return str(part["text"])
    return "[a picture]" if part.get("content_type") == "image_asset_pointer" else ""
