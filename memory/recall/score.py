"""How well each candidate answers a question. Pure: candidates in, a ranking out; deterministic.

A candidate's worth is a sum of parts, each 0..1 before its weight: its own words (and meaning, where there
are vectors), those of its neighbours, who says it, when, and how much of its conversation is about the
matter. Newer comes first only where the sums are the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.recall.words import words
from memory.records import COMPANION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from memory.recall.postings import Rarity
    from memory.recall.question import Question
    from memory.records import Kind

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part is worth. Set by hand, and round on purpose: they hold for two friends who are named in
    every question as for one person who says "I".
    """

    own: float = 0.6
    previous: float = 0.4  # of the message before: a question, whose answer this is
    following: float = 0.2
    before_previous: float = 0.25
    author: float = 0.3
    time: float = 0.5
    conversation: float = 0.2
    meaning: float = 0.5  # the share of `own` that vectors have, where there are any
    companion: float = 0.6  # what her sentences count for as evidence about you
    summary: float = 0.8
    outdated: float = 0.4  # a fact that was superseded, or is over
    saturation: float = 1.2  # k1 and b of BM25
    length: float = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be recalled. `mask` has a bit for each term of the question that it holds; `outdated`: it no
    longer holds.
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
    outdated: bool = False

    @property
    def key(self) -> Key:
        """Which record it is."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and its score, > 0."""

    candidate: Candidate
    score: float


def rank(
    question: Question,
    asked: Rarity,
    authors: frozenset[str],
    candidates: Sequence[Candidate],
    closeness: Mapping[Key, float],
    weights: Weights,
) -> list[Ranked]:
    """Best first. `authors` are the words of the name of the one whose words are asked for, if any;
    `closeness` the cosines of the candidates that have a vector.
    """
    own = _own(asked, candidates, closeness, weights)
    beside = _beside(candidates, own, weights)
    lift = _conversations(asked, candidates, weights)
    said_by = _author_fit(authors)
    ranked = []
    for candidate in candidates:
        score = weights.own * own[candidate.key] + beside.get(candidate.key, 0.0)
        score += weights.time * question.time_fit(candidate.at)
        if score > 0:  # who says it, and where, only adds to what has to do with the matter
            score += weights.author * said_by(candidate.author)
            score += weights.conversation * lift.get(candidate.conversation, 0.0)
            ranked.append(Ranked(candidate, score * _standing(candidate, authors, weights)))
    return sorted(ranked, key=_order)


def _order(found: Ranked) -> tuple[float, float, str, int]:
    candidate = found.candidate
    return -round(found.score, 9), -candidate.at.timestamp(), candidate.kind, -candidate.id


def _own(
    asked: Rarity, candidates: Sequence[Candidate], closeness: Mapping[Key, float], weights: Weights
) -> dict[Key, float]:
    """0..1: by words, and by meaning where there are vectors."""
    by_words = _normal(_lexical(asked, candidates, weights))
    if not closeness:
        return by_words
    by_meaning = _normal({key: max(cosine, 0.0) for key, cosine in closeness.items()})
    share = weights.meaning
    return {key: (1 - share) * value + share * by_meaning.get(key, 0.0) for key, value in by_words.items()}


def _lexical(asked: Rarity, candidates: Sequence[Candidate], weights: Weights) -> dict[Key, float]:
    """BM25 with each word counted once, on one scale for all kinds; length in characters."""
    holding = [len(candidate.text) for candidate in candidates if candidate.mask]
    usual = sum(holding) / len(holding) if holding else 1.0
    return {
        candidate.key: asked.worth(candidate.mask)
        * _per_length(len(candidate.text) / (usual or 1.0), weights)
        for candidate in candidates
    }


def _per_length(length: float, weights: Weights) -> float:
    k, b = weights.saturation, weights.length
    return (k + 1) / (1 + k * (1 - b + b * length))


def _normal(values: Mapping[Key, float]) -> dict[Key, float]:
    top = max(values.values(), default=0.0)
    return {key: value / top if top > 0 else 0.0 for key, value in values.items()}


def _beside(candidates: Iterable[Candidate], own: Mapping[Key, float], weights: Weights) -> dict[Key, float]:
    """What a message gets from those around it, along the path that the conversation took."""
    messages = {c.id: c for c in candidates if c.kind == "message"}
    gained: dict[Key, float] = {}
    after: defaultdict[int, float] = defaultdict(float)
    for message in messages.values():
        before = messages.get(message.parent or 0)
        if before is not None:
            twice = own.get(("message", before.parent or 0), 0.0)
            gained[message.key] = weights.previous * own[before.key] + weights.before_previous * twice
            after[before.id] = max(after[before.id], own[message.key])
    for ident, value in after.items():
        gained["message", ident] = gained.get(("message", ident), 0.0) + weights.following * value
    return {key: weights.own * value for key, value in gained.items()}


def _conversations(
    asked: Rarity, candidates: Iterable[Candidate], weights: Weights
) -> dict[int | None, float]:
    """0..1 for each conversation, by how many of the words it holds and how often."""
    counts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * len(asked.terms))
    for candidate in candidates:
        if candidate.kind == "message" and candidate.conversation is not None and candidate.mask:
            for place in range(len(asked.terms)):
                counts[candidate.conversation][place] += candidate.mask >> place & 1
    k = weights.saturation
    sums = {
        conversation: sum(w * n * (k + 1) / (n + k) for w, n in zip(asked.weights, found, strict=True))
        for conversation, found in counts.items()
    }
    top = max(sums.values(), default=0.0)
    return {conversation: value / top for conversation, value in sums.items() if top > 0}


def _author_fit(authors: frozenset[str]) -> Callable[[str | None], float]:
    known: dict[str | None, float] = {None: 0.0}

    def fit(author: str | None) -> float:
        if author not in known:
            known[author] = float(not authors.isdisjoint(words(author or "")))
        return known[author]

    return fit


def _standing(candidate: Candidate, authors: frozenset[str], weights: Weights) -> float:
    """Less than 1 for what counts for less, whatever it says."""
    standing = 1.0
    if candidate.author == COMPANION and COMPANION not in authors:
        standing *= weights.companion
    if candidate.outdated:
        standing *= weights.outdated
    return standing * (weights.summary if candidate.kind == "summary" else 1.0)
