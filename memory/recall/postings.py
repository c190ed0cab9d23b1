"""Which rows hold which words of a question: read from the full-text indexes, the rarest words first.

How often a word occurs is cheap to know and costly to read. So words are read in the order of their rarity
up to a budget of rows; what a question costs does not grow with the store beyond that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memory.records import Kind
    from memory.store import Store

BUDGET = 8_000  # rows of a full-text index that one question reads

_INDEX = {"message": "message_fts", "fact": "fact_fts", "summary": "summary_fts"}


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each term of a question says: `weights` as in BM25 (Robertson and Zaragoza 2009, eq. 3.3, with
    1 added inside the logarithm, so that no word counts against a row); `counts` are the rows that hold it.
    """

    terms: tuple[str, ...]
    counts: tuple[int, ...]
    weights: tuple[float, ...]

    def worth(self, mask: int) -> float:
        """The sum of the weights of the terms whose bits are set."""
        return sum(weight for place, weight in enumerate(self.weights) if mask >> place & 1)


def match(column: str, word: str, *, prefix: bool = False) -> str:
    """An FTS5 query for one word in one column; `word` is letters and digits alone."""
    return f'{column} : "{word}"{"*" if prefix else ""}'


def rarity(store: Store, terms: Sequence[str]) -> Rarity:
    """How rare the terms are among the messages."""
    total = store.execute("SELECT ifnull(max(id), 0) FROM message").fetchone()[0]
    sql = "SELECT count(*) FROM message_fts WHERE message_fts MATCH ?"
    counts = tuple(store.execute(sql, (match("text", term),)).fetchone()[0] for term in terms)
    weights = tuple(math.log(1 + (max(total - n, 0) + 0.5) / (n + 0.5)) for n in counts)
    return Rarity(tuple(terms), counts, weights)


def postings(store: Store, kind: Kind, asked: Rarity) -> dict[int, int]:
    """Row id -> bits of the terms that it holds. Of a word beyond the budget nothing is read, unless it is
    the rarest that occurs at all: of that, the newest rows.
    """
    masks: dict[int, int] = {}
    left = BUDGET
    for place in sorted(range(len(asked.terms)), key=lambda place: (asked.counts[place], place)):
        if asked.counts[place] > left and masks:
            break
        found = _rows(store, _INDEX[kind], asked.terms[place], left)
        left -= len(found)
        bit = 1 << place
        for row in found:
            masks[row] = masks.get(row, 0) | bit
    return masks


def _rows(store: Store, index: str, term: str, limit: int) -> list[int]:
    sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    cursor = store.connection.cursor()
    cursor.row_factory = None
    return [row for (row,) in cursor.execute(sql, (match("text", term), limit))]


def named_authors(store: Store, terms: Sequence[str]) -> frozenset[str]:
    """The terms that are part of an author's name."""
    sql = "SELECT 1 FROM message_fts WHERE message_fts MATCH ? LIMIT 1"
    return frozenset(
        term
        for term in terms
        if term not in {USER, COMPANION} and store.execute(sql, (match("author", term),)).fetchone()
    )
