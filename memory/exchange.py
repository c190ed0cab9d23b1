"""Messages out and in as JSON: a dict a message, a line each; what was written comes back the same."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from memory.incoming import Incoming, Parent, Problem, Record, UnreadableError
from memory.instants import within
from memory.jsonstream import LARGEST, parse
from memory.records import COMPANION, USER, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memory.store import Store

CHUNK = 1000  # rows read at a time, so that a slow reader holds nothing up

# As chat endpoints name things.
_ROLES = {"user": USER, "human": USER, "assistant": COMPANION, "ai": COMPANION, "bot": COMPANION}
_NAMES = {
    "content": "text",
    "conversation_id": "conversation",
    "timestamp": "at",
    "created_at": "at",
    "time": "at",
}

_MESSAGES = """
SELECT m.*, p.external_id AS parent_external_id, c.external_id AS conversation_external_id,
    c.persona, c.title, c.started_at, c.head = m.id AS is_head
FROM message m JOIN conversation c ON c.id = m.conversation LEFT JOIN message p ON p.id = m.parent
WHERE m.id > ? AND m.id <= ? ORDER BY m.id LIMIT ?
"""
# Rows whose number, with marks or without, is another's external id, and one mark more than any of those has.
_CLASHING = """
SELECT m.id, 1 + max(length(o.external_id) - length(ltrim(o.external_id, '#')))
FROM {table} o JOIN {table} m ON m.id = CAST(ltrim(o.external_id, '#') AS INTEGER)
WHERE o.external_id IS NOT NULL AND m.external_id IS NULL AND {among}
    AND ltrim(o.external_id, '#') = CAST(m.id AS TEXT)
GROUP BY m.id
"""
_NAMED = """
SELECT m.id, m.external_id, m.conversation FROM message m
WHERE m.id <= ? AND m.id IN (SELECT value FROM json_each(?))
"""


class Names:
    """What conversations and messages are called outside: their external id, else their own as text.

    One whose own number is another's external id gets a mark (#). It knows what was there when it was made.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.last = int(store.value("SELECT ifnull(max(id), 0) FROM message"))
        among = "m.conversation = o.conversation"
        self._same_name = _marks(store, _CLASHING.format(table="message", among=among))
        self._same_conversation = _marks(store, _CLASHING.format(table="conversation", among="true"))

    def message_id(self, number: int, external_id: str | None) -> str:
        """The name of a message within its conversation."""
        return _name(number, external_id, self._same_name)

    def conversation_id(self, number: int, external_id: str | None) -> str:
        """The name of a conversation."""
        return _name(number, external_id, self._same_conversation)

    def conversation(self, number: int) -> str:
        """The same, where the external id is not at hand."""
        sql = "SELECT external_id FROM conversation WHERE id = ?"
        return self.conversation_id(number, self._store.value(sql, (number,)))

    def messages(self, numbers: Iterable[int | None]) -> dict[int, list[str]]:
        """For each of these messages its conversation's name and its own."""
        wanted = json.dumps([number for number in set(numbers) if number is not None])
        rows = self._store.rows(_NAMED, (self.last, wanted))
        conversations = {
            number: self.conversation(number) for number in {row["conversation"] for row in rows}
        }
        return {
            row["id"]: [conversations[row["conversation"]], self.message_id(row["id"], row["external_id"])]
            for row in rows
        }


def _marks(store: Store, sql: str) -> dict[int, int]:
    return {row[0]: row[1] for row in store.rows(sql)}


def _name(number: int, external_id: str | None, marks: dict[int, int]) -> str:
    return "#" * marks.get(number, 0) + str(number) if external_id is None else external_id


def export(store: Store, names: Names | None = None) -> Iterator[dict[str, Any]]:
    """A dict for each message, in the order in which they were stored; instants are ISO 8601 in UTC.

    `conversation`, `id` and `parent` are external ids where there are any, else the store's own as text.
    """
    names = names or Names(store)
    last = 0
    while rows := store.rows(_MESSAGES, (last, names.last, CHUNK)):
        for row in rows:
            above = row["parent"]
            yield {
                "conversation": names.conversation_id(row["conversation"], row["conversation_external_id"]),
                "id": names.message_id(row["id"], row["external_id"]),
                "parent": above and names.message_id(above, row["parent_external_id"]),
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
                "conversation_number": row["conversation"],
                "head": bool(row["is_head"]),
            }
        last = rows[-1]["id"]


