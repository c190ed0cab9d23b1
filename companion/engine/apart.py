"""Work on the memory in a thread: who types does not wait for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from memory import Memory

Made = TypeVar("Made")


async def apart(memory: Memory, work: Callable[[Memory], Made]) -> Made:
    """What the work makes, all of it or nothing, with the store opened once more.

    A memory that no file holds is worked on where it is. Cancelled, the work is done all the same, or not at
    all; so it has to be such that to do it again changes nothing.
    """
    store = memory.store
    if store.volatile:
        return work(memory)

    def own() -> Made:
        with type(memory).open(store.path, store.key) as opened, opened.batch():
            return work(opened)

    return await asyncio.to_thread(own)
