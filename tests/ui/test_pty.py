"""The real program on a real terminal: started, talked with, left."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING

import pytest

from memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 30.0  # seconds; the machine may be busy


class Terminal:
    """A child on a pty of 90x28."""

    def __init__(self, *command: str) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 28, 90, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.child = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.seen = b""

    @property
    def text(self) -> str:
        """All that came, without the sequences that place and colour it."""
        return re.sub(rb"\x1b\[[0-9;?]*[ -/]*[@-~]", b"", self.seen).decode(errors="replace")

    def until(self, true: Callable[[], object]) -> None:
        """Reads until something is so."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"it did not come about: {self.text[-2000:]}"
            if select.select([self.ours], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.ours, 65536)
                except OSError:  # the child has gone
                    return

    def write(self, keys: str) -> None:
        """Types."""
        os.write(self.ours, keys.encode())

    def code(self) -> int:
        """Waits for the end."""
        self.until(lambda: self.child.poll() is not None)
        return self.child.wait(PATIENCE)


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
    terminal = Terminal(sys.executable, "-m", "companion", "--model", "scripted")
    yield terminal
    if terminal.child.poll() is None:
        terminal.child.kill()
        terminal.child.wait()
    os.close(terminal.ours)


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