def read_jsonl(lines: Iterable[str | bytes | None], persona: str) -> Iterator[Incoming | Record | Problem]:
    """What the lines of a file are; `persona` is for conversations that name none; None is a line too long.

    Blank lines are passed over.
    """
    for number, line in enumerate(lines, 1):
        if line is None:
            yield Problem(f"line {number}", f"it is longer than {LARGEST >> 20} MB")
        elif line.strip():
            try:
                yield _read(parse(line), f"line {number}", persona)
            except UnreadableError as error:
                yield Problem(f"line {number}", str(error))


def _read(record: Any, place: str, persona: str) -> Incoming | Record:
    if not isinstance(record, dict):
        raise UnreadableError("a message has to be a JSON object")
    if "role" in record and "author" not in record:
        record = _in_own_words(record)
    kind = record.get("record")
    if kind is None or "author" in record:
        return _incoming(record, persona)
    if kind == "conversation":
        return Record(place, kind, _conversation(record))
    return Record(place, str(kind), record)


def _in_own_words(record: dict[str, Any]) -> dict[str, Any]:
    """A message as chat endpoints and their logs name its parts, under the names that they have here.

    Raises `UnreadableError` where nobody said it.
    """
    role = record["role"]
    if not isinstance(role, str) or role not in _ROLES:
        known = ", ".join(_ROLES)
        raise UnreadableError(f"its role is {role!r}; what was said has one of {known}")
    renamed = {_NAMES.get(name, name): value for name, value in record.items()}
    return {
        **renamed,
        "author": _ROLES[role],
        **{name: record[name] for name in _NAMES.values() if name in record},
    }


def _conversation(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a conversation as they have to be. Raises `UnreadableError`."""
    return {
        "conversation": _text(record, "conversation", empty=True),
        "persona": _text(record, "persona", empty=True),
        "title": _optional(record, "title"),
        "started_at": _instant(record, "started_at"),
        "last_at": _instant(record, "last_at"),
        "head": record.get("head"),
        "external_id": _optional(record, "conversation_external_id"),
        "number": _number(record, "conversation_number"),
    }


def _incoming(record: dict[str, Any], persona: str) -> Incoming:
    """The message in a record. Raises `UnreadableError`."""
    conversation = _reference(record, "conversation")
    if conversation is None:
        raise UnreadableError("it does not say which 'conversation' it belongs to")
    key, given = _reference(record, "id"), _optional(record, "persona")
    return Incoming(
        conversation=conversation,
        key=key,
        author=_text(record, "author"),
        text=_text(record, "text", empty=True),
        at=_instant(record, "at"),
        persona=persona if given is None else given,
        parent=_reference(record, "parent") if "parent" in record else Parent.UNTOLD,
        status=_status(record),
        detail=_optional(record, "detail"),
        model=_optional(record, "model"),
        origin=_origin(record),
        external_id=_optional(record, "external_id") if "external_id" in record else key,
        conversation_external_id=_optional(record, "conversation_external_id")
        if "conversation_external_id" in record
        else conversation,
        conversation_number=_number(record, "conversation_number"),
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


def _number(record: dict[str, Any], name: str) -> int | None:
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, int | None):
        raise UnreadableError(f"{name!r} has to be a whole number or null")
    return value


def _instant(record: dict[str, Any], name: str) -> datetime:
    try:
        return within(datetime.fromisoformat(_text(record, name)))
    except (ValueError, OverflowError):
        raise UnreadableError(
            f"{name!r} has to be an ISO time such as 2026-05-04T09:30:00+02:00, before the year 9999"
        ) from None


def _status(record: dict[str, Any]) -> Status:
    """An answer that was still coming when it was written down comes no further."""
    value: Any = record.get("status") or "complete"
    if value not in get_args(Status):
        raise UnreadableError(f"{value!r} is not a status; it is one of {', '.join(get_args(Status))}")
    status: Status = "interrupted" if value == "streaming" else value
    return status


def _origin(record: dict[str, Any]) -> Literal["said", "import"]:
    return "said" if record.get("origin") == "said" else "import"
