"""The work of reflection as rows: lent, cut short, taken up again, forgotten, and added to by others."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.reflect import Reflector
from companion.engine.schedule import BY_CODE, SILENCE, schedule
from companion.models.scripted import Reply, ScriptedModel
from memory.records import USER
from tests.engine.test_reflect import FACTS, LATER, NOW, SUMMARY, reflector, talked, texts

if TYPE_CHECKING:
    from memory import Memory


async def test_work_that_is_cancelled_is_free_again_at_once(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    await reflector(memory).run()
    slow = Reflector(memory, ScriptedModel([Reply(SUMMARY, delay=0.2)]), lambda: LATER)
    task = asyncio.create_task(slow.run())
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert memory.summaries()[0].method == "extractive"
    await reflector(memory, SUMMARY, FACTS).run()
    assert memory.summaries()[0].method == "scripted"


async def test_work_whose_program_died_is_claimed_again_when_its_lease_ends(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    dead = memory.claim(LATER, kinds=["summary"], lease_seconds=0)
    assert dead is not None
    await reflector(memory).run()
    assert len(memory.summaries()) == 1


async def test_work_that_another_program_has_is_left_to_it(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    assert memory.claim(LATER, kinds=["summary"]) is not None
    await reflector(memory).run()
    assert memory.summaries() == []


async def test_turns_that_come_while_it_works_are_looked_at_afterwards(memory: Memory) -> None:
    number = talked(memory)
    schedule(memory, number, NOW)

    async def a_turn_comes(conversation: int, now: datetime) -> None:
        memory.append(conversation, USER, "I adopted a dog called Rex.", now)
        schedule(memory, conversation, now)

    await reflector(memory, proposals=a_turn_comes).run()
    assert "You adopted a dog called Rex." not in texts(memory)
    while await reflector(memory).run_once(LATER + SILENCE):
        pass
    assert "You adopted a dog called Rex." in texts(memory)
    assert "Rex" in memory.summaries()[0].text
    assert len(memory.summaries()) == 1


async def test_a_conversation_that_was_forgotten_is_no_work(memory: Memory) -> None:
    number = talked(memory)
    schedule(memory, number, NOW)
    memory.forget(conversation_ids=[number])
    await reflector(memory, SUMMARY, FACTS).run()
    assert memory.summaries() == []
    assert memory.claim(LATER + timedelta(days=1)) is None


async def test_what_is_forgotten_while_the_model_thinks_is_not_stored(memory: Memory) -> None:
    number = talked(memory)
    schedule(memory, number, NOW)
    await reflector(memory).run()
    slow = Reflector(memory, ScriptedModel([Reply(SUMMARY, delay=0.05), SUMMARY]), lambda: LATER)
    task = asyncio.create_task(slow.run_once(LATER))
    await asyncio.sleep(0.1)
    memory.forget(message_ids=[memory.messages(number)[2].id])
    await task
    assert not any("Piotr" in summary.text for summary in memory.summaries())
    assert memory.claim(LATER, kinds=["summary+model"]) is not None


async def test_others_can_add_work_of_their_own(memory: Memory) -> None:
    number = talked(memory)
    schedule(memory, number, NOW)
    done: list[tuple[int, datetime]] = []

    async def proposals(conversation: int, now: datetime) -> None:
        done.append((conversation, now))

    await reflector(memory, proposals=proposals).run()
    assert done == [(number, LATER)]
    assert memory.claim(LATER, kinds=BY_CODE) is None


async def test_a_defect_in_a_handler_frees_its_work_and_is_not_hidden(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)

    async def broken(conversation: int, now: datetime) -> None:
        raise RuntimeError("a defect")

    with pytest.raises(RuntimeError, match="a defect"):
        await reflector(memory, proposals=broken).run()
    assert memory.claim(LATER, kinds=["proposals"]) is not None


async def test_it_goes_on_looking_until_it_is_cancelled(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    task = asyncio.create_task(reflector(memory).run(until_idle=False))
    await asyncio.sleep(0.2)
    assert memory.summaries()
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
