"""What facts, summaries and changes rest on: the link from each to its messages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from memory.instants import instant
from memory.messages import message, several
from memory.records import NotFoundError, Recollection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from memory.records import Kind, Message
    from memory.store import Store

Traceable = Literal["message", "fact", "summary", "proposal", "reminder"]

_WHY = {
    "fact": "SELECT message FROM fact_source WHERE fact = ?",
    "summary": """WITH RECURSIVE under(id) AS (SELECT ? UNION
                      SELECT part FROM summary_part JOIN under ON summary = under.id WHERE NOT carried)
                  SELECT DISTINCT message FROM summary_source JOIN under ON summary = under.id""",
    "proposal": "SELECT evidence FROM proposal WHERE id = ? AND evidence IS NOT NULL",
    "reminder": """SELECT p.evidence FROM reminder r JOIN proposal p ON p.id = r.proposal
                   WHERE r.id = ? AND p.evidence IS NOT NULL""",
}

_RECALLED = {
    "message": "SELECT id, text, at, author, external_id, conversation FROM message WHERE id = ?",
    "fact": """SELECT id, text, learned_at AS at, said_by AS author, NULL AS external_id,
                   NULL AS conversation FROM fact WHERE id = ?""",
    "summary": """SELECT id, text, ends AS at, NULL AS author, NULL AS external_id, conversation
                  FROM summary WHERE id = ?""",
}


def check_sources(store: Store, message_ids: Collection[int]) -> None:
    """Raises `NotFoundError` where one of the messages is gone: what was forgotten yields nothing."""
    there = {found.id for found in several(store, message_ids)}
    for missing in set(message_ids) - there:
        raise NotFoundError(f"There is no message {missing}.")


def sources_of(
    store: Store, kind: Literal["fact", "summary", "change"], ids: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """For each of these facts, summaries or changes, the messages that it rests on, in order."""
    rows = store.rows(
        f"""SELECT {kind}, json_group_array(message ORDER BY message) FROM {kind}_source
            WHERE {kind} IN (SELECT value FROM json_each(?)) GROUP BY {kind}""",  # noqa: S608
        (json.dumps(list(ids)),),
    )
    found: dict[int, tuple[int, ...]] = dict.fromkeys(ids, ())
    for row in rows:
        found[row[0]] = tuple(json.loads(row[1]))
    return found


def why(store: Store, kind: Traceable, number: int) -> list[Message]:
    """The messages that it rests on, oldest first; a message rests on itself. Raises `NotFoundError`."""
    if kind == "message":
        return [message(store, number)]
    if store.row(f"SELECT 1 FROM {kind} WHERE id = ?", (number,)) is None:  # noqa: S608
        raise NotFoundError(f"There is no {kind} {number}.")
    return several(store, [row[0] for row in store.rows(_WHY[kind], (number,))])


def note_recalled(store: Store, message_id: int, recollections: Iterable[Recollection]) -> None:
    """Keep what was recalled for an answer, in place of what was noted for it before."""
    with store.transaction():
        message(store, message_id)
        store.execute("DELETE FROM recalled WHERE message = ?", (message_id,))
        for place, found in enumerate(recollections):
            row = (message_id, place, found.kind, found.id, found.score)
            store.execute("INSERT INTO recalled VALUES (?, ?, ?, ?, ?)", row)


def recalled(store: Store, message_id: int) -> list[Recollection]:
    """What was recalled for an answer, as it reads now, best first; what was forgotten since is not in it."""
    notes = store.rows(
        "SELECT kind, ref, score FROM recalled WHERE message = ? ORDER BY place", (message_id,)
    )
    found = [(note, store.row(_RECALLED[note["kind"]], (note["ref"],))) for note in notes]
    return [_recollection(store, note, row) for note, row in found if row is not None]


def _recollection(store: Store, note: Any, row: Any) -> Recollection:
    kind: Kind = note["kind"]
    sources = (row["id"],) if kind == "message" else sources_of(store, kind, [row["id"]])[row["id"]]
    return Recollection(
        kind=kind,
        id=row["id"],
        text=row["text"],
        at=instant(row["at"]),
        score=note["score"],
        author=row["author"],
        external_id=row["external_id"],
        sources=sources,
        conversation=row["conversation"],
    )
