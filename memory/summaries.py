"""Summaries: a text over a span, with the messages that it covers; a fuller one replaces a lesser.

What was replaced is kept while a conversation that began with it may go on: the log of the past that such a
conversation was given stays as it was. A `part` is its own conversation's alone, and goes at once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from memory.instants import instant, stamp, stamp_or_none
from memory.periods import day_of, period
from memory.records import NotFoundError, Summary
from memory.sources import check_sources, sources_of
from memory.text import storable
from memory.work import enqueue_period

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from memory.periods import Period
    from memory.records import Level
    from memory.store import Store

ROLL_UP = "rollup"  # the work that brings a period's summary up to date

RANK = "instr('conversation day week month year', {}.level)"  # greater for a longer span
# Whether a row `s` stands now, and whether it stood at `:as_of`.
STANDING = "s.replaced_at IS NULL"
STOOD = "s.written_at <= :as_of AND (s.replaced_at IS NULL OR s.replaced_at > :as_of)"


def record(row: Any, sources: tuple[int, ...] = (), parts: tuple[int, ...] = ()) -> Summary:
    """The summary of a row of that table."""
    return Summary(
        id=row["id"],
        level=row["level"],
        text=row["text"],
        start=instant(row["starts"]),
        end=instant(row["ends"]),
        written_at=instant(row["written_at"]),
        method=row["method"],
        conversation=row["conversation"],
        sources=sources,
        period=row["period"],
        parts=parts,
    )


def summarise(
    store: Store,
    level: Level,
    text: str,
    *,
    start: datetime,
    end: datetime,
    sources: Collection[int],
    method: str,
    at: datetime,
    conversation: int | None = None,
) -> Summary:
    """Keep a summary; those of the same level and conversation that cover no more than it does, or than it
    and others newer than they, give way.

    One of a conversation belongs to the day on which it begins, in the zone of `at`; that day becomes due to
    be looked at again. Raises `NotFoundError` where a source is not there.
    """
    values = {
        "level": level,
        "text": storable(text),
        "starts": stamp(start),
        "ends": stamp(end),
        "written_at": stamp(at),
        "method": storable(method),
        "conversation": conversation,
    }
    with store.transaction():
        check_sources(store, sources)
        lesser = _covered(store, values, set(sources))
        day = _day(store, conversation, start, at) if level == "conversation" else None
        number = store.insert("summary", values | {"period": day.key if day else None})
        for source in sources:
            store.execute("INSERT OR IGNORE INTO summary_source VALUES (?, ?)", (number, source))
        stand_in(store, number, lesser)
        for one in lesser:
            replace(store, one, stamp(at))
        if day is not None:
            enqueue_period(store, ROLL_UP, day, max(at, day.over(at.tzinfo)))
        return summary(store, number)


def _day(store: Store, conversation: int | None, start: datetime, at: datetime) -> Period:
    """What began then stays where it has been once, in whatever zone you are now."""
    there = store.value(
        """SELECT period FROM summary
           WHERE conversation = ? AND starts = ? AND level = 'conversation' AND period IS NOT NULL""",
        (conversation, stamp(start)),
    )
    return period(there) if there else day_of(start, at.tzinfo)


def place(store: Store, now: datetime, most: int = 200) -> int:
    """Give summaries of conversations that have none their day, in the zone of `now` -> how many had none."""
    sql = """SELECT id, starts FROM summary
             WHERE level = 'conversation' AND period IS NULL AND replaced_at IS NULL ORDER BY id LIMIT ?"""
    with store.transaction():
        rows = store.rows(sql, (most,))
        for row in rows:
            day = day_of(instant(row["starts"]), now.tzinfo)
            store.execute("UPDATE summary SET period = ? WHERE id = ?", (day.key, row["id"]))
            enqueue_period(store, ROLL_UP, day, max(now, day.over(now.tzinfo)))
    return len(rows)


def stand_in(store: Store, number: int, others: Collection[int]) -> None:
    """What covers these covers the summary `number` from now on, which is in their place."""
    store.execute(
        f"""INSERT OR IGNORE INTO summary_part
            SELECT DISTINCT u.id, s.id, 1 FROM summary s, summary_part p JOIN summary u ON u.id = p.summary
            WHERE s.id = ? AND p.part IN (SELECT value FROM json_each(?))
                AND u.replaced_at IS NULL AND {RANK.format("u")} > {RANK.format("s")}""",  # noqa: S608
        (number, json.dumps(list(others))),
    )


def replace(store: Store, lesser: int, at: str) -> None:
    """It is gone from `at` on; altogether, where no other conversation began while it stood."""
    store.execute("UPDATE summary SET replaced_at = ? WHERE id = ?", (at, lesser))
    store.execute(
        """DELETE FROM summary AS s WHERE id = ? AND (level = 'part' OR NOT EXISTS (
               SELECT 1 FROM conversation c WHERE c.id IS NOT s.conversation
                   AND c.started_at >= s.written_at AND c.started_at < s.replaced_at))""",
        (lesser,),
    )


def _covered(store: Store, values: dict[str, Any], sources: set[int]) -> list[int]:
    """Summaries of that level and conversation whose messages are all among these sources and those of newer
    ones: what was summed up as a whole goes when each of its parts has been.

    One that names no messages is covered by one of the same span.
    """
    of = "conversation IS NULL" if values["conversation"] is None else "conversation = :conversation"
    rows = store.rows(
        f"""SELECT id, starts, ends FROM summary WHERE {of} AND level = :level AND replaced_at IS NULL
               AND (period IS NULL OR level = 'conversation') ORDER BY id""",  # noqa: S608
        values,
    )
    span = (values["starts"], values["ends"])
    theirs = sources_of(store, "summary", [row["id"] for row in rows])
    lesser = []
    newer = set(sources)
    for row in reversed(rows):
        own = theirs[row["id"]]
        if newer.issuperset(own) if own else (row["starts"], row["ends"]) == span:
            lesser.append(row["id"])
        else:
            newer.update(own)
    return lesser


def summary(store: Store, summary_id: int) -> Summary:
    """That summary. Raises `NotFoundError`."""
    row = store.row("SELECT * FROM summary WHERE id = ?", (summary_id,))
    if row is None:
        raise NotFoundError(f"There is no summary {summary_id}.")
    return records(store, [row])[0]


def summaries(
    store: Store,
    level: Level | None = None,
    conversation: int | None = None,
    as_of: datetime | None = None,
) -> list[Summary]:
    """Oldest span first. `as_of`: those that stood at that instant."""
    conditions = [STOOD if as_of else STANDING]
    conditions += ["level = :level"] * (level is not None) + ["conversation = :conversation"] * bool(
        conversation
    )
    rows = store.rows(
        f"SELECT * FROM summary s WHERE {' AND '.join(conditions)} ORDER BY starts, id",  # noqa: S608
        {"level": level, "conversation": conversation, "as_of": stamp_or_none(as_of)},
    )
    return records(store, rows)


def records(store: Store, rows: Sequence[Any]) -> list[Summary]:
    """The summaries of these rows, with all that they cover."""
    ids = [row["id"] for row in rows]
    sources, parts = sources_of(store, "summary", ids), parts_of(store, ids)
    return [record(row, sources[row["id"]], parts[row["id"]]) for row in rows]


def parts_of(store: Store, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """For each of these summaries, those that its text was made from, as far as they are there, in order."""
    rows = store.rows(
        """SELECT summary, part FROM summary_part
           WHERE NOT carried AND summary IN (SELECT value FROM json_each(?)) ORDER BY part""",
        (json.dumps(list(ids)),),
    )
    found: dict[int, list[int]] = {number: [] for number in ids}
    for row in rows:
        found[row[0]].append(row[1])
    return {number: tuple(parts) for number, parts in found.items()}
