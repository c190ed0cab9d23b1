"""Reminders: something to bring up at its time, once, by whichever program claims it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.instants import instant, stamp, stamp_or_none
from memory.records import NotFoundError, Reminder
from memory.text import storable, storable_or_none

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.records import ReminderState
    from memory.store import Store

WAITING: frozenset[ReminderState] = frozenset({"waiting"})


def _record(row: Any) -> Reminder:
    return Reminder(
        id=row["id"],
        text=row["text"],
        due=instant(row["due"]),
        made_at=instant(row["made_at"]),
        all_day=bool(row["all_day"]),
        rrule=row["rrule"],
        state=row["state"],
        proposal=row["proposal"],
    )


def remind(
    store: Store,
    text: str,
    due: datetime,
    *,
    at: datetime,
    all_day: bool = False,
    rrule: str | None = None,
    proposal: int | None = None,
) -> Reminder:
    """Keep a reminder; `proposal` is the one that it was made from. Raises `NotFoundError`."""
    values = {
        "text": storable(text),
        "due": stamp(due),
        "made_at": stamp(at),
        "all_day": all_day,
        "rrule": storable_or_none(rrule),
        "state": "waiting",
        "proposal": proposal,
    }
    with store.transaction():
        if proposal is not None and not store.row("SELECT 1 FROM proposal WHERE id = ?", (proposal,)):
            raise NotFoundError(f"There is no proposal {proposal}.")
        return reminder(store, store.insert("reminder", values))


def reminder(store: Store, reminder_id: int) -> Reminder:
    """That reminder. Raises `NotFoundError`."""
    row = store.row("SELECT * FROM reminder WHERE id = ?", (reminder_id,))
    if row is None:
        raise NotFoundError(f"There is no reminder {reminder_id}.")
    return _record(row)


def reminders(store: Store, states: Collection[ReminderState] = WAITING) -> list[Reminder]:
    """Those in one of these states, the next to come first."""
    marks = ", ".join("?" * len(states))
    sql = f"SELECT * FROM reminder WHERE state IN ({marks}) ORDER BY due, id"  # noqa: S608
    return [_record(row) for row in store.rows(sql, tuple(states))]


def settle_reminder(
    store: Store, reminder_id: int, state: ReminderState | None = None, due: datetime | None = None
) -> Reminder:
    """What became of it; a recurring one waits again for its next `due`. Raises `NotFoundError`."""
    with store.transaction():
        store.execute(
            "UPDATE reminder SET state = coalesce(?, state), due = coalesce(?, due) WHERE id = ?",
            (state, stamp_or_none(due), reminder_id),
        )
        return reminder(store, reminder_id)


def claim_due(store: Store, now: datetime) -> list[Reminder]:
    """The waiting ones whose time has come, in order; they are `fired` now, so that nobody else gets them."""
    with store.transaction():
        rows = store.rows(
            "UPDATE reminder SET state = 'fired' WHERE state = 'waiting' AND due <= ? RETURNING *",
            (stamp(now),),
        )
    return sorted((_record(row) for row in rows), key=lambda found: (found.due, found.id))
