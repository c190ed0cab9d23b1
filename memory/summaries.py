"""Summaries: a text over a span, with the messages that it covers; a fuller one replaces a lesser.

What was replaced is kept while a conversation that began with it may go on: the log of the past that such a
conversation was given stays as it was. A `part` is its own conversation's alone, and goes at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.instants import instant, stamp, stamp_or_none
from memory.records import NotFoundError, Summary
from memory.sources import check_sources, sources_of
from memory.text import storable

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.records import Level
    from memory.store import Store


def _record(row: Any, sources: tuple[int, ...]) -> Summary:
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
    """Keep a summary; those of the same level and conversation that cover no more than it does give way.

    Raises `NotFoundError` where a source is not there.
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
        for lesser in _covered(store, values, set(sources)):
            _replace(store, lesser, stamp(at))
        number = store.insert("summary", values)
        for source in sources:
            store.execute("INSERT OR IGNORE INTO summary_source VALUES (?, ?)", (number, source))
        return summary(store, number)


def _replace(store: Store, lesser: int, at: str) -> None:
    """It is gone from `at` on; altogether, where no other conversation began while it stood."""
    store.execute("UPDATE summary SET replaced_at = ? WHERE id = ?", (at, lesser))
    store.execute(
        """DELETE FROM summary AS s WHERE id = ? AND (level = 'part' OR NOT EXISTS (
               SELECT 1 FROM conversation c WHERE c.id IS NOT s.conversation
                   AND c.started_at >= s.written_at AND c.started_at < s.replaced_at))""",
        (lesser,),
    )


def _covered(store: Store, values: dict[str, Any], sources: set[int]) -> list[int]:
    """Summaries of that level and conversation whose messages are all among the sources.

    One that names no messages is covered by one of the same span.
    """
    rows = store.rows(
        """SELECT id, starts, ends FROM summary
           WHERE level = :level AND conversation IS :conversation AND replaced_at IS NULL""",
        values,
    )
    span = (values["starts"], values["ends"])
    theirs = sources_of(store, "summary", [row["id"] for row in rows])
    return [
        row["id"]
        for row in rows
        if (
            sources.issuperset(theirs[row["id"]])
            if theirs[row["id"]]
            else (row["starts"], row["ends"]) == span
        )
    ]


def summary(store: Store, summary_id: int) -> Summary:
    """That summary. Raises `NotFoundError`."""
    row = store.row("SELECT * FROM summary WHERE id = ?", (summary_id,))
    if row is None:
        raise NotFoundError(f"There is no summary {summary_id}.")
    return _record(row, sources_of(store, "summary", [summary_id])[summary_id])


def summaries(
    store: Store,
    level: Level | None = None,
    conversation: int | None = None,
    as_of: datetime | None = None,
) -> list[Summary]:
    """Oldest span first. `as_of`: those that stood at that instant."""
    rows = store.rows(
        """SELECT * FROM summary
           WHERE (:level IS NULL OR level = :level)
             AND (:conversation IS NULL OR conversation = :conversation)
             AND iif(:as_of IS NULL, replaced_at IS NULL,
                     written_at <= :as_of AND ifnull(replaced_at > :as_of, true))
           ORDER BY starts, id""",
        {"level": level, "conversation": conversation, "as_of": stamp_or_none(as_of)},
    )
    sources = sources_of(store, "summary", [row["id"] for row in rows])
    return [_record(row, sources[row["id"]]) for row in rows]
