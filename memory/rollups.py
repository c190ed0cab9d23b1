"""Roll-ups: summaries over a day, week, month or year, each made from the summaries below it.

Together they are a forest: a year's parts are its months, theirs the weeks, and so on down to conversations.
A period with a single part below has no text of its own; the part stands for it. What takes the place of a
part (a better summary, a day that a second conversation came to) is carried to what covers it, so that at
every instant each conversation is below exactly one root, however much has yet to be written again.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from memory.instants import instant, stamp
from memory.periods import SPANS, period
from memory.records import NotFoundError, StoreError
from memory.summaries import RANK, ROLL_UP, STANDING, STOOD, record, records, replace, stand_in, summary
from memory.text import storable
from memory.work import enqueue, enqueue_period

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from memory.periods import Period
    from memory.records import Summary
    from memory.store import Store

SUMMARY, BETTER = "summary", "summary+model"  # the work that brings a conversation's up to date
EXTRACTIVE = "extractive"
LEVELS = ("conversation", *SPANS)
MOST_ROOTS = 400  # more than any prompt has room for

# The summaries of a level and those below it that no other of them covers, each as `s`. The plus keeps SQLite
# from going by the level, which most of them share, where it can go by the period.
_COVER = """SELECT s.* FROM summary s WHERE {stands} AND +s.level IN (SELECT value FROM json_each(:levels))
    AND NOT EXISTS (SELECT 1 FROM summary_part p JOIN summary u ON u.id = p.summary
        WHERE p.part = s.id AND u.level IN (SELECT value FROM json_each(:levels)) AND {above})"""


def parts(store: Store, span: Period) -> list[Summary]:
    """What a text over that period is made from: all below it, each once; in order of time."""
    return cover(store, LEVELS[span.rank - 1], span)


def cover(store: Store, level: str, within: Period | None = None) -> list[Summary]:
    """The summaries of that level, and for spans that have none those below, so that each is covered once.

    In order of time; `within`: those that lie in that period.
    """
    levels = json.dumps(LEVELS[: LEVELS.index(level) + 1])
    among, bounds = "", {}
    if within is not None:
        among, bounds = "AND s.period BETWEEN :first AND :last", _bounds(within)
    sql = f"{_covering(STANDING)} {among} ORDER BY s.starts, s.id"
    return records(store, store.rows(sql, {"levels": levels, **bounds}))


def _bounds(span: Period) -> dict[str, str]:
    """The keys of all that lies in it are between these; a month's and a year's own are not."""
    first = str(span.first) if span.level in {"day", "week"} else f"{span.key}-"
    return {"first": first, "last": f"{span.last}~"}


def _covering(stands: str) -> str:
    return _COVER.format(stands=stands, above=stands.replace("s.", "u."))


def conversations_in(store: Store, span: Period) -> list[Summary]:
    """The summaries of its conversations, in order of time, without the ids of what they cover."""
    rows = store.rows(
        """SELECT * FROM summary WHERE level = 'conversation' AND replaced_at IS NULL
               AND period BETWEEN ? AND ? ORDER BY starts, id""",
        (str(span.first), str(span.last)),
    )
    return [record(row) for row in rows]


def roll_up(
    store: Store, span: Period, text: str | None, made_from: Sequence[int], *, method: str, at: datetime
) -> Summary | None:
    """Keep the text over a period made from these summaries, in place of the one there was.

    `text` None: there is a single part, or none, and no text is needed. Either way, the period above becomes
    due when it is over, in the zone of `at`. Raises `NotFoundError` where a part is gone or was replaced.
    """
    with store.transaction():
        rows = _standing(store, made_from)
        old = standing(store, span)
        number = None
        if text is not None:
            number = _insert(store, span, text, rows, method, at)
            stand_in(store, number, [*made_from, *([old.id] if old else [])])
        if old is not None:
            if number is None and made_from:
                stand_in(store, made_from[0], [old.id])
            replace(store, old.id, stamp(at))
        if span.above is not None:
            enqueue_period(store, ROLL_UP, span.above, max(at, span.above.over(at.tzinfo)))
        return None if number is None else summary(store, number)


def _standing(store: Store, ids: Sequence[int]) -> list[Any]:
    rows = store.rows(
        """SELECT * FROM summary WHERE replaced_at IS NULL AND id IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(ids)),),
    )
    if len(rows) < len(set(ids)):
        raise NotFoundError("A summary that this one was made from is gone.")
    return rows


