"""A second hop: how like each other the candidates are, whatever the question's words were. Pure.

What bears on the same matter as the best of the first look may answer too, though the question is not near it
(Rocchio 1971, relevance feedback, here as two features among others).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from memory.recall.background import levelled
from memory.recall.columns import Column, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

BEST = 3  # at first sight, that the others are compared with
STEEP = 2.0  # how much more the best of these counts than the least


def likeness(codes: Sequence[bytes], first: Column, background: float = 0.0) -> tuple[Column, Column]:
    """(how near each is to the best at first sight, and to all): means of cosines, itself left out, and
    levelled for that background.

    `codes` are vectors as int8, empty where there is none, which then is near to nothing; `first`: how good
    each is at first sight.
    """
    units = _units(codes)
    best = np.argsort(-first, kind="stable")[:BEST]
    weights = np.exp(STEEP * normal(first)[best])
    to_best = _nearness(units, best, weights)
    to_all = _nearness(units, np.arange(len(units)), np.ones(len(units)))
    return levelled(background, to_best), levelled(background, to_all)


def _units(codes: Sequence[bytes]) -> Any:
    """float32 of shape (codes, dimensions): rows of length 1, or 0 where there is none."""
    size = max(map(len, codes), default=0)
    joined = b"".join(code or bytes(size) for code in codes)
    rows = np.frombuffer(joined, np.int8).reshape(len(codes), size).astype(np.float32)
    lengths = np.sqrt(np.einsum("rd,rd->r", rows, rows))[:, None]
    return rows / np.maximum(lengths, 1.0)


def _nearness(units: Any, others: Column, weights: Column) -> Column:
    """Of each row, the weighted mean of its cosines with the others."""
    middle = np.einsum("r,rd->d", weights, units[others])
    sums, totals = np.einsum("rd,d->r", units, middle), np.full(len(units), weights.sum())
    sums[others] -= weights * units[others].any(axis=1)  # with itself the cosine is 1
    totals[others] -= weights
    return np.where(totals > 0.5, sums / np.maximum(totals, 0.5), 0.0)  # each weight is 1 or more
