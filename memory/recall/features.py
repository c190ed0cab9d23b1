"""What the ranker goes by: numbers that say how a candidate stands to a question. Pure.

The first look (`glance`) weighs a few of them by hand and is enough to choose whom to look at closely; the
ranker (`ranker.py`) has learned what all of them are worth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from memory.recall.columns import Column, Columns, columns, normal
from memory.recall.likeness import likeness
from memory.recall.traits import Traits, traits
from memory.recall.words import words
from memory.records import COMPANION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from memory.recall.candidates import Candidate, Key
    from memory.recall.nearness import Nearness
    from memory.recall.postings import Rarity
    from memory.recall.question import Question

CLOSELY = 64  # candidates that are looked at closely
RECENT = 30  # of them, among which newer and older are told apart

Features = dict[str, Column]


def glance(
    question: Question,
    asked: Rarity,
    authors: frozenset[str],
    candidates: Sequence[Candidate],
    closeness: Mapping[Key, Nearness],
) -> tuple[Column, Features]:
    """(how near each candidate is at first sight, what can be told without reading its text)."""
    of = columns(question, asked, candidates, closeness)
    told: Features = {}
    said = _said_by(authors, candidates)
    _by_words(told, of)
    if of.cosine is not None:
        _by_meaning(told, of, said)
    _by_circumstance(told, of, said, question, candidates, authors)
    own = told["soft"] if of.cosine is None else 0.4 * told["soft"] + 0.6 * told["near"]
    first = own + 0.4 * of.previous(own) + 0.2 * of.following(own) + 0.25 * of.previous(of.previous(own))
    about = (first > 0) | (of.time > 0)  # who said it, and where, only adds to what has to do with the matter
    first = first + 0.8 * of.time + about * (0.5 * said + 0.3 * told["talk"])
    told["own"] = own
    told["first"] = first
    told["days"] = of.days
    return first, told


def _by_words(told: Features, of: Columns) -> None:
    words_, soft = normal(of.worth(of.held)), normal(of.worth(of.near))
    told["words"], told["soft"] = words_, soft
    told["share"], told["soft_share"] = of.share(of.held), of.share(of.near)
    told["rarest"] = (of.held * of.rarity).max(axis=1, initial=0.0) / 8
    told["matches"] = of.held.sum(axis=1) / 3
    told["any"] = (told["matches"] > 0).astype(float)
    told["soft_squared"] = soft**2
    told["soft_before"], told["soft_after"] = of.previous(soft), of.following(soft)
    told["soft_twice_before"] = of.previous(told["soft_before"])
    told["soft_twice_after"] = of.following(told["soft_after"])
    told["words_before"], told["words_after"] = of.previous(words_), of.following(words_)
    told["answers"] = told["soft_before"] * of.previous(of.asks)
    told["after_question"] = of.previous(of.asks)
    told["around"] = of.share(of.around(of.held))
    told["talk"], told["talk_share"] = of.of_talk(of.held)
    told["soft_talk"], _ = of.of_talk(of.near)
    told["soft_in_talk"] = soft * told["soft_talk"]
    told["soft_around"] = soft * told["soft_before"]


def _by_meaning(told: Features, of: Columns, said: Column) -> None:
    told["cosine"], told["sentence"] = of.cosine, of.sentence
    near = _by_share(told, "near", of.cosine)
    _by_share(told, "sentence_near", of.sentence)
    told["near_before"], told["near_after"] = of.previous(near), of.following(near)
    told["answers_near"] = told["near_before"] * of.previous(of.asks)
    told["near_in_talk"] = of.best_of_talk(near)
    told["near_and_words"] = near * told["soft"]
    told["near_and_said"] = near * said


def _by_share(told: Features, name: str, cosine: Column) -> Column:
    """How near each is as a share of the nearest, which is given back, and where it stands among all."""
    near = normal(cosine)
    rank = np.searchsorted(np.sort(-near), -near)  # the same for all that are as near
    told[name], told[f"{name}_squared"], told[f"{name}_rank"] = near, near**2, 1 / (1 + rank / 5)
    return near


def _by_circumstance(
    told: Features,
    of: Columns,
    said: Column,
    question: Question,
    candidates: Sequence[Candidate],
    authors: frozenset[str],
) -> None:
    every = np.ones(len(candidates))
    hers = np.array([candidate.author == COMPANION for candidate in candidates], float)
    told["said"], told["said_and_soft"], told["soft_of_said"] = (
        said,
        said * told["soft"],
        said * told["around"],
    )
    told["hers"], told["hers_asked"] = hers, hers * float(COMPANION in authors)
    told["time"] = of.time
    told["asked_time"], told["asked_author"] = every * bool(question.spans), every * bool(authors)
    told["terms"] = every * min(len(of.rarity) / 5, 2.0)
    told["best"] = every * float(of.worth(of.held).max(initial=0.0)) / 20
    told["length"] = np.log1p(of.length * 100) / 6


def _said_by(authors: frozenset[str], candidates: Sequence[Candidate]) -> Column:
    known: dict[str | None, float] = {None: 0.0}
    for candidate in candidates:
        if candidate.author not in known:
            known[candidate.author] = float(not authors.isdisjoint(words(candidate.author or "")))
    return np.array([known[candidate.author] for candidate in candidates])


def look(
    question: Question,
    told: Features,
    rows: Column,
    candidates: Sequence[Candidate],
    closeness: Mapping[Key, Nearness],
    background: float = 0.0,
) -> Features:
    """All features of the rows that are looked at closely; `told` is what the first look told of all."""
    close = {name: column[rows] for name, column in told.items()}
    chosen = [candidates[row] for row in rows]
    table = np.array([traits(candidate.text) for candidate in chosen], float).reshape(-1, len(Traits._fields))
    of = dict(zip(Traits._fields, table.T, strict=True))
    close |= {f"text_{name}": column for name, column in of.items()}
    kind = question.kind
    close["when_times"] = kind.when * of["times"]
    close["number_numbers"] = kind.number * of["numbers"]
    close["name_names"] = kind.name * of["names"]
    _by_change(close, of, question, chosen)
    if "cosine" in close:
        near = [closeness.get((candidate.kind, candidate.id)) for candidate in chosen]
        codes = [one.code if one else b"" for one in near]
        close["like_best"], close["like_all"] = likeness(codes, close["first"], background)
    return close


def _by_change(close: Features, of: Features, question: Question, chosen: Sequence[Candidate]) -> None:
    """How a statement stands to newer and older ones of the same matter."""
    order = np.argsort(-close["first"], kind="stable")[:RECENT]
    days = close["days"]
    among = np.sort(days[order])
    recent = np.searchsorted(among, days, side="right") / max(len(among), 1)
    mine = np.array([candidate.author != COMPANION for candidate in chosen], bool)
    own = normal(close["own"])
    newer, changed = np.zeros(len(days)), np.zeros(len(days))
    later = (days[order] > days[order][:, None] + 0.2) & mine[order]  # a row for each: what was said after it
    newer[order] = np.where(later, own[order], 0.0).max(axis=1, initial=0.0)
    changed[order] = np.where(later, own[order] * of["change"][order], 0.0).max(axis=1, initial=0.0)
    now, before = float(question.kind.now), float(question.kind.before)
    close["recent_now"], close["recent_before"] = now * recent, before * recent
    close["change_now"], close["change_before"] = now * of["change"], before * of["change"]
    close["newer_now"], close["newer_before"] = now * newer, before * newer
    close["changed_now"], close["changed_before"] = now * changed, before * changed
    close["long_past_now"] = now * of["long_past"]
    close["own_recent_now"] = now * recent * own
