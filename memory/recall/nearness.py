"""How near in meaning what was said is to a question: the store's vectors, read once and compared with numpy.

A search compares signs first, one bit a dimension, and computes cosines for the nearest of those.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from memory.recall.tables import KINDS, SLOTS
from memory.recall.vectors import CURRENT, embed_pending, encode, impatient, owned_by
from memory.records import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection

    from memory.embedder import Embedder
    from memory.store import Store

SHORTLIST = 2_000  # rows whose cosine is computed
NOBODY = ""  # a kind of which there are no vectors
BITS = 64  # that are compared at once


class Vectors:
    """The vectors of one kind, row n that of id n; a row of zeros is none."""

    def __init__(self, dimensions: int) -> None:
        self._stamps: dict[int, int] = {}
        self._codes = np.zeros((0, dimensions), np.int8)
        self._signs = np.zeros((-(-dimensions // BITS), 0), np.uint64)  # a row for each 64 dimensions
        self._lengths = np.zeros(0, np.float32)

    def refresh(self, store: Store, kind: str) -> None:
        """Read the chunks that were written since the last time."""
        rows = store.rows("SELECT chunk, stamp FROM vector_chunk WHERE kind = ?", (kind,))
        stamps = {row["chunk"]: row["stamp"] for row in rows}
        self._grow((max(stamps, default=-1) + 1) * SLOTS)
        for chunk, _ in stamps.items() ^ self._stamps.items():
            sql = "SELECT codes FROM vector_chunk WHERE kind = ? AND chunk = ?"
            self.put(chunk, store.value(sql, (kind, chunk)))
        self._stamps = stamps

    def _grow(self, rows: int) -> None:
        more = rows - len(self._codes)
        if more > 0:
            more += rows // 4  # so that a store that grows by a chunk is not copied each time
            self._codes = np.pad(self._codes, ((0, more), (0, 0)))
            self._signs = np.pad(self._signs, ((0, 0), (0, more)))
            self._lengths = np.pad(self._lengths, (0, more))

    def put(self, chunk: int, codes: bytes | None) -> None:
        """The chunk as it is stored; None: there is none any more."""
        self._grow((chunk + 1) * SLOTS)
        rows = slice(chunk * SLOTS, (chunk + 1) * SLOTS)
        read = np.frombuffer(codes or b"", np.int8).reshape(-1, self._codes.shape[1])
        self._codes[rows] = read if len(read) == SLOTS else 0
        self._signs[:, rows] = _signs(self._codes[rows])
        self._lengths[rows] = np.linalg.norm(self._codes[rows].astype(np.float32), axis=1)

    def nearest(self, asked: Any, count: int, left_out: Collection[int]) -> list[int]:
        """The ids nearest to the code `asked`, at most `count`, nearest first."""
        there = self._lengths > 0
        there[[row for row in left_out if row < len(there)]] = False
        if np.count_nonzero(there) > SHORTLIST:
            differing = self._differing(asked)
            differing[~there] = np.iinfo(np.uint16).max
            rows = np.argpartition(differing, SHORTLIST)[:SHORTLIST]
        else:
            rows = np.flatnonzero(there)
        order = np.lexsort((-rows, -self._cosines(asked, rows)))
        return [int(row) for row in rows[order[:count]]]

    def _differing(self, asked: Any) -> Any:
        """For each row, in how many signs it differs from `asked`."""
        total = np.zeros(len(self._lengths), np.uint16)
        for signs, wanted in zip(self._signs, _signs(asked[None])[:, 0], strict=True):
            total += np.bitwise_count(signs ^ wanted)
        return total

    def closeness(self, asked: Any, ids: Collection[int]) -> dict[int, float]:
        """id -> cosine with the code `asked`, of those that have a vector."""
        known = [row for row in sorted(ids) if row < len(self._lengths) and self._lengths[row] > 0]
        cosines = self._cosines(asked, np.array(known, np.int64))
        return dict(zip(known, map(float, cosines), strict=True))

    def _cosines(self, asked: Any, rows: Any) -> Any:
        question = asked.astype(np.float32) / max(float(np.linalg.norm(asked.astype(np.float32))), 1.0)
        dots = np.einsum("rd,d->r", self._codes[rows].astype(np.float32), question)  # threads would cost more
        return dots / self._lengths[rows]


def _signs(codes: Any) -> Any:
    """One bit a dimension, of shape (dimensions / 64, codes)."""
    packed = np.packbits(codes > 0, axis=1)
    return np.pad(packed, ((0, 0), (0, -packed.shape[1] % (BITS // 8)))).view(np.uint64).T


class Meaning:
    """A question's vector beside the store's."""

    def __init__(self, asked: Any, vectors: dict[str, Vectors]) -> None:
        self._asked = asked
        self._vectors = vectors

    def nearest(self, kind: str, count: int, left_out: Collection[int] = ()) -> list[int]:
        """The rows of the kind that are nearest to the question."""
        return self._vectors[kind].nearest(self._asked, count, left_out)

    def closeness(self, kind: str, ids: Collection[int]) -> dict[int, float]:
        """id -> cosine, of those rows of the kind that have a vector."""
        return self._vectors[kind].closeness(self._asked, ids)


_read: WeakKeyDictionary[Store, tuple[str, dict[str, Vectors]]] = WeakKeyDictionary()


def meaning(store: Store, embedder: Embedder, query: str) -> Meaning:
    """What the question means, once the newest texts have been embedded, if they could be.

    Raises `StoreError`, and whatever the embedder raises.
    """
    with (
        impatient(store),
        suppress(StoreError),
    ):  # where another program writes for long, what there is will do
        embed_pending(store, embedder, CURRENT)
    asked = encode(embedder, [query], query=True)[0]
    name, vectors = _read.get(store, ("", {}))
    if name != embedder.name:
        vectors = {kind: Vectors(embedder.dimensions) for kind in KINDS}
        _read[store] = (embedder.name, vectors)
    for kind, of_kind in vectors.items():
        of_kind.refresh(store, kind if owned_by(store, embedder) else NOBODY)
    return Meaning(asked, vectors)
