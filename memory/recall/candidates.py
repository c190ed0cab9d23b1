"""What may answer a question, read from the store: rows that hold its words, lie near it in meaning or in
time, and the messages beside them. What is decided with them is in `score.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from memory.instants import instant, instant_or_none, stamp
from memory.recall.postings import postings
from memory.recall.score import Candidate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence, Set
    from datetime import date

    from memory.recall.dates import Span
    from memory.recall.postings import Rarity
    from memory.store import Store

MOST = 300  # rows of a kind that are looked at for their words
MOST_BY_TIME = 120
PRECISE = 10  # days: longer spans say too little to look for by themselves
YEARS = 10  # of a day that comes every year, the last so many

Closeness = Mapping[int, float]  # row id -> cosine

_MESSAGE = "SELECT id, conversation, parent, author, text, at, external_id FROM message"
_AMONG = "IN (SELECT value FROM json_each(?))"
_FACT = f"""
SELECT id, text, said_by, ifnull(valid_from, learned_at) AS at, valid_to, superseded_by,
    (SELECT json_group_array(message) FROM fact_source WHERE fact = id) AS sources,
    (SELECT conversation FROM message WHERE id = (SELECT min(message) FROM fact_source WHERE fact = fact.id))
        AS conversation
FROM fact WHERE id {_AMONG}"""
_SUMMARY = f"""
SELECT id, text, ends AS at, conversation,
    (SELECT json_group_array(message) FROM summary_source WHERE summary = id) AS sources
FROM summary WHERE id {_AMONG}"""


def messages(
    store: Store, asked: Rarity, spans: Sequence[Span], closeness: Closeness, left_out: Set[int]
) -> list[Candidate]:
    """Messages that hold the words, lie near in meaning, or were said in a narrow time that is named; and
    those beside them; without those that are left out.
    """
    masks = {row: mask for row, mask in postings(store, "message", asked).items() if row not in left_out}
    wanted = {*best(asked, masks, MOST), *closeness, *_said_in(store, spans)} - left_out
    rows = _with_neighbours(store, wanted)
    return [
        _message(row, masks.get(ident, 0), closeness.get(ident))
        for ident, row in rows.items()
        if ident not in left_out
    ]


def facts(store: Store, asked: Rarity, closeness: Closeness, now: datetime | None) -> list[Candidate]:
    """Facts that hold the words or lie near in meaning."""
    masks = postings(store, "fact", asked)
    rows = store.execute(_FACT, (_ids({*best(asked, masks, MOST), *closeness}),)).fetchall()
    return [_fact(row, masks.get(row["id"], 0), closeness.get(row["id"]), now) for row in rows]


def summaries(store: Store, asked: Rarity, closeness: Closeness) -> list[Candidate]:
    """Summaries that hold the words or lie near in meaning."""
    masks = postings(store, "summary", asked)
    rows = store.execute(_SUMMARY, (_ids({*best(asked, masks, MOST), *closeness}),)).fetchall()
    return [_summary(row, masks.get(row["id"], 0), closeness.get(row["id"])) for row in rows]


def best(asked: Rarity, masks: Mapping[int, int], count: int) -> list[int]:
    """The rows whose words say most, the newer first among equals."""
    worth = {mask: asked.worth(mask) for mask in set(masks.values())}
    return sorted(masks, key=lambda row: (-worth[masks[row]], -row))[:count]


def _ids(ids: Collection[int]) -> str:
    return json.dumps(sorted(ids))


def _said_in(store: Store, spans: Iterable[Span]) -> set[int]:
    """The newest messages of each narrow span."""
    sql = "SELECT id FROM message WHERE at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?"
    found: set[int] = set()
    for span in spans:
        if span.days > PRECISE:
            continue
        for start, end in _occurrences(store, span):
            bounds = (_midnight(start), _midnight(end + timedelta(1)), MOST_BY_TIME)
            found |= {row[0] for row in store.execute(sql, bounds)}
    return found


def _occurrences(store: Store, span: Span) -> list[tuple[date, date]]:
    if not span.yearly:
        return [(span.start, span.end)]
    first, last = store.execute("SELECT min(at), max(at) FROM message").fetchone()
    if first is None:
        return []
    years = range(instant(last).year, instant(first).year - 2, -1)
    return [span.in_year(year) for year in years[:YEARS]]


def _midnight(day: date) -> str:
    return stamp(datetime.combine(day, time(), UTC))


def _with_neighbours(store: Store, wanted: Collection[int]) -> dict[int, Any]:
    """The rows by id, with the message before each and the two after it."""
    hits = _read(store, "id", wanted)
    rows = dict(hits)
    rows |= _read(store, "id", {row["parent"] for row in hits.values() if row["parent"]} - rows.keys())
    next_ones = _read(store, "parent", hits.keys())
    rows |= next_ones
    return rows | _read(store, "parent", next_ones.keys() - hits.keys())


def _read(store: Store, column: str, ids: Collection[int]) -> dict[int, Any]:
    sql = f"{_MESSAGE} WHERE {column} {_AMONG} AND status <> 'streaming'"
    return {row["id"]: row for row in store.execute(sql, (_ids(ids),))}


def _message(row: Any, mask: int, closeness: float | None) -> Candidate:
    return Candidate(
        kind="message",
        id=row["id"],
        text=row["text"],
        at=instant(row["at"]),
        author=row["author"],
        conversation=row["conversation"],
        parent=row["parent"],
        external_id=row["external_id"],
        sources=(row["id"],),
        mask=mask,
        closeness=closeness,
    )


def _fact(row: Any, mask: int, closeness: float | None, now: datetime | None) -> Candidate:
    over = instant_or_none(row["valid_to"])
    return Candidate(
        kind="fact",
        id=row["id"],
        text=row["text"],
        at=instant(row["at"]),
        author=row["said_by"],
        conversation=row["conversation"],
        sources=tuple(json.loads(row["sources"])),
        mask=mask,
        closeness=closeness,
        outdated=row["superseded_by"] is not None or (over is not None and now is not None and over <= now),
    )


def _summary(row: Any, mask: int, closeness: float | None) -> Candidate:
    return Candidate(
        kind="summary",
        id=row["id"],
        text=row["text"],
        at=instant(row["at"]),
        conversation=row["conversation"],
        sources=tuple(json.loads(row["sources"])),
        mask=mask,
        closeness=closeness,
    )
