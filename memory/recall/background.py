"""How near texts are that have nothing to do with each other: where a cosine starts to say something.

Of one embedder it is 0.1, of another 0.8, since many put all texts into a narrow cone (Ethayarajh 2019,
"How contextual are contextualized word representations?"). The ranker has learned from one that spreads
them: cosines of the others are brought to its scale.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from memory.store import Store

SAMPLE = 256  # vectors, evenly spaced
USUAL = 0.15  # the mean of what the ranker learned from
HIGHEST = 0.3  # a little more than was met with its embedder: up to here cosines are taken as they are
TRUSTED = 10  # pairs: as much as so many is the usual figure trusted


class Background:
    """It is measured again when the store has grown by a sample, not with every text."""

    def __init__(self) -> None:
        self._of: tuple[int, int] | None = None
        self._cosine = USUAL

    def cosine(self, store: Store, dimensions: int) -> float:
        """The mean cosine of two messages, -1..1. Raises `StoreError`."""
        first = int(store.value("SELECT ifnull(min(id), 0) FROM message_vector"))
        last = int(store.value("SELECT ifnull(max(id), 0) FROM message_vector"))
        of = (first // SAMPLE, last // SAMPLE)
        if of != self._of or last - first < SAMPLE:
            self._of, self._cosine = of, _mean_cosine(_sample(store, first, last, dimensions))
        return self._cosine


def levelled(background: float, cosines: np.ndarray) -> np.ndarray:
    """Cosines, so that the background is `HIGHEST` at the most; 1 stays 1."""
    if background <= HIGHEST:
        return cosines
    return HIGHEST + (cosines - background) * ((1 - HIGHEST) / max(1 - background, 1e-3))


def _sample(store: Store, first: int, last: int, dimensions: int) -> np.ndarray:
    """float32 of shape (vectors, dimensions): rows of length 1, of whole texts."""
    ids = np.unique(np.linspace(first, last, SAMPLE).astype(int)).tolist()
    rows = store.rows(
        """SELECT substr(code, 1, ?) AS whole FROM message_vector
           WHERE id IN (SELECT value FROM json_each(?)) AND length(code) >= ?""",
        (dimensions, json.dumps(ids), dimensions),
    )
    codes = np.frombuffer(b"".join(row["whole"] for row in rows), np.int8)
    vectors = codes.reshape(-1, dimensions).astype(np.float32)
    lengths = np.sqrt(np.einsum("rd,rd->r", vectors, vectors))[:, None]
    there = lengths[:, 0] > 0
    units: np.ndarray = vectors[there] / lengths[there]
    return units


def _mean_cosine(vectors: np.ndarray) -> float:
    pairs = len(vectors) * (len(vectors) - 1)
    middle = vectors.sum(axis=0)
    apart = float(middle @ middle) - len(vectors)  # without each with itself
    return (apart + TRUSTED * USUAL) / (pairs + TRUSTED)
