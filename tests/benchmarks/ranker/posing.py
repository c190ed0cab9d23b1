"""Puts the questions of a life to a memory of it, and keeps all that a ranking of the answers needs.

Beside it, what simple ways of looking bring: a full-text index asked for any of the question's words, and the
cosine of the question and each message.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from memory import Memory, driver
from memory.recall.recollect import consider
from memory.recall.words import words
from tests.benchmarks.ranker.examples import _questions
from tests.benchmarks.ranker.talks import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memory.recall.recollect import Case
    from tests.benchmarks.ranker.talks import Life

DEPTH = 50  # ranks that count
RANKS = 60  # k of reciprocal rank fusion


@dataclass(frozen=True, slots=True)
class Posed:
    """A question of a life of some `group`. `share`: what counts is the share of `gold` that is found, else
    whether any of it is. `plain` is its case where names are left as they are. `bare` and `cosine` are the
    ids of messages that simple look-ups bring, best first.
    """

    group: str
    life: str
    kind: str
    share: bool
    gold: frozenset[int]
    stale: frozenset[int]
    case: Case
    plain: Case
    bare: tuple[int, ...]
    cosine: tuple[int, ...]


class _AsAsked:
    """An embedder to which the question goes in the words in which it was asked."""

    def __init__(self, inner: Any) -> None:
        self.name, self.dimensions, self._inner, self.asked = inner.name, inner.dimensions, inner, ""

    def embed(self, texts: Sequence[str], query: bool = False) -> Any:
        return self._inner.embed([self.asked] if query else texts, query=query)


def pose(life: Life, group: str, embedder: Any | None, *, idle: bool) -> list[Posed]:
    """Its questions; with `idle` also small talk, to which nothing is the answer, to learn from."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Memory.open(Path(folder) / "companion.db", embedder=embedder) as memory,
    ):
        of_id = fill(memory, life)
        memory.embed_pending()
        return _posed(memory, life, group, embedder, of_id, idle=idle)


def _posed(
    memory: Memory, life: Life, group: str, embedder: Any | None, of_id: dict[int, str], *, idle: bool
) -> list[Posed]:
    ids = {name: ident for ident, name in of_id.items()}
    bare, near = _Index(life, ids), _Vectors(life, ids, embedder)
    stale = {asked.text: asked.stale for asked in life.asked}
    plain = _AsAsked(embedder) if embedder else None
    found = []
    for kind, text, gold, left_out in _questions(life, of_id):
        if kind == "idle" and not idle:
            continue
        case = consider(memory.store, text, kinds={"message"}, left_out=left_out, embedder=embedder)
        as_asked = case
        if plain:
            plain.asked = text
            as_asked = consider(memory.store, text, kinds={"message"}, left_out=left_out, embedder=plain)
        assert case
        assert as_asked
        found.append(
            Posed(
                group,
                life.name,
                kind,
                life.kind == "friends" or kind == "multi",
                frozenset(ids[name] for name in gold),
                frozenset(ids[name] for name in stale.get(text, ())),
                case,
                as_asked,
                bare.look_up(text),
                near.look_up(text),
            )
        )
    return found


def joined(rankings: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """One ranking of several, by reciprocal ranks (Cormack et al. 2009)."""
    worth: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for place, ident in enumerate(ranking):
            worth[ident] += 1 / (RANKS + place + 1)
    return tuple(sorted(worth, key=lambda ident: (-worth[ident], ident))[:DEPTH])


class _Index:
    """What comes of full-text search without further thought."""

    def __init__(self, life: Life, ids: dict[str, int]) -> None:
        self._index = driver.choose().module.connect(":memory:")
        self._index.execute("CREATE VIRTUAL TABLE said USING fts5(text)")
        rows = [(ids[said.name], said.text) for said in life.said]
        self._index.executemany("INSERT INTO said(rowid, text) VALUES (?, ?)", rows)

    def look_up(self, text: str) -> tuple[int, ...]:
        asked = " OR ".join(f'"{word}"' for word in words(text))
        sql = "SELECT rowid FROM said WHERE said MATCH ? ORDER BY rank, rowid LIMIT ?"
        return tuple(row for (row,) in self._index.execute(sql, (asked, DEPTH))) if asked else ()


class _Vectors:
    """What comes of vectors without further thought."""

    def __init__(self, life: Life, ids: dict[str, int], embedder: Any | None) -> None:
        self._embedder = embedder
        self._ids = [ids[said.name] for said in life.said]
        self._vectors = embedder.embed([said.text for said in life.said]) if embedder else None

    def look_up(self, text: str) -> tuple[int, ...]:
        if self._embedder is None:
            return ()
        cosines = self._vectors @ self._embedder.embed([text], query=True)[0]
        return tuple(self._ids[row] for row in np.argsort(-cosines, kind="stable")[:DEPTH])
