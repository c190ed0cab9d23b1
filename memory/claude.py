"""Claude's export: `conversations.json`, or the zip it comes in.

Format (of exports from 2024 to 2026): a list of conversations, each with `uuid`, `name`, `created_at` and
`chat_messages`; a message has `uuid`, `sender` (human or assistant), `created_at`, `content` (blocks of type
text, thinking, tool_use, tool_result, ...), `attachments`, `files`, and in newer ones `parent_message_uuid`
(of a root: a uuid that is no message's). `text` is empty in newer ones. `current_leaf_message_uuid` is there
where the web page was saved; else the head is the newest message.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from memory.incoming import Incoming, Problem
from memory.records import COMPANION, USER
from memory.trees import Said, grow, iso, read, text_or_none, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

AUTHORS = {"human": USER, "assistant": COMPANION}
NEEDED = "chat_messages"


def read_claude(stream: BinaryIO, persona: str) -> Iterator[Incoming | Problem]:
    """The messages of an export. Raises `UnreadableError` where the file is no such export."""
    return read(stream, NEEDED, "Claude", partial(_messages, persona))


def _messages(persona: str, conversation: dict[str, Any], place: str) -> Iterator[Incoming | Problem]:
    name, begun = text_or_none(conversation["uuid"]), iso(conversation.get("created_at"))
    if name is None:
        yield Problem(place, "it has no uuid")
        return
    there, problems = _by_key(conversation[NEEDED])
    times = {key: iso(message.get("created_at")) for key, message in there.items()}
    order = {key: at.timestamp() if at else 0.0 for key, at in times.items()}
    tree = grow(_parents(there), order, begun, lambda key, above: _said(there[key], times[key] or above))
    tree.problems[:0] = problems
    leaf = text_or_none(conversation.get("current_leaf_message_uuid"))
    newest = max(reversed(tree.said), key=lambda key: tree.said[key].at, default=None)
    head = tree.nearest.get(leaf) or newest
    yield from told(tree, place, name, persona, text_or_none(conversation.get("name")), begun, head)


def _by_key(given: list[Any]) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """The messages by their uuid, in the order of the file."""
    there: dict[str, dict[str, Any]] = {}
    problems = []
    for number, message in enumerate(given, 1):
        key = text_or_none(message.get("uuid")) if isinstance(message, dict) else None
        if key is None:
            problems.append(Problem(f"message {number}", "it has no uuid"))
        else:
            there[key] = message
    return there, problems


def _parents(there: dict[str, dict[str, Any]]) -> dict[str, str | None]:
    """Whom each message answers; in an export that does not say so, the one before it."""
    if any("parent_message_uuid" in message for message in there.values()):
        return {key: text_or_none(message.get("parent_message_uuid")) for key, message in there.items()}
    return dict(zip(there, [None, *there], strict=False))


def _said(message: dict[str, Any], at: datetime | None) -> Said | None:
    """What it says, or None where nothing was said in it (a tool was called, or it is not a person's)."""
    sender, text = message["sender"], _text(message)
    if not text.strip():
        return None
    if sender not in AUTHORS:
        raise ValueError(f"its sender is {sender!r}, who is neither you nor the assistant")
    if at is None:
        raise ValueError("nothing says when it was written")
    return Said(AUTHORS[sender], text, at)


def _text(message: dict[str, Any]) -> str:
    """What was said, then what was pasted; of files only that they were there."""
    blocks = [block["text"] for block in message.get("content") or [] if block.get("type") == "text"]
    spoken = "\n\n".join(block for block in blocks if block.strip()) or message.get("text") or ""
    attached = [_attachment(one) for one in message.get("attachments") or []]
    files = [f"[a file: {name}]" for one in message.get("files") or [] if (name := one.get("file_name"))]
    return "\n\n".join(part for part in (spoken, *attached, *files) if part)


def _attachment(attached: dict[str, Any]) -> str:
    """A long text that was pasted is an attachment without a name."""
    if name := attached.get("file_name"):
        return f"[a file: {name}]"
    return text_or_none(attached.get("extracted_content")) or ""
