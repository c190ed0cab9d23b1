"""What may answer a question, read from the store: rows that hold its words, lie near it in meaning or in
time, and the messages beside them. What is decided with them is in `score.py`.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from memory.instants import instant, instant_or_none, stamp
from memory.recall.postings import postings
from memory.recall.score import Candidate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Set
    from datetime import date, tzinfo

    from memory.recall.dates import Span
    from memory.recall.postings import Rarity
    from memory.recall.question import Question
    from memory.store import Store

MOST = 200  # rows of a kind that are looked at for their words
MOST_BY_TIME = 120
PRECISE = 10  # days: longer spans say too little to look for by themselves
YEARS = 10  # of a day that comes every year, the last so many

_MESSAGES = """
SELECT id, conversation, parent, author, text, at, external_id FROM message
WHERE {} IN (SELECT value FROM json_each(?)) AND status <> 'streaming' AND trim(text) <> ''"""
_FACTS = """
SELECT id, text, said_by, ifnull(valid_from, learned_at) AS at, valid_to, superseded_by,
    (SELECT json_group_array(message) FROM fact_source WHERE fact = id) AS sources,
    (SELECT conversation FROM message WHERE id = (SELECT min(message) FROM fact_source WHERE fact = fact.id))
        AS conversation
FROM fact WHERE id IN (SELECT value FROM json_each(?))"""
_SUMMARIES = """
SELECT id, text, ends AS at, conversation,
    (SELECT json_group_array(message) FROM summary_source WHERE summary = id) AS sources
FROM summary WHERE id IN (SELECT value FROM json_each(?)) AND replaced_at IS NULL"""


def messages(
    store: Store, asked: Rarity, question: Question, nearest: Collection[int], left_out: Set[int]
) -> list[Candidate]:
    """Messages that hold the words, lie near in meaning, or were said in a narrow time that is named; and
    those beside them; without those that are left out.
    """
    masks = {row: mask for row, mask in postings(store, "message", asked).items() if row not in left_out}
    wanted = {*best(asked, masks, MOST), *nearest, *_said_in(store, question)} - left_out
    rows = _with_neighbours(store, wanted)
    return [_message(row, masks.get(ident, 0)) for ident, row in rows.items() if ident not in left_out]


def facts(store: Store, asked: Rarity, nearest: Collection[int], now: datetime | None) -> list[Candidate]:
    """Facts that hold the words or lie near in meaning."""
    masks = postings(store, "fact", asked)
    rows = store.rows(_FACTS, (_ids({*best(asked, masks, MOST), *nearest}),))
    return [_fact(row, masks.get(row["id"], 0), now) for row in rows]


def summaries(store: Store, asked: Rarity, nearest: Collection[int]) -> list[Candidate]:
    """Summaries that hold the words or lie near in meaning."""
    masks = postings(store, "summary", asked)
    rows = store.rows(_SUMMARIES, (_ids({*best(asked, masks, MOST), *nearest}),))
    return [_summary(row, masks.get(row["id"], 0)) for row in rows]


def best(asked: Rarity, masks: Mapping[int, int], count: int) -> list[int]:
    """The rows whose words say most, the newer first among equals."""
    worth = {mask: asked.worth(mask) for mask in set(masks.values())}
    return sorted(masks, key=lambda row: (-worth[masks[row]], -row))[:count]


def _ids(ids: Collection[int]) -> str:
    return json.dumps(sorted(ids))


def _said_in(store: Store, question: Question) -> set[int]:
    """The newest messages of each narrow span."""
    sql = "SELECT id FROM message WHERE at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?"
    found: set[int] = set()
    zone = question.now.tzinfo
    for span in question.spans:
        if span.days > PRECISE:
            continue
        for start, end in _occurrences(store, span):
            bounds = (_midnight(start, zone), _midnight(end + timedelta(1), zone), MOST_BY_TIME)
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


def _midnight(day: date, zone: tzinfo | None) -> str:
    return stamp(datetime.combine(day, time(), zone))


def _with_neighbours(store: Store, wanted: Collection[int]) -> dict[int, Any]:
    """The rows by id, with the message before each and the two after it."""
    hits = _read(store, "id", wanted)
    rows = dict(hits)
    rows |= _read(store, "id", {row["parent"] for row in hits.values() if row["parent"]} - rows.keys())
    next_ones = _read(store, "parent", hits.keys())
    rows |= next_ones
    return rows | _read(store, "parent", next_ones.keys() - hits.keys())


def _read(store: Store, column: str, ids: Collection[int]) -> dict[int, Any]:
    return {row["id"]: row for row in store.rows(_MESSAGES.format(column), (_ids(ids),))}


def _message(row: Any, mask: int) -> Candidate:
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
    )


def _fact(row: Any, mask: int, now: datetime | None) -> Candidate:
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
        outdated=row["superseded_by"] is not None or (over is not None and now is not None and over <= now),
    )


def _summary(row: Any, mask: int) -> Candidate:
    return Candidate(
        kind="summary",
        id=row["id"],
        text=row["text"],
        at=instant(row["at"]),
        conversation=row["conversation"],
        sources=tuple(json.loads(row["sources"])),
        mask=mask,
    )
