"""The memory once more, in a thread of its own: what takes long there does not hold up the screen."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from memory import Memory

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

Answer = TypeVar("Answer")


class Beside:
    """Asks one question after the other; `close` it. A memory that no file holds is asked where it is."""

    def __init__(self, memory: Memory) -> None:
        self._shared = memory
        self._own: Memory | None = None
        self._thread = ThreadPoolExecutor(1, "memory")

    async def ask(self, question: Callable[[Memory], Answer]) -> Answer:
        """What the question finds or does. Raises what it raises.

        Who stops waiting does not stop it, unless it has not begun.
        """
        if self._shared.store.volatile:
            return question(self._shared)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(self._asked, question))

    def _asked(self, question: Callable[[Memory], Answer]) -> Answer:
        if self._own is None:
            self._own = Memory.open(self._shared.store.path, self._shared.store.key)
        self._own.embedder = self._shared.embedder
        return question(self._own)

    def close(self) -> None:
        """Lets go of the file, when what it does is done."""
        self._thread.submit(self._let_go)
        self._thread.shutdown(wait=False)

    def _let_go(self) -> None:
        if self._own is not None:
            self._own.close()


@asynccontextmanager
async def beside(memory: Memory) -> AsyncIterator[Beside]:
    """For a single thing that takes long."""
    one = Beside(memory)
    try:
        yield one
    finally:
        one.close()
