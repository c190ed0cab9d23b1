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
    meaning: float = 0.6  # the share of `own` that vectors have, where there are any
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
    for candidate, on_its_own, by_neighbours in zip(candidates, own, beside, strict=True):
        score = weights.own * (on_its_own + by_neighbours) + weights.time * question.time_fit(candidate.at)
        if score > 0:  # who says it, and where, only adds to what has to do with the matter
            score += weights.author * said_by(candidate.author)
            score += weights.conversation * lift.get(candidate.conversation, 0.0)
            ranked.append(Ranked(candidate, score * _standing(candidate, authors, weights)))
    return sorted(ranked, key=_order, reverse=True)


def _order(found: Ranked) -> tuple[float, datetime, str, int]:
    return round(found.score, 9), found.candidate.at, found.candidate.kind, found.candidate.id


def _own(
    asked: Rarity, candidates: Sequence[Candidate], closeness: Mapping[Key, float], weights: Weights
) -> list[float]:
    """0..1 for each candidate: by words, and by meaning where there are vectors."""
    by_words = _normal(_lexical(asked, candidates, weights))
    if not closeness:
        return by_words
    by_meaning = _normal([max(closeness.get((c.kind, c.id), 0.0), 0.0) for c in candidates])
    share = weights.meaning
    return [(1 - share) * word + share * sense for word, sense in zip(by_words, by_meaning, strict=True)]


def _lexical(asked: Rarity, candidates: Sequence[Candidate], weights: Weights) -> list[float]:
    """BM25 with each word counted once, on one scale for all kinds; length in characters."""
    lengths = [len(candidate.text) for candidate in candidates if candidate.mask]
    usual = max(sum(lengths) / len(lengths), 1.0) if lengths else 1.0
    worth = {mask: asked.worth(mask) for mask in {candidate.mask for candidate in candidates}}
    return [worth[c.mask] * _per_length(len(c.text) / usual, weights) for c in candidates]


def _per_length(length: float, weights: Weights) -> float:
    k, b = weights.saturation, weights.length
    return (k + 1) / (1 + k * (1 - b + b * length))


def _normal(values: Sequence[float]) -> list[float]:
    top = max(values, default=0.0)
    return [value / top for value in values] if top > 0 else [0.0] * len(values)


def _beside(candidates: Sequence[Candidate], own: Sequence[float], weights: Weights) -> list[float]:
    """What each message gets from those around it, along the path that the conversation took."""
    places = {candidate.id: n for n, candidate in enumerate(candidates) if candidate.kind == "message"}
    gained, after = [0.0] * len(candidates), [0.0] * len(candidates)
    for place in places.values():
        before = places.get(candidates[place].parent or 0)
        if before is None:
            continue
        after[before] = max(after[before], own[place])
        gained[place] = weights.previous * own[before]
        twice = places.get(candidates[before].parent or 0)
        if twice is not None:
            gained[place] += weights.before_previous * own[twice]
    return [value + weights.following * later for value, later in zip(gained, after, strict=True)]


def _conversations(
    asked: Rarity, candidates: Iterable[Candidate], weights: Weights
) -> dict[int | None, float]:
    """0..1 for each conversation, by how many of the words it holds and how often."""
    bits = {m: [n for n in range(len(asked.terms)) if m >> n & 1] for m in {c.mask for c in candidates}}
    counts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * len(asked.terms))
    for candidate in candidates:
        if candidate.kind == "message" and candidate.conversation is not None and candidate.mask:
            found = counts[candidate.conversation]
            for place in bits[candidate.mask]:
                found[place] += 1
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
