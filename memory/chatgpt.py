"""ChatGPT's export: `conversations.json`, or the zip it comes in. A conversation is a tree of nodes.

Format: a list of conversations, each with `mapping` (id -> node with `message`, `parent`), `current_node`,
`title` and `create_time` (seconds since 1970). What the model said to its tools, the tools' own output and
hidden system messages are not part of the conversation; what hangs below them moves up.
"""

from __future__ import annotations

import heapq
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from memory.intake import Incoming, Problem
from memory.records import COMPANION, USER, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AUTHORS = {"user": USER, "assistant": COMPANION}
SPOKEN = {"text", "multimodal_text"}


def read_chatgpt(path: Path, persona: str) -> Iterator[Incoming | Problem]:
    """The messages of an export. Raises `StoreError` where the file is no such export."""
    for number, conversation in enumerate(_conversations(path), 1):
        place = f"conversation {number}"
        try:
            yield from _messages(conversation, place, persona)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            yield Problem(place, f"it is not as ChatGPT writes them ({type(error).__name__}: {error})")


def _conversations(path: Path) -> list[Any]:
    try:
        found = [json.loads(text) for text in _files(path)]
    except OSError as error:
        raise StoreError(f"{path} can't be read: {error.strerror}.") from None
    except (ValueError, zipfile.BadZipFile, RecursionError) as error:
        raise StoreError(f"{path} is not an export of ChatGPT: {error}.") from None
    if not found or not all(isinstance(part, list) for part in found):
        raise StoreError(f"{path} is not an export of ChatGPT: there is no list of conversations in it.")
    return [conversation for part in found for conversation in part]


def _files(path: Path) -> list[bytes]:
    """The contents of the JSON files with conversations; large exports have them in numbered parts."""
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as archive:
        names = [name for name in sorted(archive.namelist()) if _has_conversations(name)]
        return [archive.read(name) for name in names]


def _has_conversations(name: str) -> bool:
    base = name.rpartition("/")[2]
    return base.startswith("conversations") and base.endswith(".json")


@dataclass(frozen=True, slots=True)
class _Node:
    """A node that is part of the conversation: `parent` is the nearest one above it that is, too."""

    key: str
    parent: str | None
    author: str
    text: str
    at: datetime
    model: str | None


def _messages(conversation: dict[str, Any], place: str, persona: str) -> Iterator[Incoming | Problem]:
    mapping: dict[str, Any] = conversation["mapping"]
    name = str(conversation.get("conversation_id") or conversation["id"])
    begun = _instant(conversation["create_time"])
    nodes, nearest, problems = _spoken_nodes(mapping, begun)
    head = nearest.get(str(conversation.get("current_node"))) or (nodes[-1].key if nodes else None)
    for problem in problems:
        yield Problem(f"{place}, {problem.place}", problem.reason)
    for node in nodes:
        yield Incoming(
            conversation=name,
            key=node.key,
            author=node.author,
            text=node.text,
            at=node.at,
            persona=persona,
            parent=node.parent,
            model=node.model,
            external_id=node.key,
            conversation_external_id=name,
            title=conversation.get("title") or None,
            started_at=begun,
            is_head=node.key == head,
        )


def _spoken_nodes(
    mapping: dict[str, Any], begun: datetime
) -> tuple[list[_Node], dict[str, str | None], list[Problem]]:
    """The nodes that were spoken, parents first; for each node the nearest of them; what can't be read."""
    nodes: list[_Node] = []
    problems: list[Problem] = []
    nearest: dict[str, str | None] = {}
    times: dict[str | None, datetime] = {}
    for key in _from_the_roots(mapping):
        above = mapping[key].get("parent")
        parent, times[key] = nearest.get(above), times.get(above, begun)
        nearest[key] = parent
        try:
            node = _node(key, parent, mapping[key].get("message"), times[key])
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            problems.append(Problem(f"message {key}", f"it can't be read ({type(error).__name__}: {error})"))
            continue
        if node is not None:
            nodes.append(node)
            nearest[key], times[key] = key, node.at
    if lost := len(mapping) - len(nearest):
        problems.append(Problem("its tree", f"{lost} messages hang in a circle"))
    return nodes, nearest, problems


def _from_the_roots(mapping: dict[str, Any]) -> Iterator[str]:
    """The nodes, each after its parent, and of those that could be next the oldest first."""
    children: dict[str | None, list[str]] = {}
    for key, node in mapping.items():
        above = node.get("parent")
        children.setdefault(above if above in mapping else None, []).append(key)
    places = {key: place for place, key in enumerate(mapping)}
    ready = [(_order(mapping[key]), places[key], key) for key in children.get(None, [])]
    heapq.heapify(ready)
    while ready:
        _, _, key = heapq.heappop(ready)
        yield key
        for child in children.get(key, []):
            heapq.heappush(ready, (_order(mapping[child]), places[child], child))


def _order(node: dict[str, Any]) -> float:
    message = node.get("message")
    at = message.get("create_time") if isinstance(message, dict) else None
    return float(at) if isinstance(at, int | float) else 0.0


def _node(key: str, parent: str | None, message: Any, above: datetime) -> _Node | None:
    """The node, or None where it is not part of what was said; undated ones have the time of their parent."""
    if message is None:
        return None
    role = message["author"]["role"]
    details = message.get("metadata") or {}
    if role not in AUTHORS or details.get("is_visually_hidden_from_conversation"):
        return None
    if message.get("recipient", "all") != "all" or message["content"]["content_type"] not in SPOKEN:
        return None
    text = "\n\n".join(part for part in map(_part, message["content"]["parts"]) if part)
    if not text.strip():
        return None
    at = message.get("create_time")
    when = above if at is None else _instant(at)
    return _Node(key, parent, AUTHORS[role], text, when, details.get("model_slug") or None)


def _part(part: Any) -> str:
    """Text as it is, what was spoken as it was heard; of pictures and files only that they were there."""
    if isinstance(part, str):
        return part
    if part.get("content_type") == "audio_transcription":
        return str(part["text"])
    return "[a picture]" if part.get("content_type") == "image_asset_pointer" else ""


def _instant(seconds: Any) -> datetime:
    return datetime.fromtimestamp(float(seconds), UTC)
