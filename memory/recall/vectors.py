"""Vectors are made here: when there is time, the newest text first, and kept as int8 in the store.

A vector is stored as the direction it has, scaled so that its largest number is 127; a cosine computed from
it is off by about 0.003 at 384 dimensions. Its signs are stored beside. A text of several sentences has a
vector for each of them as well (`sentences.py`). Reading them is in `nearness.py`.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from memory.recall.sentences import sentences
from memory.recall.tables import KINDS, SLOTS, queue
from memory.store import WAIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memory.embedder import Embedder
    from memory.store import Store

AT_ONCE = 64  # texts that an embedder gets in one call, with their sentences; then they are on the disk
CURRENT = 32  # texts that a question waits for, so that a chat is always up to date
AFTER_BATCH = 1_000  # texts that the end of a batch waits for; more are left to the background
SHORT_WAIT = 0.2  # seconds that a question waits for another program that writes


@dataclass(frozen=True, slots=True)
class _Text:
    kind: str
    id: int
    text: str


def pending(store: Store) -> int:
    """How many texts have no vector yet."""
    return int(store.value("SELECT count(*) FROM unembedded"))


def embed_pending(store: Store, embedder: Embedder, limit: int | None = None) -> int:
    """Embed what has no vector yet, the newest first, at most `limit` -> how many were.

    Vectors that another embedder made are dropped first. Stopped half-way, what was done is kept. Raises
    `StoreError`, and whatever the embedder raises.
    """
    adopt(store, embedder)
    done = 0
    while limit is None or done < limit:
        texts = _next(store, AT_ONCE if limit is None else min(AT_ONCE, limit - done))
        if not texts:
            break
        kept = _keep(store, embedder, texts, encode_each(embedder, [text.text for text in texts]))
        done += kept
        if not kept:  # another program is at it, with these texts or with another embedder
            break
    return done


def adopt(store: Store, embedder: Embedder) -> None:
    """From now on the vectors are this embedder's: another's are dropped, and all text is to be embedded."""
    if owned_by(store, embedder):
        return
    with store.transaction():
        for table in ("vector_sign", "vector_model", *(f"{kind}_vector" for kind in KINDS)):
            store.execute(f"DELETE FROM {table}")  # noqa: S608
        for kind in KINDS:
            store.execute(queue(kind))
        store.insert("vector_model", {"name": embedder.name, "dimensions": embedder.dimensions})


def encode(embedder: Embedder, texts: Sequence[str], *, query: bool = False) -> Any:
    """The texts' vectors as int8, of shape (texts, dimensions). Raises `ValueError` for a wrong shape."""
    import numpy as np

    vectors = np.nan_to_num(np.asarray(embedder.embed(list(texts), query=query), dtype=np.float32))
    if vectors.shape != (len(texts), embedder.dimensions):
        raise ValueError(f"{embedder.name} gave vectors of shape {vectors.shape}")
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0.0)
    return np.rint(vectors * (127.0 / np.where(largest > 0, largest, 1.0))).astype(np.int8)


def encode_each(embedder: Embedder, texts: Sequence[str]) -> list[Any]:
    """For each text the code of the whole, and after it those of its sentences: int8 of shape
    (1 + sentences, dimensions). All of them are one call. Raises `ValueError` for a wrong shape.
    """
    parts = [[text, *sentences(text)] for text in texts]
    codes = encode(embedder, [part for of_text in parts for part in of_text])
    ends = list(accumulate(map(len, parts)))
    return [codes[end - len(of_text) : end] for of_text, end in zip(parts, ends, strict=True)]


def signs(codes: Any) -> Any:
    """One bit a dimension, 1 where it is above zero: uint8 of shape (codes, dimensions / 8, rounded up).

    All bits are 0 for a code of zeros alone, which is none.
    """
    import numpy as np

    packed = np.packbits(codes > 0, axis=1)
    packed[codes.any(axis=1) & ~packed.any(axis=1), 0] = 0b1000_0000  # one sign is wrong, and there is a bit
    return packed


