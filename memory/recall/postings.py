"""Which rows hold which words of a question: read from the full-text indexes, newest first, up to a bound.

Of each word the newest rows are read, at most `NEWEST`. A word that fills that bound says little by itself;
how often it occurs is then estimated from how densely those rows lie, and beyond them it is only looked for
together with the rarer words. So what a question costs does not grow with the store.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.recall.related import related
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memory.records import Kind
    from memory.store import Store

NEWEST = 1_500  # rows of a word that are read
NEWEST_RELATED = 250  # rows of the words that are related to one

_INDEX = {"message": "message_fts", "fact": "fact_fts", "summary": "summary_fts"}


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each term of a question says: `weights` as in BM25 (Robertson and Zaragoza 2009, eq. 3.3, with
    1 added inside the logarithm, so that no word counts against a row); `counts` are the rows that hold it,
    estimated where they are many.
    """

    terms: tuple[str, ...]
    counts: tuple[int, ...]
    weights: tuple[float, ...]

    def worth(self, mask: int) -> float:
        """The sum of the weights of the terms whose bits are set."""
        return sum(weight for place, weight in enumerate(self.weights) if mask >> place & 1)


@dataclass(frozen=True, slots=True)
class Postings:
    """Row id -> bits of the terms that it holds, and of those to which it holds a related word."""

    words: dict[int, int]
    related: dict[int, int]


def match(column: str, *words: str) -> str:
    """An FTS5 query for any of the words in one column; each is letters and digits alone."""
    quoted = " OR ".join(f'"{word}"' for word in words)
    return f"{column} : ({quoted})"


def rarity(total: int, terms: Sequence[str], found: Sequence[Sequence[int]]) -> Rarity:
    """How rare the terms are among `total` messages, of which the newest that hold each were `found`."""
    counts = tuple(_count(total, rows) for rows in found)
    weights = tuple(math.log(1 + (max(total - n, 0) + 0.5) / (n + 0.5)) for n in counts)
    return Rarity(tuple(terms), counts, weights)


def _count(total: int, rows: Sequence[int]) -> int:
    if len(rows) < NEWEST:
        return len(rows)
    span = max(total - rows[-1] + 1, len(rows))
    return max(round(len(rows) * total / span), len(rows))


def newest(store: Store, kind: Kind, terms: Sequence[str]) -> list[list[int]]:
    """For each term the newest rows that hold it, at most `NEWEST`."""
    return [_rows(store, kind, match("text", term), NEWEST) for term in terms]


def postings(
    store: Store, kind: Kind, terms: Sequence[str], found: Sequence[Sequence[int]], *, nearby: bool = True
) -> Postings:
    """Rows of that kind by what they hold, with `nearby` also by related words; `found`: the newest of each
    term.
    """
    words: dict[int, int] = {}
    for place, rows in enumerate(found):
        _mark(words, rows, place)
    order = sorted(range(len(terms)), key=lambda place: (len(found[place]), place))
    for n, place in enumerate(order):
        if len(found[place]) >= NEWEST and n:
            rarer = [terms[other] for other in order[:n]]
            query = f"{match('text', terms[place])} AND {match('text', *rarer)}"
            _mark(words, _rows(store, kind, query, NEWEST), place)
    near: dict[int, int] = {}
    for place, term in enumerate(terms):
        if nearby and (alike := related(term)):
            _mark(near, _rows(store, kind, match("text", *alike), NEWEST_RELATED), place)
    return Postings(words, near)


def _mark(masks: dict[int, int], rows: Sequence[int], place: int) -> None:
    bit = 1 << place
    for row in rows:
        masks[row] = masks.get(row, 0) | bit


def _rows(store: Store, kind: Kind, query: str, limit: int) -> list[int]:
    index = _INDEX[kind]
    sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    return [row for (row,) in store.tuples(sql, (query, limit))]


def named_authors(store: Store, terms: Sequence[str]) -> frozenset[str]:
    """The terms that are part of an author's name."""
    sql = "SELECT 1 FROM message_fts WHERE message_fts MATCH ? LIMIT 1"
    return frozenset(
        term
        for term in terms
        if term not in {USER, COMPANION} and store.execute(sql, (match("author", term),)).fetchone()
    )
