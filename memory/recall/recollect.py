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
from memory.recall.postings import named_authors, newest, rarity
from memory.recall.question import as_told, read
from memory.records import Recollection
from memory.text import storable

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.embedder import Embedder
    from memory.recall.candidates import Candidate, Key
    from memory.recall.nearness import Meaning, Nearness
    from memory.recall.postings import Rarity
    from memory.recall.question import Question
    from memory.recall.score import Ranked
    from memory.records import Kind
    from memory.store import Store

KINDS: tuple[Kind, ...] = ("message", "fact", "summary")
NEAREST = 40  # rows of a kind that are looked at for their meaning
LONGEST = 10_000  # characters of a question that are read

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
) -> list[Recollection]:
    """What bears on the query, best first, at most `k` over all `kinds` (None: all of them).

    The same store and question give the same answer. `now` is what "last week" is told from, whose time zone
    days are counted in, and what decides whether a fact is over; None: when the last message was said.
    Raises `StoreError`, but never for a query.
    """
    if k <= 0:
        return []
    left_out = _left_out(store, exclude_conversation, exclude_messages)
    case = consider(store, query, kinds=kinds, now=now, left_out=left_out, embedder=embedder)
    if case is None or not case.candidates:
        return []
    from memory.recall.score import rank  # numpy, of no use to a memory in which nothing was found

    ranked = rank(case.question, case.rarity, case.authors, case.candidates, case.closeness, case.background)
    return _recollections(store, ranked[:k])


@dataclass(frozen=True, slots=True)
class Case:
    """A question, what may answer it, and all that is needed to tell how well."""

    question: Question
    rarity: Rarity
    authors: frozenset[str]
    candidates: list[Candidate]
    closeness: dict[Key, Nearness]
    background: float  # the cosine of what has nothing to do with each other


def consider(
    store: Store,
    query: str,
    *,
    kinds: Collection[Kind] | None = None,
    now: datetime | None = None,
    left_out: frozenset[int] = frozenset(),
    embedder: Embedder | None = None,
) -> Case | None:
    """What may bear on the query, before it is ranked; None where there is nothing to remember."""
    now = now or _last_said(store)
    if now is None:
        return None
    asked = _asked(store, storable(query[:LONGEST]), now, left_out, embedder)
    found: list[Candidate] = []
    closeness: dict[Key, Nearness] = {}
    for kind in KINDS:
        if kinds is None or kind in kinds:
            of_kind = asked.find(store, kind)
            found += of_kind
            closeness |= asked.closeness(kind, of_kind)
    background = asked.meaning.background if asked.meaning else 0.0
    return Case(asked.question, asked.rarity, asked.authors, found, closeness, background)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and what the store has to say about its words, before anything is looked for."""

    question: Question
    rarity: Rarity
    rows: list[list[int]]
    authors: frozenset[str]
    left_out: frozenset[int]
    meaning: Meaning | None

    def find(self, store: Store, kind: Kind) -> list[Candidate]:
        left_out = self.left_out if kind == "message" else frozenset[int]()
        nearest = self.meaning.nearest(kind, NEAREST, left_out) if self.meaning else []
        nearby = self.meaning is None  # vectors know better what lies near
        if kind == "message":
            return candidates.messages(
                store, self.rarity, self.rows, self.question, nearest, left_out, nearby=nearby
            )
        if kind == "fact":
            return candidates.facts(store, self.rarity, nearest, self.question.now, nearby=nearby)
        return candidates.summaries(store, self.rarity, nearest, nearby=nearby)

    def closeness(self, kind: Kind, found: list[Candidate]) -> dict[Key, Nearness]:
        if self.meaning is None:
            return {}
        near = self.meaning.nearness(kind, [candidate.id for candidate in found])
        return {(kind, ident): cosines for ident, cosines in near.items()}


def _asked(
    store: Store, query: str, now: datetime, left_out: frozenset[int], embedder: Embedder | None
) -> _Asked:
    question = read(query, now if now.tzinfo else now.replace(tzinfo=UTC))
    named = named_authors(store, question.terms)
    about = [term for term in question.terms if term not in named]
    rows = newest(store, "message", about)
    total = int(store.value("SELECT ifnull(max(id), 0) FROM message"))
    meaning = _meaning(store, embedder, as_told(query, named))
    return _Asked(question, rarity(total, about, rows), rows, question.authors(named), left_out, meaning)


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
