"""`companion ask --off-the-record`: answered from memory, and in no file afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from memory import Memory
from tests.conftest import traces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

SECRET = "Zorblax"


def said(home: Path) -> list[str]:
    with Memory.open(home / "companion.db") as memory:
        assert memory.check() == []
        return [row["text"] for row in memory.export()]


def test_it_recalls_and_keeps_nothing(companion: Run, home: Path) -> None:
    companion("ask", "My sister Ada lives in Bergen.", replies=["Noted."])
    done = companion(
        "ask",
        "--off-the-record",
        "--json",
        f"Remind me on Friday that my sister Ada wants a {SECRET}.",
        replies=[f"A {SECRET}, yes."],
    ).json()
    assert done["text"] == f"A {SECRET}, yes."
    assert done["recalled"][0]["text"] == "My sister Ada lives in Bergen."
    assert (done["conversation"], done["message"], done["proposals"]) == (None, None, [])
    assert said(home) == ["My sister Ada lives in Bergen.", "Noted."]
    assert traces(home, SECRET) == []


def test_a_conversation_that_has_begun_is_known_and_stays_as_it_was(companion: Run, home: Path) -> None:
    companion("ask", f"I have a cat. {SECRET[:4]}.", replies=["A cat!"])
    asked = companion("ask", "--off-the-record", "-c", "--explain", f"Is it a {SECRET}?", replies=["It is."])
    assert (asked.code, asked.out) == (0, "It is.\n")
    assert "conversation" in asked.err  # what was said before is in the prompt
    assert said(home) == ["I have a cat. Zorb.", "A cat!"]
    assert companion("ask", "--off-the-record", "--conversation", "c99", "Hm?").code == 1
    assert traces(home, SECRET) == []
    companion("tick")
    assert traces(home, SECRET) == []


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ({"error": "Nobody there.", "advice": "Start it."}, 4),
        ({"text": SECRET, "finish": "length"}, 5),
    ],
)
def test_an_answer_that_fails_is_not_kept_either(
    companion: Run, home: Path, reply: dict[str, str], code: int
) -> None:
    done = companion("ask", "--off-the-record", f"A {SECRET}?", replies=[reply])
    assert done.code == code
    assert said(home) == []
    assert traces(home, SECRET) == []


def test_one_that_is_cut_short_leaves_nothing(home: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text(f'{{"text": "{f"{SECRET} " * 400}", "delay": 0.05}}\n')
    child = subprocess.Popen(
        [sys.executable, "-m", "companion", "ask", "--off-the-record", f"Tell me of {SECRET}."],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"COMPANION_MODEL": "scripted", "COMPANION_SCRIPT": str(script)},
    )
    with child:
        assert child.stdout
        assert SECRET.encode() in os.read(child.stdout.fileno(), 100)
        time.sleep(1.2)  # longer than between two commits of an answer that is kept
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=20)
    assert child.returncode == 130
    assert said(home) == []
    assert traces(home, SECRET) == []


def test_no_memory_at_all_is_another_thing(companion: Run) -> None:
    done = companion("ask", "--off-the-record", "--no-memory", "Hm?")
    assert done.code == 2
    assert "one of the two" in done.err
