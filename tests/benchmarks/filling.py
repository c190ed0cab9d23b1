"""Stores for benchmarks, of messages that are made here: words by Zipf's law, the commonest of them English
function words; forty messages a conversation, four conversations a day; a random vector each, and every third
with those of three sentences.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from memory.recall.vectors import adopt, put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from memory import Memory

VOCABULARY = 60_000
TOGETHER = 20_000  # messages in a transaction
START = datetime(2005, 1, 1, 9, tzinfo=UTC)
_FUNCTION_WORDS = """
the i to and a you it that of in my is was for me on but with so have this at be not we just do like what she
he they about all up out her his there if as are or had one when know get would really him then from can by
your no been has some an how because will their who more time
"""
FUNCTION_WORDS = tuple(_FUNCTION_WORDS.split())


class Dice:
    """An embedder whose vectors mean nothing; what they cost is what is measured."""

    name = "all-minilm-l6-v2"
    dimensions = 384

    def embed(self, texts: Sequence[str], query: bool = False) -> Any:
        vectors = np.random.default_rng(len(texts[0])).normal(size=(len(texts), self.dimensions))
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def _known_words() -> list[str]:
    """Those that recall knows related words of, so that it has them to look for."""
    text = files("memory.recall").joinpath("related.txt").read_text(encoding="utf-8")
    words = (line.split()[0] for line in text.splitlines() if line)
    return [word for word in words if word not in FUNCTION_WORDS]


def sentences(seed: int, count: int) -> Iterator[str]:
    """So many sentences of 5 to 30 words; the vocabulary is the same for every seed."""
    dice, draw = random.Random(1), np.random.default_rng(seed)
    known = _known_words()
    dice.shuffle(known)
    made = ["".join(dice.choices("aeioumnrstlkdvbgh", k=dice.randint(3, 9))) for _ in range(VOCABULARY)]
    words = [*FUNCTION_WORDS, *known, *made][:VOCABULARY]
    shares = np.cumsum(1 / (np.arange(VOCABULARY) + 2.7))
    for start in range(0, count, TOGETHER):
        lengths = draw.integers(5, 31, min(TOGETHER, count - start))
        drawn = np.searchsorted(shares, draw.uniform(0, shares[-1], lengths.sum())).tolist()
        place = 0
        for length in lengths.tolist():
            yield " ".join([words[word] for word in drawn[place : place + length]])
            place += length


def questions(count: int) -> list[str]:
    """Three words each, as common as words of sentences are, without function words."""
    dice, asked = random.Random(2), []
    for said in sentences(1, 5 * count):
        words = sorted(set(said.split()) - set(FUNCTION_WORDS))
        if len(words) >= 3:
            asked.append(" ".join(dice.sample(words, 3)))
    return asked[:count]


def fill(memory: Memory, last: int) -> None:
    """Messages up to the id `last`, with their vectors, in bulk; triggers keep the index, as ever."""
    adopt(memory.store, Dice())
    first = int(memory.store.value("SELECT ifnull(max(id), 0) FROM message")) + 1
    said = sentences(first, last - first + 1)
    for start in range(first, last + 1, TOGETHER):
        ids = range(start, min(start + TOGETHER, last + 1))
        with memory.store.transaction():
            _say(memory, ids, said)
            codes = np.random.default_rng(start).integers(
                -127, 128, (len(ids), Dice.dimensions), dtype=np.int8
            )
            put(
                memory.store,
                "message",
                ids,
                [_with_sentences(ident, code) for ident, code in zip(ids, codes, strict=True)],
            )
            memory.store.execute("DELETE FROM unembedded")
    memory.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _with_sentences(ident: int, code: Any) -> Any:
    """Every third message is one of three sentences."""
    return code if ident % 3 else np.stack([code, *(np.roll(code, place) for place in (1, 2, 3))])


def _say(memory: Memory, ids: range, said: Iterator[str]) -> None:
    rows, conversation = [], 0
    for number in ids:
        talk, place = divmod(number - 1, 40)
        at = START + timedelta(days=talk / 4, minutes=place)
        if place == 0 or not conversation:
            conversation = memory.begin("samantha", at, external_id=f"talk {talk}").id
        author, parent = "companion" if place % 2 else "user", number - 1 if place else None
        stamp = at.isoformat(timespec="microseconds")
        rows.append((number, conversation, parent, author, next(said), stamp, stamp))
    memory.store.connection.executemany(
        """INSERT INTO message(id, conversation, parent, author, text, at, status, origin, touched)
           VALUES (?, ?, ?, ?, ?, ?, 'complete', 'said', ?)""",
        rows,
    )
