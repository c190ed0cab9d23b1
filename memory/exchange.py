"""Messages out and in as JSON: a dict a message, a line each; what was written comes back the same."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from memory.intake import Incoming, Problem
from memory.messages import HEAD
from memory.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memory.store import Store

CHUNK = 1000  # messages read at a time, so that a slow reader holds nothing up

_MESSAGES = """
SELECT m.*, p.external_id AS parent_external_id, c.external_id AS conversation_external_id,
    c.persona, c.title, c.started_at, c.head = m.id AS is_head
FROM message m JOIN conversation c ON c.id = m.conversation LEFT JOIN message p ON p.id = m.parent
WHERE m.id > ? ORDER BY m.id LIMIT ?
"""
_CLASHING_CONVERSATIONS = """
SELECT id FROM conversation WHERE external_id IS NULL
    AND CAST(id AS TEXT) IN (SELECT external_id FROM conversation)
"""
_CLASHING_MESSAGES = """
SELECT m.id FROM message m JOIN message o
    ON o.conversation = m.conversation AND o.external_id = CAST(m.id AS TEXT)
WHERE m.external_id IS NULL
"""


class UnreadableError(ValueError):
    """What is wrong with a record."""


def export(store: Store) -> Iterator[dict[str, Any]]:
    """A dict for each message, in the order in which they were stored; instants are ISO 8601 in UTC.

    `conversation`, `id` and `parent` are external ids where there are any, else the store's own as text.
    """
    same_name = {row[0] for row in store.rows(_CLASHING_MESSAGES)}
    same_conversation = {row[0] for row in store.rows(_CLASHING_CONVERSATIONS)}
    last = 0
    while rows := store.rows(_MESSAGES, (last, CHUNK)):
        for row in rows:
            yield {
                "conversation": _name(
                    row["conversation"], row["conversation_external_id"], same_conversation
                ),
                "id": _name(row["id"], row["external_id"], same_name),
                "parent": row["parent"] and _name(row["parent"], row["parent_external_id"], same_name),
                "author": row["author"],
                "text": row["text"],
                "at": row["at"],
                "status": row["status"],
                "persona": row["persona"],
                "external_id": row["external_id"],
                "detail": row["detail"],
                "model": row["model"],
                "origin": row["origin"],
                "title": row["title"],
                "started_at": row["started_at"],
                "conversation_external_id": row["conversation_external_id"],
                "head": bool(row["is_head"]),
            }
        last = rows[-1]["id"]


def _name(number: int, external_id: str | None, clashing: set[int]) -> str:
    """How a row is called outside; one whose own number is another's external id gets a mark."""
    if external_id is not None:
        return external_id
    return f"#{number}" if number in clashing else str(number)


def read_jsonl(lines: Iterable[str | bytes], persona: str) -> Iterator[Incoming | Problem]:
    """Messages of a jsonl file; `persona` is for those that name none. Blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _incoming(line, persona)
            except UnreadableError as error:
                yield Problem(f"line {number}", str(error))


def _incoming(line: str | bytes, persona: str) -> Incoming:
    """The message in a line. Raises `UnreadableError`."""
    try:
        record = json.loads(line)
    except UnicodeDecodeError:
        raise UnreadableError("this is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"this is not JSON ({error})") from None
    if not isinstance(record, dict):
        raise UnreadableError("a message has to be a JSON object")
    conversation = _reference(record, "conversation")
    if conversation is None:
        raise UnreadableError("it does not say which conversation it belongs to")
    key = _reference(record, "id")
    return Incoming(
        conversation=conversation,
        key=key,
        author=_text(record, "author"),
        text=_text(record, "text", empty=True),
        at=_instant(record, "at"),
        persona=_optional(record, "persona") or persona,
        parent=_reference(record, "parent") if "parent" in record else HEAD,
        status=_status(record),
        detail=_optional(record, "detail"),
        model=_optional(record, "model"),
        origin=_origin(record),
        external_id=_optional(record, "external_id") if "external_id" in record else key,
        conversation_external_id=_optional(record, "conversation_external_id")
        if "conversation_external_id" in record
        else conversation,
        title=_optional(record, "title"),
        started_at=_instant(record, "started_at") if record.get("started_at") else None,
        is_head=record.get("head") is True,
    )


def _text(record: dict[str, Any], name: str, *, empty: bool = False) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise UnreadableError(f"{name!r} has to be a text")
    return value


def _optional(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(f"{name!r} has to be a text or null")
    return value


def _reference(record: dict[str, Any], name: str) -> str | None:
    """An id: a text, or a number as other programs write them."""
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        raise UnreadableError(f"{name!r} has to be a text")
    return None if value is None else str(value)


def _instant(record: dict[str, Any], name: str) -> datetime:
    try:
        return datetime.fromisoformat(_text(record, name))
    except ValueError:
        raise UnreadableError(f"{name!r} has to be an ISO time such as 2026-05-04T09:30:00+02:00") from None


def _status(record: dict[str, Any]) -> Status:
    """An answer that was still coming when it was written down comes no further."""
    value: Any = record.get("status") or "complete"
    if value not in get_args(Status):
        raise UnreadableError(f"{value!r} is not a status; it is one of {', '.join(get_args(Status))}")
    status: Status = "interrupted" if value == "streaming" else value
    return status


def _origin(record: dict[str, Any]) -> Literal["said", "import"]:
    return "said" if record.get("origin") == "said" else "import"
