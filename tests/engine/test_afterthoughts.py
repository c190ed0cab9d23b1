"""What is made of a conversation when it is over leaves the loop to who types."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from companion.engine.afterthoughts import Afterthoughts
from memory import Memory
from tests.engine.conversation import MONDAY

MANY = 10_000


def talked(memory: Memory) -> int:
    number = memory.begin("samantha", MONDAY).id
    memory.append(number, "user", "I live in Kiel.", MONDAY)
    return number


async def longest_pause(work: asyncio.Task[None]) -> float:
    """Seconds for which nothing else could be done while the work went on."""
    longest = 0.0
    while not work.done():
        began = time.perf_counter()
        await asyncio.sleep(0)
        longest = max(longest, time.perf_counter() - began)
    await work
    return longest


async def test_with_many_facts_nobody_waits_while_she_learns(memory: Memory) -> None:
    with memory.batch():
        for number in range(MANY):
            memory.learn(f"Bo{number} likes the number {number}.", said_by="user", at=MONDAY, topic="people")
    began = time.perf_counter()
    learning = asyncio.ensure_future(Afterthoughts(memory).learn(talked(memory), MONDAY + timedelta(1)))
    pause = await longest_pause(learning)
    assert memory.facts()[-1].text == "You live in Kiel."
    assert pause < (time.perf_counter() - began) / 3


async def test_what_no_file_holds_is_learned_from_too() -> None:
    with Memory.open(":memory:") as memory:
        await Afterthoughts(memory).learn(talked(memory), MONDAY + timedelta(1))
        assert [fact.text for fact in memory.facts()] == ["You live in Kiel."]


async def test_cut_short_it_is_done_once_all_the_same(memory: Memory) -> None:
    number = talked(memory)
    thoughts = Afterthoughts(memory)
    for _ in range(3):
        learning = asyncio.ensure_future(thoughts.learn(number, MONDAY + timedelta(1)))
        await asyncio.sleep(0)
        learning.cancel()
    await thoughts.learn(number, MONDAY + timedelta(1))
    (fact,) = memory.facts(include_superseded=True)
    assert fact.sources == (memory.messages(number)[0].id,)
