"""Recall: from a question to what was said about it. Reads, ranks, and gives each find its surroundings.

Finding is in `candidates.py` and `nearness.py`, deciding in `score.py`, understanding the question in
`question.py`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from memory.instants import instant
from memory.recall import candidates, surroundings
from memory.recall.postings import named_authors, rarity
from memory.recall.question import read
from memory.recall.score import Weights, rank
from memory.records import Recollection
from memory.text import storable

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.embedder import Embedder
    from memory.recall.nearness import Meaning
    from memory.recall.postings import Rarity
    from memory.recall.question import Question
    from memory.recall.score import Candidate, Key, Ranked
    from memory.records import Kind
    from memory.store import Store

KINDS: tuple[Kind, ...] = ("message", "fact", "summary")
NEAREST = 100  # rows of a kind that are looked at for their meaning
LONGEST = 10_000  # characters of a question that are read
WEIGHTS = Weights()

log = logging.getLogger(__name__)


def recall(
    store: Store,
    query: str,
    *,
    k: int = 10,
    kinds: Collection[Kind] | None = None,
    now: datetime | None = None,
    exclude_conversation: int | None = None,
    exclude_messages: Collection[int] = frozenset(),
    embedder: Embedder | None = None,
    weights: Weights = WEIGHTS,
) -> list[Recollection]:
    """What bears on the query, best first, at most `k` over all `kinds` (None: all of them).

    The same store and question give the same answer. `now` is what "last week" is told from, whose time zone
    days are counted in, and what decides whether a fact is over; None: when the last message was said.
    Raises `StoreError`, but never for a query.
    """
    now = now or _last_said(store)
    if now is None or k <= 0:
        return []
    left_out = _left_out(store, exclude_conversation, exclude_messages)
    asked = _asked(store, storable(query[:LONGEST]), now, left_out, embedder)
    found: list[Candidate] = []
    closeness: dict[Key, float] = {}
    for kind in KINDS:
        if kinds is None or kind in kinds:
            of_kind = asked.find(store, kind)
            found += of_kind
            closeness |= asked.closeness(kind, of_kind)
    ranked = rank(asked.question, asked.rarity, asked.authors, found, closeness, weights)
    return _recollections(store, ranked[:k])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and what the store has to say about its words, before anything is looked for."""

    question: Question
    rarity: Rarity
    authors: frozenset[str]
    left_out: frozenset[int]
    meaning: Meaning | None

    def find(self, store: Store, kind: Kind) -> list[Candidate]:
        left_out = self.left_out if kind == "message" else frozenset[int]()
        nearest = self.meaning.nearest(kind, NEAREST, left_out) if self.meaning else []
        if kind == "message":
            return candidates.messages(store, self.rarity, self.question, nearest, left_out)
        if kind == "fact":
            return candidates.facts(store, self.rarity, nearest, self.question.now)
        return candidates.summaries(store, self.rarity, nearest)

    def closeness(self, kind: Kind, found: list[Candidate]) -> dict[Key, float]:
        if self.meaning is None:
            return {}
        cosines = self.meaning.closeness(kind, [candidate.id for candidate in found])
        return {(kind, ident): cosine for ident, cosine in cosines.items()}


def _asked(
    store: Store, query: str, now: datetime, left_out: frozenset[int], embedder: Embedder | None
) -> _Asked:
    question = read(query, now if now.tzinfo else now.replace(tzinfo=UTC))
    named = named_authors(store, question.terms)
    about = rarity(store, [term for term in question.terms if term not in named])
    meaning = _meaning(store, embedder, query)
    return _Asked(question, about, question.authors(named), left_out, meaning)


def _meaning(store: Store, embedder: Embedder | None, query: str) -> Meaning | None:
    if embedder is None or not query.strip():
        return None
    try:
        from memory.recall.nearness import meaning  # numpy

        return meaning(store, embedder, query)
    except Exception:
        log.warning("The question could not be embedded; recall goes by words alone.", exc_info=True)
        return None


def _last_said(store: Store) -> datetime | None:
    last = store.value("SELECT max(at) FROM message") or store.value("SELECT max(learned_at) FROM fact")
    return instant(last) if last else None


def _left_out(store: Store, conversation: int | None, messages: Collection[int]) -> frozenset[int]:
    rows = store.rows("SELECT id FROM message WHERE conversation = ?", (conversation,))
    return frozenset({*messages, *(row[0] for row in rows)})


def _recollections(store: Store, ranked: list[Ranked]) -> list[Recollection]:
    beside = surroundings.of(store, [found.candidate for found in ranked])
    return [
        Recollection(
            kind=found.candidate.kind,
            id=found.candidate.id,
            text=found.candidate.text,
            at=found.candidate.at,
            score=found.score,
            author=found.candidate.author,
            external_id=found.candidate.external_id,
            sources=found.candidate.sources,
            conversation=found.candidate.conversation,
            context=beside.get(found.candidate.id, ()) if found.candidate.kind == "message" else (),
        )
        for found in ranked
    ]
