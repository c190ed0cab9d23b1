"""The real program on a real terminal: started, talked with, left."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from memory import Memory
from tests.ui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def companion(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The program with a script for a model, not at its first start."""
    script = tmp_path / "script.jsonl"
    script.write_text(
        "\n".join(map(json.dumps, ["Zebras, obviously.", {"text": "and so on " * 60, "delay": 0.05}]))
    )
    monkeypatch.setenv("COMPANION_SCRIPT", str(script))
    home.mkdir()
    (home / "config.toml").write_text('name = "Anna"\n')
    with Terminal(sys.executable, "-m", "companion", "--model", "scripted") as terminal:
        yield terminal


def test_a_conversation_in_a_terminal(companion: Terminal, home: Path) -> None:
    companion.until(lambda: "Say something to Samantha" in companion.text)
    companion.write("What has stripes?\r")
    companion.until(lambda: "Zebras, obviously." in companion.text)
    companion.write("\x1b[200~And a second\nline?\x1b[201~")  # a paste
    companion.until(lambda: "line?" in companion.text)
    companion.write("\r")
    companion.until(lambda: "and so on and so on" in companion.text)
    companion.write("\x11")
    assert companion.code() == 0
    assert b"Traceback" not in companion.seen
    with Memory.open(home / "companion.db") as memory:
        (talk,) = memory.conversations()
        greeting, asked, answered, pasted, last = memory.messages(talk.id)
        assert greeting.author == "companion"
        assert (asked.text, answered.text) == ("What has stripes?", "Zebras, obviously.")
        assert pasted.text == "And a second\nline?"
        assert last.status == "interrupted"
        assert last.text.startswith("and so on and so on")


def test_it_leaves_the_terminal_as_it_was(companion: Terminal) -> None:
    companion.until(lambda: "Say something to Samantha" in companion.text)
    companion.write("\x11")
    assert companion.code() == 0
    assert b"\x1b[?1049h" in companion.seen  # its own screen
    assert companion.seen.rindex(b"\x1b[?1049l") > companion.seen.rindex(b"\x1b[?1049h")
    assert companion.seen.rindex(b"\x1b[?25h") > companion.seen.rindex(b"\x1b[?25l")  # the cursor is back
    for mouse in (b"\x1b[?1000", b"\x1b[?2004"):  # mouse reports, marked pastes
        assert companion.seen.rindex(mouse + b"l") > companion.seen.rindex(mouse + b"h")
