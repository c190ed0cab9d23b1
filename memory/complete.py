"""All that is in the store as dicts: the messages, then a record for everything that was made of them.

A record has the key `record`, which says what it is, and never `author`. It points to a message by
`[conversation, id]`, to a conversation by its name (both as in the messages' own dicts), to all else by id.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from memory.exchange import CHUNK, Names, export
from memory.kinds import BY_KIND, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memory.kinds import Link, RecordKind
    from memory.store import Store

# Conversations of which their messages do not tell all: empty ones, those whose head is no message or whose
# last message is gone.
_CONVERSATIONS = """
SELECT c.* FROM conversation c WHERE c.id > ? AND (c.head IS NULL OR c.last_at IS NOT (
    SELECT max(max(m.at), c.started_at) FROM message m WHERE m.conversation = c.id))
ORDER BY c.id LIMIT ?
"""


def export_all(store: Store) -> Iterator[dict[str, Any]]:
    """Messages as `export` has them, then a dict for each other record; not what is added meanwhile."""
    names = Names(store)
    yield from export(store, names)
    yield from _conversations(store, names)
    for kind in KINDS.values():
        yield from _records(store, kind, names)


def _conversations(store: Store, names: Names) -> Iterator[dict[str, Any]]:
    last = 0
    while rows := store.rows(_CONVERSATIONS, (last, CHUNK)):
        heads = names.messages(row["head"] for row in rows)
        for row in rows:
            yield {
                "record": "conversation",
                "conversation": names.conversation(row["id"]),
                "persona": row["persona"],
                "title": row["title"],
                "started_at": row["started_at"],
                "last_at": row["last_at"],
                "head": heads.get(row["head"]),
                "conversation_external_id": row["external_id"],
                "conversation_number": row["id"],
            }
        last = rows[-1]["id"]


def _records(store: Store, kind: RecordKind, names: Names) -> Iterator[dict[str, Any]]:
    marks, key = ", ".join("?" * len(kind.key)), ", ".join(kind.key)
    sql = f"SELECT * FROM {kind.name} WHERE ({key}) > ({marks}) ORDER BY {key} LIMIT ?"  # noqa: S608
    last: tuple[int, ...] = (0,) * len(kind.key)
    if len(kind.key) > 1:
        last = (*last[:-1], -1)
    while rows := store.rows(sql, (*last, CHUNK)):
        pointed = _Pointed(names, kind, rows)
        links = [(link, _linked(store, link, rows, names)) for link in kind.links]
        for row in rows:
            if pointed.whole(row):
                record = {"record": kind.name} | pointed.values(row)
                yield record | {link.key: found.get(row["id"], []) for link, found in links}
        last = tuple(rows[-1][column] for column in kind.key)


class _Pointed:
    """The columns of some rows, with what they point to by its name."""

    def __init__(self, names: Names, kind: RecordKind, rows: list[Any]) -> None:
        self._kind = kind
        self._names = names
        pairs = [(row, column) for row in rows for column in kind.references]
        self._messages = names.messages(row[col] for row, col in pairs if self._target(row, col) == "message")

    def _target(self, row: Any, column: str) -> str:
        target = self._kind.references[column]
        return str(row["kind"]) if target == BY_KIND else target

    def _name(self, row: Any, column: str) -> Any:
        value, target = row[column], self._target(row, column)
        if value is None:
            return None
        if target == "message":
            return self._messages.get(value)
        return self._names.conversation(value) if target == "conversation" else value

    def whole(self, row: Any) -> bool:
        """Is all that it points to in the export?"""
        return all(
            row[column] is None or self._name(row, column) is not None for column in self._kind.references
        )

    def values(self, row: Any) -> dict[str, Any]:
        """Its columns, without those that are made from others."""
        left_out = {*self._kind.derived, *self._kind.omitted}
        columns = [column for column in row.keys() if column not in left_out]  # noqa: SIM118 - a row is no dict
        return {
            column: self._name(row, column) if column in self._kind.references else row[column]
            for column in columns
        }


def _linked(store: Store, link: Link, rows: Iterable[Any], names: Names) -> dict[int, list[Any]]:
    """For each of the rows what that link ties it to, in order; with more columns, a list of them each."""
    columns = ", ".join((link.owner, link.target, *link.more))
    found = store.rows(
        f"""SELECT {columns} FROM {link.table} WHERE {link.owner} IN (SELECT value FROM json_each(?))
            ORDER BY {link.owner}, {link.target}""",  # noqa: S608
        (json.dumps([row["id"] for row in rows]),),
    )
    messages = names.messages(row[1] for row in found) if link.kind == "message" else None
    tied: dict[int, list[Any]] = {}
    for row in found:
        target = row[1] if messages is None else messages.get(row[1])
        if target is not None:
            tied.setdefault(row[0], []).append([target, *row[2:]] if link.more else target)
    return tied
