"""What may answer a question, read from the store: rows that hold its words, lie near it in meaning or in
time, and the messages beside them. What is decided with them is in `score.py`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from memory.instants import instant, instant_or_none, stamp
from memory.recall.postings import newest, postings

if TYPE_CHECKING:
    from collections.abc import Collection, Set
    from datetime import date, tzinfo

    from memory.recall.dates import Span
    from memory.recall.postings import Postings, Rarity
    from memory.recall.question import Question
    from memory.records import Kind
    from memory.store import Store

MOST = 80  # rows of a kind that are looked at for their words
MOST_BESIDE = 40  # the same, beside those that are near in meaning: more find nothing more, and cost time
MOST_BY_TIME = 120
PRECISE = 10  # days: longer spans say too little to look for by themselves
YEARS = 10  # of a day that comes every year, the last so many
RELATED = 0.5  # what a related word counts for, of the word itself

Key = tuple[str, int]

_MESSAGES = """
SELECT id, conversation, parent, author, text, at, external_id FROM message
WHERE {} IN (SELECT value FROM json_each(?)) AND status <> 'streaming' AND trim(text) <> ''"""
_PARENT = 2  # of these columns
_FACTS = """
SELECT id, text, said_by, ifnull(valid_from, learned_at) AS at, valid_to, superseded_by,
    (SELECT json_group_array(message) FROM fact_source WHERE fact = id) AS sources,
    (SELECT conversation FROM message WHERE id = (SELECT min(message) FROM fact_source WHERE fact = fact.id))
        AS conversation
FROM fact WHERE id IN (SELECT value FROM json_each(?))"""
# Of conversations: what a week or a year says is said there as well, and nearer to the words.
_SUMMARIES = """
SELECT id, text, ends AS at, conversation,
    (SELECT json_group_array(message) FROM summary_source WHERE summary = id) AS sources
FROM summary
WHERE id IN (SELECT value FROM json_each(?)) AND replaced_at IS NULL AND conversation IS NOT NULL"""


class Candidate(NamedTuple):
    """What may be recalled. `mask` has a bit for each term of the question that it holds, `related` for each
    to which it holds a related word; `outdated`: it no longer holds. (A question has hundreds of these.)
    """

    kind: Kind
    id: int
    text: str
    at: datetime
    author: str | None = None
    conversation: int | None = None
    parent: int | None = None
    external_id: str | None = None
    sources: tuple[int, ...] = ()
    mask: int = 0
    related: int = 0
    outdated: bool = False


def messages(
    store: Store,
    asked: Rarity,
    rows: list[list[int]],
    question: Question,
    nearest: Collection[int],
    left_out: Set[int],
    *,
    nearby: bool = True,
) -> list[Candidate]:
    """Messages that hold the words, lie near in meaning, or were said in a narrow time that is named; and
    those beside them; without those that are left out. `rows` are the newest that hold each term.
    """
    held = postings(store, "message", asked.terms, rows, nearby=nearby)
    wanted = {
        *best(asked, held, _most(nearby=nearby), left_out),
        *nearest,
        *_said_in(store, question),
    } - left_out
    found = _with_neighbours(store, wanted)
    return [_message(row, held) for ident, row in found.items() if ident not in left_out]


def facts(
    store: Store, asked: Rarity, nearest: Collection[int], now: datetime | None, *, nearby: bool = True
) -> list[Candidate]:
    """Facts that hold the words or lie near in meaning."""
    held = _held(store, "fact", asked, nearby=nearby)
    rows = store.rows(_FACTS, (_ids({*best(asked, held, _most(nearby=nearby)), *nearest}),))
    return [_fact(row, held, now) for row in rows]


def summaries(
    store: Store, asked: Rarity, nearest: Collection[int], *, nearby: bool = True
) -> list[Candidate]:
    """Summaries that hold the words or lie near in meaning."""
    held = _held(store, "summary", asked, nearby=nearby)
    rows = store.rows(_SUMMARIES, (_ids({*best(asked, held, _most(nearby=nearby)), *nearest}),))
    return [_summary(row, held) for row in rows]


def _most(*, nearby: bool) -> int:
    return MOST if nearby else MOST_BESIDE


def _held(store: Store, kind: Kind, asked: Rarity, *, nearby: bool = True) -> Postings:
    return postings(store, kind, asked.terms, newest(store, kind, asked.terms), nearby=nearby)


def best(asked: Rarity, held: Postings, count: int, left_out: Set[int] = frozenset()) -> list[int]:
    """The rows whose words say most, the newer first among equals."""
    alike: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row, mask in held.words.items():
        alike[mask, held.related.get(row, 0)].append(row)
    for row in held.related.keys() - held.words.keys():
        alike[0, held.related[row]].append(row)
    found: list[int] = []
    for masks in sorted(alike, key=lambda masks: (-_worth(asked, *masks), masks)):
        found += sorted((row for row in alike[masks] if row not in left_out), reverse=True)
        if len(found) >= count:
            break
    return found[:count]


def _worth(asked: Rarity, mask: int, related: int) -> float:
    return asked.worth(mask) + RELATED * asked.worth(related & ~mask)


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


def _with_neighbours(store: Store, wanted: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """The rows by id, with the messages directly before and after each."""
    rows = _read(store, "id", wanted)
    before = {row[_PARENT] for row in rows.values() if row[_PARENT]} - rows.keys()
    return {**rows, **_read(store, "id", before), **_read(store, "parent", rows.keys())}


def _read(store: Store, column: str, ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    return {row[0]: row for row in store.tuples(_MESSAGES.format(column), (_ids(ids),))}


def _message(row: tuple[Any, ...], held: Postings) -> Candidate:
    ident, conversation, parent, author, text, at, external_id = row
    words, near = held.words.get(ident, 0), held.related.get(ident, 0)
    return Candidate(
        "message",
        ident,
        text,
        instant(at),
        author,
        conversation,
        parent,
        external_id,
        (ident,),
        words,
        near,
    )


def _fact(row: Any, held: Postings, now: datetime | None) -> Candidate:
    over = instant_or_none(row["valid_to"])
    return Candidate(
        kind="fact",
        id=row["id"],
        text=row["text"],
        at=instant(row["at"]),
        author=row["said_by"],
        conversation=row["conversation"],
        sources=tuple(json.loads(row["sources"])),
        mask=held.words.get(row["id"], 0),
        related=held.related.get(row["id"], 0),
        outdated=row["superseded_by"] is not None or (over is not None and now is not None and over <= now),
    )


def _summary(row: Any, held: Postings) -> Candidate:
    return Candidate(
        kind="summary",
        id=row["id"],
        text=row["text"],
        at=instant(row["at"]),
        conversation=row["conversation"],
        sources=tuple(json.loads(row["sources"])),
        mask=held.words.get(row["id"], 0),
        related=held.related.get(row["id"], 0),
    )
