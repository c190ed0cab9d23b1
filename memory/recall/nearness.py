"""How near in meaning what was said is to a question.

A search goes by signs first, one bit a dimension, which are read into memory once: the rows whose signs
differ least from the question's; of these, the ones whose signs fit the question's largest numbers best. Only
their vectors are read from the store, and ranked by cosine. (Of the hundred nearest among 59,000 MiniLM
vectors of sentences, 96 are found so, and all of the ten nearest.)
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from memory.recall.background import Background, levelled
from memory.recall.tables import KINDS, SLOTS
from memory.recall.vectors import CURRENT, embed_pending, encode, impatient, owned_by, signs
from memory.records import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from memory.embedder import Embedder
    from memory.store import Store

DIFFERING_LEAST = 15  # rows for each one wanted that are looked at closer
READ = 3  # rows for each one wanted whose vectors are read
FEW = 20  # from which these are counted where fewer are wanted
BITS = 64  # that are compared at once
BLOCK = 32_768  # rows that are compared at once: what is computed of them stays in the processor's cache
SAMPLE = 16_384  # rows from which it is estimated how near the nearest are
PORTION = 64  # chunks that are read at once
FAR = 1 << 14  # more signs than there are


class Signs:
    """The signs of one kind's vectors: row n of the columns is slot n % SLOTS of the n // SLOTS-th chunk."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self._stamps: dict[int, int] = {}  # chunk -> stamp, ascending by chunk
        self._columns = np.zeros((-(-dimensions // BITS), 0), np.uint64)  # a row for each 64 dimensions
        self._far = np.zeros(0, np.uint16)  # FAR where there is no vector, else 0

    def refresh(self, store: Store, kind: str) -> None:
        """Read the chunks that were written since the last time."""
        sql = "SELECT chunk, stamp FROM vector_sign WHERE kind = ? ORDER BY chunk"
        stamps: dict[int, int] = dict(store.tuples(sql, (kind,)))
        places = {chunk: place for place, chunk in enumerate(stamps)}
        if list(self._stamps) != list(stamps)[: len(self._stamps)]:  # one came in between, or is gone
            self._stamps = {}
        changed = [chunk for chunk, stamp in stamps.items() if self._stamps.get(chunk) != stamp]
        self._grow(len(stamps) * SLOTS)
        for start in range(0, len(changed), PORTION):
            some = json.dumps(changed[start : start + PORTION])
            sql = """SELECT chunk, signs FROM vector_sign
                     WHERE kind = ? AND chunk IN (SELECT value FROM json_each(?))"""
            for chunk, stored in store.tuples(sql, (kind, some)):
                self._put(places[chunk], stored)
        self._stamps = stamps

    def _grow(self, rows: int) -> None:
        more = rows - len(self._far)
        if more > 0:
            more += rows // 8  # so that a store that grows by a chunk is not copied each time
            self._columns = _longer(self._columns, more)
            self._far = _longer(self._far, more)

    def _put(self, place: int, stored: bytes) -> None:
        """A chunk as it is in the store; one of another length is another embedder's, and none."""
        rows = slice(place * SLOTS, (place + 1) * SLOTS)
        size = -(-self.dimensions // 8)
        known = stored if len(stored) == SLOTS * size else bytes(SLOTS * size)
        self._columns[:, rows] = _words(np.frombuffer(known, np.uint8).reshape(SLOTS, size)).T
        self._far[rows] = np.where(self._columns[:, rows].any(axis=0), 0, FAR)

    def nearest(self, asked: Any, count: int, left_out: Collection[int]) -> list[int]:
        """The ids whose signs fit the code `asked` best, some `READ` times `count`, ascending."""
        if not self._stamps:
            return []
        count = max(count, FEW)
        differing = self._differing(asked)
        differing[self._rows(left_out)] = FAR
        rows = _least(differing, DIFFERING_LEAST * count)
        rows = rows[differing[rows] < FAR]
        if len(rows) > READ * count:
            fitting = self._fitting(asked, rows)
            rows = np.sort(rows[np.argpartition(-fitting, READ * count)[: READ * count]])
        chunks = np.fromiter(self._stamps, np.int64, len(self._stamps))
        found: list[int] = (chunks[rows // SLOTS] * SLOTS + rows % SLOTS).tolist()
        return found

    def _rows(self, ids: Collection[int]) -> Any:
        """The rows of those ids that lie in a chunk that there is."""
        chunks = np.fromiter(self._stamps, np.int64, len(self._stamps))
        wanted, slots = np.divmod(np.fromiter(ids, np.int64, len(ids)), SLOTS)
        places = np.minimum(np.searchsorted(chunks, wanted), len(chunks) - 1)
        known = chunks[places] == wanted
        return places[known] * SLOTS + slots[known]

    def _differing(self, asked: Any) -> Any:
        """For each row, in how many signs it differs from `asked`; FAR and more where there is no vector."""
        total = self._far[: len(self._stamps) * SLOTS].copy()
        other, count = np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint8)
        wanted = _words(signs(asked[None]))[0]
        for start in range(0, len(total), BLOCK):
            block = total[start : start + BLOCK]
            for column, word in zip(self._columns[:, start : start + len(block)], wanted, strict=True):
                np.bitwise_xor(column, word, out=other[: len(block)])
                np.bitwise_count(other[: len(block)], out=count[: len(block)])
                block += count[: len(block)]
        return total

    def _fitting(self, asked: Any, rows: Any) -> Any:
        """For each of the rows, the sum of the code `asked` where the row's sign is above zero."""
        packed = np.ascontiguousarray(self._columns[:, rows].T).view(np.uint8)
        bits = np.unpackbits(packed, axis=1, count=self.dimensions)
        return np.einsum("rd,d->r", bits.astype(np.float32), asked.astype(np.float32))


def _longer(values: Any, more: int) -> Any:
    """With so many zeros at the end of the last axis. (Of these, no memory is taken until they are used.)"""
    longer = np.zeros((*values.shape[:-1], values.shape[-1] + more), values.dtype)
    longer[..., : values.shape[-1]] = values
    return longer


def _words(packed: Any) -> Any:
    """Signs as they are stored -> uint64 of shape (rows, dimensions / 64, rounded up)."""
    lacking = -packed.shape[1] % (BITS // 8)
    return (_longer(packed, lacking) if lacking else packed).view(np.uint64)


def _least(values: Any, count: int) -> Any:
    """The places of the `count` smallest values, ascending; of equal ones at the end, any."""
    if len(values) <= count:
        return np.arange(len(values))
    step = len(values) // SAMPLE | 1
    expected = count / step
    some = values[::step]
    rank = min(int(expected + 2 * expected**0.5) + 1, len(some) - 1)
    places = np.flatnonzero(values <= np.partition(some, rank)[rank])
    if len(places) < count:
        places = np.arange(len(values))
    if len(places) > count:
        places = places[np.argpartition(values[places], count)[:count]]
    return np.sort(places)


class Nearness(NamedTuple):
    """Cosines of the question, levelled: with the whole of a text, and with the best of its sentences. They
    are the same where the text is one sentence, or has no vectors but the whole's. `code`: the whole's
    vector.
    """

    whole: float
    sentence: float
    code: bytes = b""


class Meaning:
    """A question's vector beside the store's, for as long as the question is answered."""

    def __init__(self, store: Store, asked: Any, signs_of: dict[str, Signs], background: float = 0.0) -> None:
        """A kind that has no signs has no vectors either, whatever the store holds. `background`: the cosine
        of what has nothing to do with each other (`background.py`).
        """
        self.background = background
        self._store = store
        self._asked = asked
        self._signs = signs_of
        self._known: dict[str, dict[int, Nearness]] = {kind: {} for kind in signs_of}

    def nearest(self, kind: str, count: int, left_out: Collection[int] = ()) -> list[int]:
        """The rows of the kind that are nearest to the question. Raises `StoreError`."""
        if kind not in self._signs:
            return []
        cosines = self.closeness(kind, self._signs[kind].nearest(self._asked, count, left_out))
        return sorted(cosines, key=lambda ident: (-cosines[ident], -ident))[:count]

    def closeness(self, kind: str, ids: Collection[int]) -> dict[int, float]:
        """id -> cosine, of those rows of the kind that have a vector. Raises `StoreError`."""
        return {ident: near.whole for ident, near in self.nearness(kind, ids).items()}

    def nearness(self, kind: str, ids: Collection[int]) -> dict[int, Nearness]:
        """The same, and how near the best sentence is. Raises `StoreError`."""
        if kind not in self._signs:
            return {}
        known = self._known[kind]
        known |= self._read(kind, [ident for ident in ids if ident not in known])
        return {ident: known[ident] for ident in sorted(ids) if ident in known}

    def _read(self, kind: str, ids: Sequence[int]) -> dict[int, Nearness]:
        size = len(self._asked)
        sql = f"""SELECT id, code FROM {kind}_vector WHERE id IN (SELECT value FROM json_each(?))
                  AND length(code) > 0 AND length(code) % ? = 0"""  # noqa: S608
        rows = self._store.tuples(sql, (json.dumps(ids), size)) if ids else []
        if not rows:
            return {}
        found, codes = zip(*rows, strict=True)
        cosines = levelled(self.background, self._compared(b"".join(codes)))
        counts = np.fromiter(map(len, codes), np.int64, len(codes)) // size
        starts = np.cumsum(counts) - counts
        wholes = cosines[starts]
        cosines[starts[counts > 1]] = -1.0  # of these, the sentences alone
        best = np.maximum.reduceat(cosines, starts)
        near = map(Nearness, wholes.tolist(), best.tolist(), (code[:size] for code in codes))
        return dict(zip(found, near, strict=True))

    def _compared(self, stored: bytes) -> Any:
        """The cosine of each of these codes."""
        codes = np.frombuffer(stored, np.int8).reshape(-1, len(self._asked)).astype(np.float32)
        asked = self._asked.astype(np.float32)
        dots = np.einsum("rd,d->r", codes, asked)  # where matrices are multiplied, threads would cost more
        lengths = np.sqrt(np.einsum("rd,rd->r", codes, codes)) * np.sqrt(asked @ asked)
        return dots / np.maximum(lengths, 1.0)


@dataclass(slots=True)
class _Known:
    """What is in memory of a store's vectors; `state`: of the store, as of which it is all there."""

    embedder: str
    signs: dict[str, Signs]
    background: Background = field(default_factory=Background)
    cosine: float = 0.0  # of the background
    state: tuple[int, int] | None = None

    def refresh(self, store: Store, embedder: Embedder) -> bool:
        """Embed the newest texts, if they can be, and read what is new -> whether the vectors are of use.

        Raises `StoreError`, and whatever the embedder raises.
        """
        state, embedded = store.state(), None
        # Where another program writes for long, what there is will do.
        with impatient(store), suppress(StoreError):
            embedded = embed_pending(store, embedder, CURRENT)
        if not owned_by(store, embedder):
            return False
        for kind, of_kind in self.signs.items():
            of_kind.refresh(store, kind)
        self.cosine = self.background.cosine(store, embedder.dimensions)
        self.state = state if embedded == 0 else None
        return True


_known: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def meaning(store: Store, embedder: Embedder, query: str) -> Meaning:
    """What the question means, once the newest texts have been embedded, if they could be.

    Raises `StoreError`, and whatever the embedder raises.
    """
    known = _known.get(store)
    if known is None or known.embedder != embedder.name:
        known = _Known(embedder.name, {kind: Signs(embedder.dimensions) for kind in KINDS})
        _known[store] = known
    useful = known.state == store.state() or known.refresh(store, embedder)
    asked = encode(embedder, [query], query=True)[0]
    return Meaning(store, asked, known.signs if useful else {}, known.cosine if useful else 0.0)
