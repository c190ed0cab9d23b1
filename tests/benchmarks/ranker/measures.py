"""How good a ranking is: recall among the first 5 and 10, the rank of the first hit, and what is current."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.benchmarks.ranker.posing import Posed

CERTAIN = 2.0  # standard errors of the mean of differences


class Outcome(NamedTuple):
    """Of one question, each 0..1. `newest`: whether what holds now came before all that no longer does; not a
    number where nothing changed.
    """

    group: str
    kind: str
    r5: float
    r10: float
    mrr: float
    newest: float


def outcome(asked: Posed, ranked: Sequence[int]) -> Outcome:
    """What a ranking of ids is worth; of those that are not in it, it says that they come last."""
    rank = {ident: place for place, ident in enumerate(ranked)}
    hits = sorted(rank[ident] for ident in asked.gold if ident in rank)
    whole = len(asked.gold) if asked.share else 1
    r5, r10 = (min(sum(hit < most for hit in hits) / whole, 1.0) for most in (5, 10))
    newest = math.nan
    if asked.stale:
        newest = float(bool(hits) and all(rank.get(ident, len(rank)) > hits[0] for ident in asked.stale))
    return Outcome(asked.group, asked.kind, r5, r10, 1 / (hits[0] + 1) if hits else 0.0, newest)


def percent(outcomes: Iterable[Outcome], measure: str) -> float | None:
    """The mean; None of none."""
    values = [value for one in outcomes if not math.isnan(value := getattr(one, measure))]
    return 100 * math.fsum(values) / len(values) if values else None


def certain(outcomes: Sequence[Outcome], others: Sequence[Outcome], measure: str) -> bool:
    """Whether they differ, question for question, by more than chance would."""
    pairs = zip(outcomes, others, strict=True)
    gaps = [getattr(one, measure) - getattr(other, measure) for one, other in pairs]
    gaps = [gap for gap in gaps if not math.isnan(gap)]
    if len(gaps) < 2:
        return False
    mean = math.fsum(gaps) / len(gaps)
    spread = math.sqrt(math.fsum((gap - mean) ** 2 for gap in gaps) / (len(gaps) - 1) / len(gaps))
    return abs(mean) > CERTAIN * spread
