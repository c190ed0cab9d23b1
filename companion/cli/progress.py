"""A progress bar for work that is counted: on stderr, and only where that is a terminal."""

from __future__ import annotations

import sys

import click

from companion.safety.sanitize import one_line

WIDTH = 78  # columns that the bar takes at the most
_FULL = 20


class Counting:
    """How many of `total` are done. It is drawn over by whatever is printed after `clear`."""

    def __init__(self, total: int, doing: str) -> None:
        self.total = total
        self.doing = doing
        self.done = 0
        self.show()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        self.show()

    def show(self) -> None:
        """Draw it."""
        self._draw(drawn(self.done, self.total, self.doing))

    def clear(self) -> None:
        """Make room for a line of output."""
        self._draw("")

    def _draw(self, line: str) -> None:
        if sys.stderr is not None and sys.stderr.isatty():
            click.echo(f"\r{line:<{WIDTH}}\r", err=True, nl=False)


def drawn(done: int, total: int, doing: str) -> str:
    """`[#####---------------] 3 of 12 tests`."""
    full = done * _FULL // total if total else _FULL
    return one_line(f"[{'#' * full}{'-' * (_FULL - full)}] {done} of {total} {doing}", WIDTH)
