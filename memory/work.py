"""Work for the background: a row before it is begun, lent to one program at a time, gone when it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from memory.instants import instant, present, stamp, stamp_or_none
from memory.records import NotFoundError, Work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.periods import Period
    from memory.store import Store


LOOKED_AT = "imports looked at"


def enqueue(store: Store, kind: str, conversation_id: int, not_before: datetime) -> None:
    """Ask for that kind of work on the conversation; asked for again, it moves to the later request's time.

    Work that is being done meanwhile does not end the new request: it is a row with an id of its own.
    Raises `NotFoundError`.
    """
    with store.transaction():
        if not store.row("SELECT 1 FROM conversation WHERE id = ?", (conversation_id,)):
            raise NotFoundError(f"There is no conversation {conversation_id}.")
        store.execute("DELETE FROM work WHERE kind = ? AND conversation = ?", (kind, conversation_id))
        store.insert("work", {"kind": kind, "conversation": conversation_id, "not_before": stamp(not_before)})


def enqueue_period(store: Store, kind: str, period: Period, not_before: datetime) -> None:
    """Ask for that kind of work on a period, as `enqueue` does for a conversation."""
    with store.transaction():
        store.execute("DELETE FROM work WHERE kind = ? AND period = ?", (kind, period.key))
        values = {"kind": kind, "period": period.key, "rank": period.rank, "not_before": stamp(not_before)}
        store.insert("work", values)


def claim(
    store: Store, now: datetime, kinds: Collection[str] | None = None, lease_seconds: float = 600
) -> Work | None:
    """The next piece of work that is due, lent for that long; None when there is none.

    Conversations come before days, days before weeks, and so on: a text is made when its parts are.
    What is not finished within the lease (its program died) can be claimed again. Leases go by the machine's
    own clock, whatever `now` is.
    """
    lent = present()
    wanted = None if kinds is None else tuple(kinds)
    among = "" if wanted is None else f"AND kind IN ({', '.join('?' * len(wanted))})"
    with store.transaction():
        row = store.row(
            f"""UPDATE work SET attempts = attempts + 1, leased_until = ? WHERE id = (
                    SELECT id FROM work WHERE not_before <= ? {among}
                        AND (leased_until IS NULL OR leased_until <= ?)
                    ORDER BY rank, not_before, id LIMIT 1
                ) RETURNING *""",  # noqa: S608
            (stamp(lent + timedelta(seconds=lease_seconds)), stamp(now), *(wanted or ()), stamp(lent)),
        )
    if row is None:
        return None
    return Work(
        id=row["id"],
        kind=row["kind"],
        conversation=row["conversation"],
        not_before=instant(row["not_before"]),
        attempts=row["attempts"],
        period=row["period"],
    )


def due(store: Store, now: datetime) -> int:
    """How many pieces of work could be claimed now."""
    sql = """SELECT count(*) FROM work
             WHERE not_before <= ? AND (leased_until IS NULL OR leased_until <= ?)"""
    return int(store.value(sql, (stamp(now), stamp(present()))))


def waiting(store: Store, now: datetime | None = None) -> dict[str, int]:
    """How many pieces of work of each kind there are; with `now`, that are due, lent or not."""
    rows = store.rows(
        """SELECT kind, count(*) FROM work WHERE :now IS NULL OR not_before <= :now
           GROUP BY kind ORDER BY kind""",
        {"now": stamp_or_none(now)},
    )
    return {row[0]: row[1] for row in rows}


def finish(store: Store, work_id: int) -> None:
    """It is done; nothing happens where it has been asked for anew, or is gone."""
    with store.transaction():
        store.execute("DELETE FROM work WHERE id = ?", (work_id,))


def postpone(store: Store, work_id: int, until: datetime, *, tried: bool = True) -> None:
    """Give it back, not to be tried before `until`; `tried` False: it was cut short, which is no attempt."""
    with store.transaction():
        store.execute(
            "UPDATE work SET not_before = ?, leased_until = NULL, attempts = attempts - ? WHERE id = ?",
            (stamp(until), 0 if tried else 1, work_id),
        )


def imported_since(store: Store, most: int) -> list[int] | None:
    """Conversations that an import brought messages into, among the next `most` messages; each look begins
    where the last one ended. None: all messages were looked at.
    """
    with store.transaction():
        seen = store.value("SELECT value FROM watermark WHERE name = ?", (LOOKED_AT,)) or 0
        rows = store.rows(
            "SELECT id, conversation, origin FROM message WHERE id > ? ORDER BY id LIMIT ?", (seen, most)
        )
        if not rows:
            return None
        store.execute("INSERT OR REPLACE INTO watermark VALUES (?, ?)", (LOOKED_AT, rows[-1]["id"]))
    return sorted({row["conversation"] for row in rows if row["origin"] == "import"})


def pass_over(store: Store, after: int) -> None:
    """Imported messages with ids above `after` came with all that was made of them, and with the work that
    waits: they need no look. Nothing happens where earlier ones still do.
    """
    with store.transaction():
        earlier = """SELECT 1 FROM message WHERE origin = 'import' AND id <= :after
                     AND id > ifnull((SELECT value FROM watermark WHERE name = :name), 0)"""
        if not store.row(earlier, {"after": after, "name": LOOKED_AT}):
            last = store.value("SELECT ifnull(max(id), 0) FROM message")
            store.execute("INSERT OR REPLACE INTO watermark VALUES (?, ?)", (LOOKED_AT, last))
