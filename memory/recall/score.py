"""How well each candidate answers a question. Pure: candidates in, a ranking out; deterministic.

A first look chooses the candidates that are looked at closely, a learned ranker says how likely each of them
is to answer, and where it is asked how things are, a statement that is as good and newer goes before an older
one; so does one that tells of a change, unless it is asked how things were. Otherwise newer comes first only
where all else is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from memory.recall.features import CLOSELY, glance, look
from memory.recall.ranker import ranker
from memory.recall.traits import traits
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from memory.recall.candidates import Candidate, Key
    from memory.recall.columns import Column
    from memory.recall.nearness import Nearness
    from memory.recall.postings import Rarity
    from memory.recall.question import Kind, Question

OUTDATED = 3.0  # what a fact that was superseded, or is over, loses of its log-odds
SUMMARY = 1.0  # and a summary, which says much, and nothing in your words
AS_GOOD = 3.0  # log-odds within which a newer statement goes before an older one
CHANGED = 1.5  # and one that tells of a change where it is not asked how things are ("When was the exam?")
AMONG = 8  # of the best


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and how likely it is to answer, 0..1."""

    candidate: Candidate
    score: float


def rank(
    question: Question,
    asked: Rarity,
    authors: frozenset[str],
    candidates: Sequence[Candidate],
    closeness: Mapping[Key, Nearness],
    background: float = 0.0,
) -> list[Ranked]:
    """Best first. `authors` are the words of the name of the one whose words are asked for, if any;
    `closeness` the cosines of the candidates that have a vector, levelled for that `background`.
    """
    if not candidates:
        return []
    first, told = glance(question, asked, authors, candidates, closeness)
    rows = chosen(first, told["days"])
    if not len(rows):
        return []
    close = look(question, told, rows, candidates, closeness, background)
    logits = ranker(meaning="cosine" in close).logits(close)
    near = [candidates[row] for row in rows]
    logits = logits - [_allowance(candidate, before=question.kind.before) for candidate in near]
    if authors <= {USER, COMPANION}:  # of friends it is not how things are that is asked
        logits = newer_first(logits, near, question.kind)
    scores = 1 / (1 + np.exp(-logits))
    ranked = [Ranked(candidate, float(score)) for candidate, score in zip(near, scores, strict=True)]
    return sorted(ranked, key=_order, reverse=True)


def chosen(first: Column, days: Column) -> Column:
    """Rows of the best at first sight, the newer first among equals, of those that have to do with the matter
    at all. `days`: when each was said.
    """
    rows = np.lexsort((-days, -np.round(first, 9)))[:CLOSELY]
    return rows[first[rows] > 0]


def _allowance(candidate: Candidate, *, before: bool) -> float:
    if candidate.outdated and not before:
        return OUTDATED
    return SUMMARY if candidate.kind == "summary" else 0.0


def newer_first(logits: Column, candidates: Sequence[Candidate], kind: Kind) -> Column:
    """The log-odds, so that of your statements that are about as good the newest comes first."""
    if kind.before:
        return logits
    order = np.argsort(-logits, kind="stable")[:AMONG]
    best = [row for row in map(int, order) if _states(candidates[row])]
    raised = np.array(logits, float)
    for newer in sorted(best, key=lambda row: candidates[row].at, reverse=True):
        enough = _enough(candidates[newer], kind)
        for older in best:
            behind = raised[older] - raised[newer]
            if _later(candidates[newer], candidates[older]) and 0 <= behind <= enough:
                raised[newer] = raised[older] + 1e-3
    return raised


def _enough(newer: Candidate, kind: Kind) -> float:
    """How far it may lie behind an older statement and yet go before it; less than 0: never."""
    if kind.now:
        return AS_GOOD
    return CHANGED if traits(newer.text).change else -1.0


def _states(candidate: Candidate) -> bool:
    return candidate.author != COMPANION and not candidate.outdated


def _later(newer: Candidate, older: Candidate) -> bool:
    """Whether it was said in a later conversation; within one, things seldom change."""
    apart = older.conversation is None or older.conversation != newer.conversation
    return apart and older.at < newer.at


def _order(found: Ranked) -> tuple[float, datetime, str, int]:
    return round(found.score, 9), found.candidate.at, found.candidate.kind, found.candidate.id
