"""The messages beside one that was found, along the path of its conversation: they make it understandable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from memory.messages import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memory.recall.candidates import Candidate
    from memory.records import Message
    from memory.store import Store

_BESIDE = """
SELECT * FROM message
WHERE {} IN (SELECT value FROM json_each(?)) AND status <> 'streaming' AND trim(text) <> '' ORDER BY id"""


def of(store: Store, found: Iterable[Candidate]) -> dict[int, tuple[Message, ...]]:
    """For each message the one before it and the one after; of two that follow it, the later."""
    messages = [candidate for candidate in found if candidate.kind == "message"]
    before = {row["id"]: row for row in _rows(store, "id", [m.parent for m in messages if m.parent])}
    after = {row["parent"]: row for row in _rows(store, "parent", [m.id for m in messages])}
    return {
        message.id: tuple(
            record(row) for row in (before.get(message.parent), after.get(message.id)) if row is not None
        )
        for message in messages
    }


def _rows(store: Store, column: str, ids: list[int]) -> list[Any]:
    return store.rows(_BESIDE.format(column), (json.dumps(ids),))
