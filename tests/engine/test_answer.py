"""Her answer is a row from before the request until whatever ends it, and nobody takes it for abandoned."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from companion.engine.events import Composed, Recalled
from companion.models.protocol import End, ModelError, Text
from memory import Memory
from tests.engine.conftest import say

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from pathlib import Path

    from companion.engine.engine import Engine
    from companion.models.protocol import Chunk, Request
    from memory.records import Message

    Make = Callable[..., Engine]


class Newcomer:
    """A model that learns its name with its first answer, as an endpoint does that was told none."""

    name = "127.0.0.1:9"
    host = "127.0.0.1:9"
    window = 8192

    def __init__(self, error: ModelError | None = None) -> None:
        self._error = error

    async def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:
        self.name = "tiny-chat"
        yield Text("Well")
        if self._error:
            raise self._error
        yield End("stop")

    async def close(self) -> None:
        """Nothing is open."""


def last(memory: Memory, conversation: int) -> Message:
    return memory.messages(conversation)[-1]


@pytest.mark.parametrize("moment", [Recalled, Composed])
async def test_whoever_leaves_before_her_first_word_leaves_no_answer_open(
    samantha: Make, memory: Memory, moment: type
) -> None:
    engine = samantha("Never said.")
    talk = engine.begin()
    turn = engine.turn(talk.id, "Are you there?")
    async for event in turn:
        if isinstance(event, moment):
            break
    await turn.aclose()
    assert [m.status for m in memory.messages(talk.id)] in (["complete"], ["complete", "interrupted"])


async def test_the_name_that_a_model_has_in_the_end_is_stored(samantha: Make, memory: Memory) -> None:
    engine = samantha()
    engine.model = Newcomer()
    talk = engine.begin()
    await say(engine, talk.id, "Who are you?")
    assert last(memory, talk.id).model == "tiny-chat"
    engine.model = Newcomer(ModelError("It broke.", "Ask again."))
    await say(engine, talk.id, "And now?")
    assert (last(memory, talk.id).model, last(memory, talk.id).status) == ("tiny-chat", "error")


async def test_what_she_said_before_a_long_silence_is_kept_meanwhile(samantha: Make, memory: Memory) -> None:
    engine = samantha()
    engine.model = Silent("one ", "two")
    talk = engine.begin()
    task = asyncio.create_task(say(engine, talk.id, "Count."))
    await asyncio.sleep(1.6)
    assert last(memory, talk.id).text == "one two"
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert last(memory, talk.id).status == "interrupted"


class Silent(Newcomer):
    """Says its words and then nothing for a long time."""

    def __init__(self, *words: str) -> None:
        super().__init__()
        self._words = words

    async def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:
        for word in self._words:
            yield Text(word)
        await asyncio.sleep(60)
        yield End("stop")


async def test_an_answer_that_takes_its_time_is_not_taken_for_abandoned(
    samantha: Make, memory: Memory, home: Path
) -> None:
    engine = samantha()
    engine.model = Silent()
    talk = engine.begin()
    task = asyncio.create_task(say(engine, talk.id, "Think."))
    await asyncio.sleep(0.1)
    memory.store.execute("UPDATE message SET touched = '2020-01-01T00:00:00.000000+00:00'")
    await asyncio.sleep(5.2)
    with Memory.open(home / "companion.db") as another:
        assert last(another, talk.id).status == "streaming"
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_answer_that_was_taken_for_abandoned_ends_without_a_word_of_it(memory: Memory) -> None:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    talk = memory.begin("samantha", at)
    row = memory.append(talk.id, "companion", "", at, status="streaming")
    memory.update(row.id, status="interrupted", detail="The program ended while she answered.")
    done = memory.update(row.id, text="Here I am.", status="complete")
    assert (done.status, done.detail) == ("complete", None)