def _insert(store: Store, span: Period, text: str, rows: list[Any], method: str, at: datetime) -> int:
    if not rows:
        raise StoreError(f"There is nothing that a summary over {span.key} could cover.")
    values = {
        "level": span.level,
        "period": span.key,
        "text": storable(text),
        "starts": min(row["starts"] for row in rows),
        "ends": max(row["ends"] for row in rows),
        "written_at": stamp(at),
        "method": storable(method),
    }
    number = store.insert("summary", values)
    for row in rows:
        store.execute("INSERT INTO summary_part VALUES (?, ?, 0)", (number, row["id"]))
    return number


def standing(store: Store, span: Period) -> Summary | None:
    """The summary over that period; None where there is none, or a single part stands for it."""
    rows = store.rows(
        "SELECT * FROM summary WHERE period = ? AND level = ? AND replaced_at IS NULL", (span.key, span.level)
    )
    return records(store, rows)[0] if rows else None


def roots(store: Store, as_of: datetime, without: int | None = None, most: int = MOST_ROOTS) -> list[Summary]:
    """What stood at that instant and nothing else covered: the newest, in order of time.

    `without` the conversation of that id. The ids of what they cover are not looked up.
    """
    rows = store.rows(
        f"""{_covering(STOOD)} AND (:without IS NULL OR s.conversation IS NOT :without)
            ORDER BY s.starts DESC, s.id DESC LIMIT :most""",
        {"levels": json.dumps(LEVELS), "as_of": stamp(as_of), "without": without, "most": most},
    )
    return [record(row) for row in reversed(rows)]


def mend(store: Store, now: datetime) -> int:
    """Ask for the periods that are over and have several parts but no text, whatever became of the work that
    was to write it (what is brought from another store comes without) -> how many there were.
    """
    held: Counter[Period] = Counter()
    written = store.value("SELECT max(written_at) FROM summary")  # in the future, where a clock was ahead
    for root in roots(store, max(now, instant(written)) if written else now):
        span = period(root.period) if root.period else None
        if span is not None and root.level != "conversation":
            span = span.above
        while span is not None and span.over(now.tzinfo) <= now:
            held[span] += 1
            span = span.above
    lacking = [span for span, count in held.items() if count > 1]
    with store.transaction():
        for span in lacking:
            enqueue_period(store, ROLL_UP, span, now)
    return len(lacking)


def below(store: Store, summary_id: int, as_of: datetime) -> list[Summary]:
    """The parts that a summary had at that instant, in order of time, each as `roots` gives it."""
    stood_between = STOOD.replace("s.", "m.")
    rows = store.rows(
        f"""SELECT s.* FROM summary_part p JOIN summary s ON s.id = p.part JOIN summary u ON u.id = p.summary
            WHERE u.id = :id AND {STOOD} AND NOT EXISTS (
                SELECT 1 FROM summary_part q JOIN summary m ON m.id = q.summary
                WHERE q.part = s.id AND {RANK.format("m")} < {RANK.format("u")} AND {stood_between})
            ORDER BY s.starts, s.id""",  # noqa: S608
        {"id": summary_id, "as_of": stamp(as_of)},
    )
    return [record(row) for row in rows]


def ask_again(store: Store, doomed: Collection[int]) -> None:
    """Before these summaries are deleted: what they were over is to be summed up anew, from what is left."""
    rows = store.rows(
        """SELECT conversation, level, period, written_at, method FROM summary
           WHERE replaced_at IS NULL AND id IN (SELECT value FROM json_each(?))""",
        (json.dumps(sorted(doomed)),),
    )
    for row in rows:
        if row["level"] == "conversation" and row["conversation"] is not None:
            for kind in (SUMMARY, *[BETTER] * (row["method"] != EXTRACTIVE)):
                enqueue(store, kind, row["conversation"], instant(row["written_at"]))
        elif row["period"] is not None:
            enqueue_period(store, ROLL_UP, period(row["period"]), instant(row["written_at"]))
