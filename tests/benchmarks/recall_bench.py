"""What a question costs as the memory grows, as a ratio to a bare full-text look-up in the same run.

    python tests/benchmarks/recall_bench.py [MESSAGES ...]        (10000 100000 where none is given)

The messages are made here: words by Zipf's law, forty messages a conversation, three conversations a week.
A question has three words of a sentence and some stop words; the bare look-up asks the index for the same
words, ranked, and reads nothing else. With `--vectors` there are random vectors of 384 dimensions beside.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memory import Memory
from memory.recall import recall
from memory.recall.vectors import embed_pending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

VOCABULARY = 30_000
QUESTIONS = 200
START = datetime(2015, 1, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processor time, so that what else runs does not count."""

    median: float
    p95: float


class Dice:
    """An embedder whose vectors mean nothing; what they cost is what is measured."""

    name = "dice"
    dimensions = 384

    def embed(self, texts: Sequence[str], query: bool = False) -> Any:
        import numpy as np

        vectors = np.random.default_rng(len(texts[0])).normal(size=(len(texts), self.dimensions))
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def sentences(seed: int) -> Iterator[str]:
    """Sentences of 4 to 30 words, for ever."""
    dice = random.Random(seed)
    words = ["".join(dice.choices("aeioumnrstlkdvbgh", k=dice.randint(3, 9))) for _ in range(VOCABULARY)]
    shares = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
    while True:
        yield " ".join(dice.choices(words, cum_weights=shares, k=dice.randint(4, 30)))


def fill(memory: Memory, count: int) -> None:
    """`count` messages in conversations of forty."""
    said = sentences(1)
    with memory.store.transaction():
        for begun in range(0, count, 40):
            at = START + timedelta(days=begun // 40 * 7 / 3)
            conversation = memory.begin(persona="samantha", at=at)
            for place in range(min(40, count - begun)):
                author = "companion" if place % 2 else "user"
                instant = at + timedelta(minutes=place)
                memory.append(conversation.id, author=author, text=next(said), at=instant)


def questions() -> list[tuple[str, ...]]:
    """Three words each, as common as words of sentences are."""
    said = sentences(1)
    return [tuple(sorted(set(next(said).split()), key=len)[-3:]) for _ in range(QUESTIONS)]


def cost(ask: Callable[[tuple[str, ...]], object], asked: Sequence[tuple[str, ...]]) -> Cost:
    """Of one question."""
    taken = []
    for words in asked:
        start = time.process_time()
        ask(words)
        taken.append(1000 * (time.process_time() - start))
    taken.sort()
    return Cost(taken[len(taken) // 2], taken[int(len(taken) * 0.95)])


def measure(count: int, *, vectors: bool) -> tuple[Cost, Cost]:
    """(a bare look-up, recall) in a memory of `count` messages."""
    with tempfile.TemporaryDirectory() as folder, Memory.open(Path(folder) / "companion.db") as memory:
        fill(memory, count)
        embedder = Dice() if vectors else None
        if embedder is not None:
            embed_pending(memory.store, embedder)
        sql = "SELECT rowid FROM message_fts WHERE message_fts MATCH ? ORDER BY rank LIMIT 10"

        def bare(words: tuple[str, ...]) -> object:
            return memory.store.rows(sql, (" OR ".join(f'"{word}"' for word in words),))

        def whole(words: tuple[str, ...]) -> object:
            return recall(memory.store, f"What was it about {' '.join(words)}?", embedder=embedder)

        asked = questions()
        cost(whole, asked[:5])
        return cost(bare, asked), cost(whole, asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("messages", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--vectors", action="store_true")
    options = parser.parse_args()
    print("messages   look-up p50/p95 ms   recall p50/p95 ms   ratio p50/p95   memory MB")
    for count in options.messages:
        bare, whole = measure(count, vectors=options.vectors)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            1024 if sys.platform == "linux" else 1024**2
        )
        print(
            f"{count:8}   {bare.median:8.2f} {bare.p95:10.2f}   {whole.median:7.2f} {whole.p95:9.2f}"
            f"   {whole.median / bare.median:6.1f} {whole.p95 / bare.p95:7.1f}   {peak:9.0f}"
        )


if __name__ == "__main__":
    main()
