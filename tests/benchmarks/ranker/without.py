"""What recall finds without one of its parts: taught again without it, then asked all the questions.

Of the invented lives a fifth is left out at a time, and asked by a ranker that was taught with the others;
what was given from elsewhere is asked by one that was taught with all of them.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from memory.recall import ranker
from memory.recall.features import glance, look
from memory.recall.score import chosen, newer_first
from memory.records import COMPANION, USER
from tests.benchmarks.ranker.examples import Example
from tests.benchmarks.ranker.measures import Outcome, outcome
from tests.benchmarks.ranker.train import NETS, learn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from memory.recall.question import Kind
    from tests.benchmarks.ranker.parts import Part
    from tests.benchmarks.ranker.posing import Posed

FOLDS = 5
FEWER = 2  # nets are joined where some lives are left out, so that a study takes minutes
SMALLEST = 1e-3  # deviation of a feature; the ranker's numbers are rounded to four places
OWN = ("friends", "diaries")  # the groups of invented conversations
IDLE = "idle"

Net = dict[str, Any] | None


class Looked(NamedTuple):
    """The candidates that are looked at closely: `inputs` of shape (rows, features), how near each is at
    `first` sight; `kind`: of the question, None where friends are asked about.
    """

    inputs: Any
    ids: list[int]
    first: Any
    kind: Kind | None


@lru_cache(1)
def _read(path: Path) -> list[Posed]:
    with path.open("rb") as file:
        posed: list[Posed] = pickle.load(file)  # written by the study itself, moments ago
    return posed


def outcomes(part: Part, path: Path) -> list[Outcome]:
    """Of all questions in the file, in order, without that part."""
    posed = _read(path)
    names: list[str] = []
    seen: list[Looked | None] = []
    for asked in posed:
        names, looked = _look(part, asked, names)
        seen.append(looked)
    names, seen = _varying(names, posed, seen)
    nets = _nets(part, names, posed, seen)
    fold = folds(posed)
    return [
        outcome(asked, _ranked(part, asked, looked, names, nets.get(fold[asked.life])) if looked else ())
        for asked, looked in zip(posed, seen, strict=True)
        if asked.kind != IDLE
    ]


def folds(posed: Sequence[Posed]) -> dict[str, int | None]:
    """life -> the part in which it is left out; None for those from which nothing is learned."""
    found: dict[str, int | None] = {asked.life: None for asked in posed}
    for group in OWN:
        own = sorted({asked.life for asked in posed if asked.group == group})
        found |= {life: place % FOLDS for place, life in enumerate(own)}
    return found


def _look(part: Part, asked: Posed, names: list[str]) -> tuple[list[str], Looked | None]:
    """(the names of the features, the candidates that are looked at closely); None where there are none."""
    case = part.without(asked.plain if part.names else asked.case)
    if not case.candidates:
        return names, None
    first, told = glance(case.question, case.rarity, case.authors, case.candidates, case.closeness)
    rows = chosen(first, told["days"])
    if not len(rows):
        return names, None
    close = look(case.question, told, rows, case.candidates, case.closeness, case.background)
    names = [name for name in close if name not in {"days", "first"} and part.keeps(name)]
    inputs = np.stack([close[name] for name in names], axis=1)
    kind = case.question.kind if asked.case.authors <= {USER, COMPANION} else None
    return names, Looked(inputs, [case.candidates[row].id for row in rows], first[rows], kind)


def _varying(
    names: list[str], posed: Sequence[Posed], seen: list[Looked | None]
) -> tuple[list[str], list[Looked | None]]:
    """Only those features that are not always the same: without some parts, there is nothing to them."""
    own = [one.inputs for asked, one in zip(posed, seen, strict=True) if one and asked.group in OWN]
    kept = np.flatnonzero(np.concatenate(own).std(axis=0) > SMALLEST)
    fewer = [one and one._replace(inputs=one.inputs[:, kept]) for one in seen]
    return [names[place] for place in kept], fewer


def _nets(
    part: Part, names: list[str], posed: Sequence[Posed], seen: Sequence[Looked | None]
) -> dict[int | None, Net]:
    """The ranker for each fold of invented lives, and under None the one for what was given."""
    if not part.learned:
        return {}
    fold = folds(posed)
    taught: defaultdict[int | None, list[Example]] = defaultdict(list)
    for asked, looked in zip(posed, seen, strict=True):
        if asked.group in OWN and looked:
            gold = np.array([ident in asked.gold for ident in looked.ids], float)
            example = Example(asked.life, asked.kind, looked.inputs, gold, len(asked.gold))
            taught[fold[asked.life]].append(example)
    return {
        left_out: learn(
            names,
            [one for place in taught if place != left_out for one in taught[place]],
            joined=NETS if left_out is None else FEWER,
        )
        for left_out in set(fold.values())
    }


def _ranked(part: Part, asked: Posed, looked: Looked, names: list[str], net: Net) -> list[int]:
    """Ids, best first."""
    known = {one.id: one for one in asked.case.candidates + asked.plain.candidates}
    rows, logits = [known[ident] for ident in looked.ids], looked.first
    if net is not None:
        logits = ranker.from_dict(net).logits(dict(zip(names, looked.inputs.T, strict=True)))
        if part.newer and looked.kind:
            logits = newer_first(logits, rows, looked.kind)
    order = sorted(range(len(rows)), key=lambda row: (-logits[row], -rows[row].at.timestamp()))
    return [rows[row].id for row in order]
