"""Changes of a persona that experience suggests: made once, with the messages they rest on, and what became
of each, step by step.

What a part of a persona is, nothing here knows: what it says now and would say are texts, handed through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.instants import instant, stamp
from memory.records import Change, ChangeStep, NotFoundError
from memory.script import execute_script
from memory.sources import check_sources, sources_of
from memory.text import folded, storable, storable_or_none

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.records import ChangeState, Decider
    from memory.store import Store

_TABLES = """
CREATE TABLE change (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    persona TEXT NOT NULL,
    part    TEXT NOT NULL,
    before  TEXT,
    after   TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason  TEXT NOT NULL,
    made_at TEXT NOT NULL,
    state   TEXT NOT NULL,
    UNIQUE (persona, subject)
);
CREATE TABLE change_source (
    change  INTEGER NOT NULL REFERENCES change(id) ON DELETE CASCADE,
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    PRIMARY KEY (change, message)
) WITHOUT ROWID;
CREATE INDEX change_source_message ON change_source(message);
CREATE TABLE change_step (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    change  INTEGER NOT NULL REFERENCES change(id) ON DELETE CASCADE,
    state   TEXT NOT NULL,
    at      TEXT NOT NULL,
    decider TEXT NOT NULL
);
CREATE INDEX change_step_change ON change_step(change);
"""


def add(connection: Any) -> None:
    """A migration: the tables."""
    execute_script(connection, _TABLES)


def suggest(
    store: Store,
    persona: str,
    part: str,
    after: str,
    *,
    before: str | None,
    subject: str,
    reason: str,
    sources: Collection[int],
    at: datetime,
) -> Change | None:
    """Suggest a change; None where one of that subject was suggested for the persona before, in any state.

    Raises `NotFoundError` where a message that it rests on is gone.
    """
    values = {
        "persona": storable(persona),
        "part": storable(part),
        "before": storable_or_none(before),
        "after": storable(after),
        "subject": folded(storable(subject)),
        "reason": storable(reason),
        "made_at": stamp(at),
        "state": "waiting",
    }
    with store.transaction():
        check_sources(store, sources)
        if store.row("SELECT 1 FROM change WHERE persona = :persona AND subject = :subject", values):
            return None
        number = store.insert("change", values)
        for source in sorted(set(sources)):
            store.insert("change_source", {"change": number, "message": source})
        _note(store, number, "waiting", at, "companion")
        return change(store, number)


def settle(store: Store, change_id: int, state: ChangeState, at: datetime, decider: Decider) -> Change:
    """What became of it, and by whose word. Raises `NotFoundError`."""
    with store.transaction():
        change(store, change_id)
        store.execute("UPDATE change SET state = ? WHERE id = ?", (state, change_id))
        _note(store, change_id, state, at, decider)
        return change(store, change_id)


def _note(store: Store, number: int, state: ChangeState, at: datetime, decider: Decider) -> None:
    store.insert("change_step", {"change": number, "state": state, "at": stamp(at), "decider": decider})


def change(store: Store, change_id: int) -> Change:
    """That change. Raises `NotFoundError`."""
    row = store.row("SELECT * FROM change WHERE id = ?", (change_id,))
    if row is None:
        raise NotFoundError(f"There is no change {change_id}.")
    return _records(store, [row])[0]


def changes(
    store: Store, persona: str | None = None, states: Collection[ChangeState] | None = None
) -> list[Change]:
    """Those of the persona, in one of these states, oldest first; None: of every one, in any."""
    rows = store.rows(
        "SELECT * FROM change WHERE :persona IS NULL OR persona = :persona ORDER BY id", {"persona": persona}
    )
    return _records(store, [row for row in rows if states is None or row["state"] in states])


def approved(store: Store, persona: str) -> list[Change]:
    """Those that stand, in the order in which they were approved: each builds on those before."""
    latest = dict(
        store.rows("SELECT change, max(id) FROM change_step WHERE state = 'approved' GROUP BY change")
    )
    return sorted(changes(store, persona, {"approved"}), key=lambda one: latest.get(one.id, 0))


def steps(store: Store, persona: str) -> list[ChangeStep]:
    """All that became of the changes of a persona, oldest first, with the version that each step led to."""
    rows = store.rows(
        """SELECT s.*, sum(s.state IN ('approved', 'undone')) OVER (ORDER BY s.id) AS version
           FROM change_step s JOIN change c ON c.id = s.change WHERE c.persona = ? ORDER BY s.id""",
        (persona,),
    )
    return [
        ChangeStep(row["id"], row["change"], row["state"], instant(row["at"]), row["decider"], row["version"])
        for row in rows
    ]


def _records(store: Store, rows: Collection[Any]) -> list[Change]:
    sources = sources_of(store, "change", [row["id"] for row in rows])
    return [
        Change(
            id=row["id"],
            persona=row["persona"],
            part=row["part"],
            before=row["before"],
            after=row["after"],
            subject=row["subject"],
            reason=row["reason"],
            made_at=instant(row["made_at"]),
            state=row["state"],
            sources=sources[row["id"]],
        )
        for row in rows
    ]
