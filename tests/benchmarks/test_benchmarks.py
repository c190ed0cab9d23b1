"""The benchmark of recall: it prints a line a size, and its stores are sound."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from memory import Memory
from tests.benchmarks.filling import FUNCTION_WORDS, Dice, fill, questions, sentences


def test_a_store_is_filled_and_grows(tmp_path: Path) -> None:
    with Memory.open(tmp_path / "companion.db") as memory:
        fill(memory, 50)
        fill(memory, 130)
        assert memory.check() == []
        assert memory.store.value("SELECT count(*) FROM message") == 130
        memory.embedder = Dice()
        assert memory.unembedded() == 0
        assert memory.store.value("SELECT count(*) FROM message_vector") == 130
        assert memory.recall(questions(1)[0])


def test_words_are_as_common_as_in_life() -> None:
    said = [sentence.split() for sentence in sentences(1, 2_000)]
    assert (min(map(len, said)), max(map(len, said))) == (5, 30)
    words = [word for sentence in said for word in sentence]
    assert 0.3 < sum(word in FUNCTION_WORDS for word in words) / len(words) < 0.6
    assert all(len(question.split()) == 3 for question in questions(20))


def test_a_line_a_size_is_printed(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.recall_bench", "100"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "COMPANION_MODELS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    cells = run.stdout.splitlines()[-1].split()
    assert cells[0] == "100"
    assert len(cells) == 1 + 2 * 7 + 3
    assert all(float(cell) >= 0 for cell in cells)
