"""Candidates as columns of numbers, a row each, and what lies beside each in its conversation. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memory.recall.candidates import Candidate, Key
    from memory.recall.nearness import Nearness
    from memory.recall.postings import Rarity
    from memory.recall.question import Question

Column = Any  # a numpy array of floats or ints, one a candidate
SATURATION, LENGTH = 1.2, 0.5  # k1 and b of BM25
RELATED = 0.5  # what a related word counts for, of the word itself
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Columns:
    """`held` and `near`: of shape (candidates, terms), whether it holds the term, and how nearly; `rarity`: a
    weight a term; `before`: the row of the message before, or -1; `talk`: a number for each conversation;
    `cosine`: of the question and the text, the middle of all where it has no vector, and `sentence`: of its
    best sentence; `days`: when it was said.
    """

    held: Column
    near: Column
    rarity: Column
    before: Column
    talk: Column
    length: Column
    days: Column
    time: Column
    asks: Column
    cosine: Column | None
    sentence: Column | None

    def previous(self, values: Column) -> Column:
        """Of each row, the value of the message before it; 0 where there is none."""
        return np.where(self.before >= 0, values[self.before], 0.0)

    def following(self, values: Column) -> Column:
        """Of each row, the highest value among those that follow it directly."""
        after = np.zeros(len(values))
        answers = np.flatnonzero(self.before >= 0)
        np.maximum.at(after, self.before[answers], values[answers])
        return after

    def worth(self, held: Column) -> Column:
        """0..: BM25 of each row, each word counted once."""
        if not self.rarity.size:
            return np.zeros(len(held))
        per_length = (SATURATION + 1) / (1 + SATURATION * (1 - LENGTH + LENGTH * self.length))
        return (held @ self.rarity) * per_length

    def share(self, held: Column) -> Column:
        """0..1: which part of what the question says each row holds."""
        total = self.rarity.sum()
        return held @ self.rarity / total if total > 0 else np.zeros(len(held))

    def around(self, held: Column) -> Column:
        """Each row with what the rows beside it hold."""
        if not held.shape[1]:
            return held
        beside = np.where(self.before[:, None] >= 0, held[self.before], 0.0)
        after = np.zeros_like(held)
        answers = np.flatnonzero(self.before >= 0)
        np.maximum.at(after, self.before[answers], held[answers])
        return np.maximum(held, np.maximum(beside, after))

    def of_talk(self, held: Column) -> tuple[Column, Column]:
        """For each row of its conversation: BM25 (0..1 of the best one's), and the share of the question."""
        sums = np.zeros((int(self.talk.max(initial=0)) + 1, held.shape[1]))
        np.add.at(sums, self.talk, held)
        worth = (sums * (SATURATION + 1) / (sums + SATURATION)) @ self.rarity
        share = (sums > 0) @ self.rarity / max(float(self.rarity.sum()), 1e-9)
        return normal(worth)[self.talk], share[self.talk]

    def best_of_talk(self, values: Column) -> Column:
        """For each row the highest value in its conversation."""
        best = np.zeros(int(self.talk.max(initial=0)) + 1)
        np.maximum.at(best, self.talk, values)
        return best[self.talk]


def normal(values: Column) -> Column:
    """As a share of the highest."""
    top = float(values.max(initial=0.0))
    return values / top if top > 0 else np.zeros(len(values))


def columns(
    question: Question, asked: Rarity, candidates: Sequence[Candidate], closeness: Mapping[Key, Nearness]
) -> Columns:
    """The candidates as columns."""
    cosine, sentence = _cosines(candidates, closeness)
    bits = np.arange(len(asked.terms))
    masks = np.array([(c.mask, c.related) for c in candidates], np.int64).reshape(-1, 2)
    held = (masks[:, :1] >> bits & 1).astype(float)
    near = np.maximum(held, RELATED * (masks[:, 1:] >> bits & 1))
    places = {candidate.id: row for row, candidate in enumerate(candidates) if candidate.kind == "message"}
    talks: dict[object, int] = {}  # what belongs to no conversation stands alone
    lengths = np.array([len(c.text) for c in candidates], float)
    usual = float(lengths[masks[:, 0] > 0].mean()) if (masks[:, 0] > 0).any() else 100.0
    return Columns(
        held=held,
        near=near,
        rarity=np.array(asked.weights),
        before=np.array([places.get(c.parent or 0, -1) for c in candidates], np.int64),
        talk=np.array(
            [talks.setdefault(c.conversation or (c.kind, c.id), len(talks)) for c in candidates], np.int64
        ),
        length=lengths / max(usual, 1.0),
        days=np.array([c.at.timestamp() for c in candidates]) / DAY,
        time=_time(question, candidates),
        asks=np.array(["?" in c.text for c in candidates], float),
        cosine=cosine,
        sentence=sentence,
    )


def _time(question: Question, candidates: Sequence[Candidate]) -> Column:
    if not question.spans:
        return np.zeros(len(candidates))
    return np.array([question.time_fit(candidate.at) for candidate in candidates])


def _cosines(
    candidates: Sequence[Candidate], closeness: Mapping[Key, Nearness]
) -> tuple[Column, Column] | tuple[None, None]:
    """What has no vector yet is neither near nor far: it gets the middle of the others."""
    if not closeness:
        return None, None
    none = (np.nan, np.nan)
    cosines = np.array([closeness.get((c.kind, c.id), none)[:2] for c in candidates]).T
    known = ~np.isnan(cosines[0])
    middle = np.median(cosines[:, known], axis=1, keepdims=True)  # nanmedian takes ten times as long
    whole, sentence = np.maximum(np.where(known, cosines, middle), 0.0)
    return whole, sentence
