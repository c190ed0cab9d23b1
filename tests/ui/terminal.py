"""A program on a real terminal, as a person has it before them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 30.0  # seconds; the machine may be busy


class Terminal:
    """A child on a pty of 90x28; as a context, it has ended at the end."""

    def __init__(self, *command: str) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 28, 90, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.child = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.seen = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        os.close(self.ours)

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
