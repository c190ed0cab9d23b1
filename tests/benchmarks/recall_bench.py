"""What a question costs as the memory grows, beside a bare full-text look-up in the same run.

    python -m tests.benchmarks.recall_bench [MESSAGES ...]     (10000 100000 1000000 where none is given)

`BENCH_MOST=100000 make bench` leaves out what is larger. A store of a million messages takes some minutes
and 1 GB in the folder for temporary files.

A question has three words, as common as those of the messages are (`filling.py`); the bare look-up asks the
index for the same words, ranked, and reads nothing else. All is asked by fresh processes, so that their
memory is that of a program which opens the store and asks. Where the weights of the small embedding model are
there (`COMPANION_MODELS`), it embeds the questions; else what embeds costs nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from memory import Memory
    from memory.embedder import Embedder

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = 200
APPENDS = 50
COLUMNS = ("look-up", "by words", "with vectors", "embedding", "search", "append", "its vector")
WIDTH = 15


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processor time, so that what else runs does not count."""

    median: float
    p95: float

    def __str__(self) -> str:
        return f"{self.median:7.2f} {self.p95:7.2f}"


def cost(do: Callable[[str], object], given: Sequence[str]) -> Cost:
    """Of doing it with one of them, after a few that warm up."""
    for one in given[-5:]:
        do(one)
    taken = []
    for one in given:
        start = time.process_time()
        do(one)
        taken.append(1000 * (time.process_time() - start))
    taken.sort()
    return Cost(taken[len(taken) // 2], taken[int(len(taken) * 0.95)])


def megabytes() -> float:
    """The most memory that this process has had."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells there may be the parent's
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def embedder() -> Embedder:
    """The small embedding model, or dice where there are no weights."""
    from companion.locations import models_folder
    from companion.models.embedder import EmbeddedEmbedder
    from companion.models.protocol import ModelError
    from tests.benchmarks.filling import Dice

    try:
        return EmbeddedEmbedder(models_folder() / f"{Dice.name}.gguf")
    except (ModelError, OSError):
        return Dice()


def ask_by_words(memory: Memory, asked: Sequence[str]) -> dict[str, Cost]:
    """A bare look-up, and recall without vectors."""
    from memory.recall import recall

    sql = "SELECT rowid FROM message_fts WHERE message_fts MATCH ? ORDER BY rank LIMIT 10"
    return {
        "look-up": cost(lambda words: memory.store.rows(sql, (" OR ".join(words.split()),)), asked),
        "by words": cost(lambda words: recall(memory.store, f"What was it about {words}?"), asked),
    }


def ask_with_vectors(memory: Memory, asked: Sequence[str]) -> dict[str, Cost]:
    """Recall with vectors; of it, what making the question's vector costs; and all that a program costs that
    starts, opens the store and asks one question.
    """
    from memory.recall import recall

    mind = embedder()

    def embed(words: str) -> object:
        return mind.embed([f"What was it about {words}?"], query=True)

    def whole(words: str) -> object:
        return recall(memory.store, f"What was it about {words}?", embedder=mind)

    whole(asked[0])
    since_start = 1000 * time.process_time()
    return {
        "first": Cost(since_start, since_start),
        "with vectors": cost(whole, asked),
        "embedding": cost(embed, asked),
    }


def search(memory: Memory, asked: Sequence[str]) -> dict[str, Cost]:
    """Of recall, what the search among vectors costs, and comparing with those found by words."""
    from memory.recall.nearness import meaning
    from memory.recall.recollect import NEAREST
    from tests.benchmarks.filling import Dice

    def near(words: str) -> object:
        meant = meaning(memory.store, Dice(), words)
        found = meant.nearest("message", NEAREST)
        return meant.closeness("message", [*found, *range(1, 8_001, 20)])

    return {"search": cost(near, asked)}


def append(memory: Memory, asked: Sequence[str]) -> dict[str, Cost]:
    """What a message costs that is added, and storing its vector."""
    from tests.benchmarks.filling import START, Dice

    conversation = memory.begin("samantha", START)
    added = cost(lambda text: memory.append(conversation.id, "user", text, START), asked[:APPENDS])
    memory.embedder = Dice()
    return {"append": added, "its vector": cost(lambda _: memory.embed_pending(1), asked[:APPENDS])}


MEASURES = {"words": ask_by_words, "vectors": ask_with_vectors, "search": search, "append": append}


def measure(name: str, path: Path) -> dict[str, Any]:
    """One of `MEASURES`, in this process, which does nothing else; the questions come from stdin."""
    from memory import Memory

    with Memory.open(path) as memory:
        costs = MEASURES[name](memory, json.load(sys.stdin))
    return {"costs": {label: asdict(one) for label, one in costs.items()}, "megabytes": megabytes()}


def measured(name: str, path: Path, asked: str) -> tuple[dict[str, Cost], float]:
    """The same in a process of its own -> costs, and the most memory it had."""
    command = [sys.executable, "-m", "tests.benchmarks.recall_bench", "--measure", name, str(path)]
    folder = Path(__file__).parents[2]
    run = subprocess.run(command, check=True, input=asked, stdout=subprocess.PIPE, cwd=folder, text=True)
    found = json.loads(run.stdout.splitlines()[-1])
    return {label: Cost(**one) for label, one in found["costs"].items()}, found["megabytes"]


def line(path: Path, size: int, asked: str) -> str:
    """All that is measured of one store."""
    costs: dict[str, Cost] = {}
    most: list[float] = []
    for name in MEASURES:
        more, memory = measured(name, path, asked)
        costs |= more
        most.append(memory)
    cells = "".join(f"  {costs[label]}" for label in COLUMNS)
    return f"{size:9}{cells}   {costs['first'].median:6.0f}   {most[0]:5.0f} {most[1]:5.0f}"


def curve(sizes: Sequence[int]) -> None:
    """A line for each size, of one store that grows."""
    from memory import Memory
    from tests.benchmarks.filling import fill, questions

    asked = json.dumps(questions(QUESTIONS))
    print(
        "Milliseconds of processor time, p50 and p95; of a start and one question with vectors, in all; the"
    )
    print("most memory of a process, in MB, by words and with vectors.")
    heads = "".join(f"  {label:>{WIDTH}}" for label in COLUMNS)
    print(f"{'messages':>9}{heads}    start          MB", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "companion.db"
        for size in sorted(sizes):
            with Memory.open(path) as memory:
                fill(memory, size)
            print(line(path, size, asked), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("messages", nargs="*", type=int)
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "STORE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        name, path = options.measure
        print(json.dumps(measure(name, Path(path))))
        return
    most = int(os.environ.get("BENCH_MOST", SIZES[-1]))
    curve(options.messages or [size for size in SIZES if size <= most])


if __name__ == "__main__":
    main()
