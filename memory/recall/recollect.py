"""Recall: from a question to what was said about it. Reads, ranks, and gives each find its surroundings.

Finding is in `candidates.py` and `vectors.py`, deciding in `score.py`, understanding the question in
`question.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory.instants import instant
from memory.recall import candidates, surroundings
from memory.recall.postings import named_authors, rarity
from memory.recall.question import read
from memory.recall.score import Weights, rank
from memory.records import Recollection

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from memory.embedder import Embedder
    from memory.recall.postings import Rarity
    from memory.recall.question import Question
    from memory.recall.score import Candidate, Ranked
    from memory.records import Kind
    from memory.store import Store

KINDS: tuple[Kind, ...] = ("message", "fact", "summary")
NEAREST = 200  # rows of a kind that are looked at for their meaning
WEIGHTS = Weights()


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

    The same store and question give the same answer. `now` is what "last week" is told from, and what decides
    whether a fact is over; None: when the last message was said. Raises `StoreError`, but never for a query.
    """
    now = now or _last_said(store)
    if now is None or k <= 0:
        return []
    question = read(query, now)
    left_out = _left_out(store, exclude_conversation, exclude_messages)
    named = named_authors(store, question.terms)
    asked = rarity(store, [term for term in question.terms if term not in named])
    found: list[Candidate] = []
    for kind in KINDS:
        if kinds is None or kind in kinds:
            found += _candidates(store, kind, question, asked, {}, left_out, now)
    ranked = rank(question, asked, question.authors(named), found, weights)
    return _recollections(store, ranked[:k])


def _last_said(store: Store) -> datetime | None:
    last = store.value("SELECT max(at) FROM message") or store.value("SELECT max(learned_at) FROM fact")
    return instant(last) if last else None


def _left_out(store: Store, conversation: int | None, messages: Collection[int]) -> frozenset[int]:
    rows = store.rows("SELECT id FROM message WHERE conversation = ?", (conversation,))
    return frozenset({*messages, *(row[0] for row in rows)})


def _candidates(
    store: Store,
    kind: Kind,
    question: Question,
    asked: Rarity,
    closeness: Mapping[int, float],
    left_out: frozenset[int],
    now: datetime,
) -> list[Candidate]:
    if kind == "message":
        return candidates.messages(store, asked, question.spans, closeness, left_out)
    if kind == "fact":
        return candidates.facts(store, asked, closeness, now)
    return candidates.summaries(store, asked, closeness)


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
            context=beside.get(found.candidate.key, ()),
        )
        for found in ranked
    ]
