"""The clock of one answer: its first content, each further one and the whole have to come in time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from companion.models.failures import LateError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from companion.config import Deadlines

T = TypeVar("T")
AFTER_THE_END = 2.0  # seconds for the token count, which some servers send after the finish reason


class Countdown:
    """Counts from when it is made. Only content moves the next deadline, so a server that sends comments or
    empty chunks is as late as a silent one. `timeout`, in seconds, stands in for the deadline of the whole.
    """

    def __init__(self, deadlines: Deadlines, timeout: float | None = None) -> None:
        self._deadlines = deadlines
        self._whole = deadlines.total if timeout is None else timeout
        self._end = self._now() + self._whole
        self.begin()

    def begin(self) -> None:
        """A request goes out: its first content is due."""
        self._expect(self._deadlines.first_token, "said nothing for {} s")

    def content(self) -> None:
        """Something of the answer came."""
        self._expect(self._deadlines.gap, "said nothing more for {} s")

    def finished(self) -> None:
        """The finish reason came: only the token count is still awaited."""
        self._expect(AFTER_THE_END, "did not close the answer within {} s")

    def left(self) -> float:
        """Seconds until the whole answer is due."""
        return self._end - self._now()

    async def wait(self, coming: Awaitable[T]) -> T:
        """What is awaited, unless a deadline passes first: `LateError`."""
        try:
            async with asyncio.timeout_at(min(self._due, self._end)) as scope:
                return await coming
        except TimeoutError:
            if not scope.expired():
                raise
            raise LateError(self._verdict()) from None

    def _verdict(self) -> str:
        if self._end <= self._due:
            return f"did not finish within the {self._whole:g} s that the answer may take"
        return self._lateness

    def _expect(self, seconds: float, lateness: str) -> None:
        self._due = self._now() + seconds
        self._lateness = lateness.format(f"{seconds:g}")

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