@contextmanager
def impatient(store: Store) -> Iterator[None]:
    """Inside, a write gives up soon when another program is writing."""
    store.execute(f"PRAGMA busy_timeout={SHORT_WAIT * 1000:.0f}")
    try:
        yield
    finally:
        store.execute(f"PRAGMA busy_timeout={WAIT * 1000:.0f}")


def owned_by(store: Store, embedder: Embedder) -> bool:
    """Whether the vectors in the store are this embedder's."""
    row = store.row("SELECT name, dimensions FROM vector_model")
    return row is not None and tuple(row) == (embedder.name, embedder.dimensions)


def _next(store: Store, count: int) -> list[_Text]:
    """The newest texts that have no vector: facts and summaries, which are few, before messages."""
    found: list[_Text] = []
    for kind in sorted(KINDS, key=lambda kind: kind == "message"):
        rows = store.rows(
            f"""SELECT {kind}.id, {kind}.text FROM unembedded JOIN {kind} ON {kind}.id = unembedded.ref
                WHERE unembedded.kind = ? ORDER BY unembedded.ref DESC LIMIT ?""",  # noqa: S608
            (kind, count - len(found)),
        )
        found += [_Text(kind, row["id"], row["text"]) for row in rows]
    return found


def _keep(store: Store, embedder: Embedder, texts: Sequence[_Text], codes: Sequence[Any]) -> int:
    """Store the vectors of those texts that are still there and still say the same -> how many."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    with store.transaction():
        if not owned_by(store, embedder):
            return 0
        for place, text in enumerate(texts):
            said = store.value(f"SELECT text FROM {text.kind} WHERE id = ?", (text.id,))  # noqa: S608
            if said == text.text and _taken(store, text):
                places[text.kind].append(place)
        for kind, of_kind in places.items():
            put(store, kind, [texts[place].id for place in of_kind], [codes[place] for place in of_kind])
    return sum(map(len, places.values()))


def _taken(store: Store, text: _Text) -> bool:
    gone = store.execute("DELETE FROM unembedded WHERE kind = ? AND ref = ?", (text.kind, text.id))
    return bool(gone.rowcount)


def put(store: Store, kind: str, ids: Sequence[int], codes: Sequence[Any]) -> None:
    """Store the codes of texts of one kind, instead of those they had.

    Each is int8: of shape (dimensions), or (1 + sentences, dimensions) with the whole's first, whose signs
    are stored. To be called inside a transaction.
    """
    import numpy as np

    sql = f"INSERT OR REPLACE INTO {kind}_vector(id, code) VALUES (?, ?)"  # noqa: S608
    packed = signs(np.stack([np.atleast_2d(code)[0] for code in codes]))
    chunks: defaultdict[int, list[int]] = defaultdict(list)
    for place in sorted(range(len(ids)), key=ids.__getitem__):  # in falling order pages stay half empty
        store.execute(sql, (ids[place], codes[place].tobytes()))
        chunks[ids[place] // SLOTS].append(place)
    for chunk, places in chunks.items():
        _put_signs(store, kind, chunk, [ids[place] % SLOTS for place in places], packed[places])


def _put_signs(store: Store, kind: str, chunk: int, slots: list[int], packed: Any) -> None:
    """Write the signs into their slots. (SQLite writes only those pages that differ.)"""
    import numpy as np

    there = store.value("SELECT signs FROM vector_sign WHERE kind = ? AND chunk = ?", (kind, chunk))
    whole = np.frombuffer(bytearray(there or bytes(SLOTS * packed.shape[1])), np.uint8).reshape(SLOTS, -1)
    whole[slots] = packed
    store.execute(
        """INSERT INTO vector_sign(kind, chunk, stamp, signs) VALUES (?, ?, random(), ?)
           ON CONFLICT(kind, chunk) DO UPDATE SET stamp = excluded.stamp, signs = excluded.signs""",
        (kind, chunk, whole.tobytes()),
    )
