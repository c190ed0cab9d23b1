"""Turns at something that does one thing at a time: a question goes before all that waits."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Turns:
    """A lock with two queues. Work that takes many turns is held up, and never holds up, by more than one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._asking = 0

    @contextmanager
    def turn(self, *, first: bool = False) -> Iterator[None]:
        """Inside, it is nobody else's; `first`: before those that wait without being so."""
        with self._changed:
            self._asking += first
            self._changed.wait_for(lambda: not self._taken and (first or not self._asking))
            self._asking -= first
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()
