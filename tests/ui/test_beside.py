"""A second hold on the memory, in a thread: what takes long there leaves the loop free."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from companion.models.embedding_endpoint import EndpointEmbedder
from companion.ui.beside import Beside, beside
from memory import Memory
from memory.records import NotFoundError
from tests.models.embedding_server import embedding_server
from tests.ui.conftest import TUESDAY
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Open


def thread_of(_: Memory) -> str:
    """Where the question is asked."""
    return threading.current_thread().name


async def test_it_is_asked_in_a_thread_and_sees_what_was_kept(memory: Memory) -> None:
    memory.learn("You have a beagle.", said_by="user", at=TUESDAY)
    async with beside(memory) as aside:
        assert [fact.text for fact in await aside.ask(lambda own: own.facts())] == ["You have a beagle."]
        await aside.ask(lambda own: own.pin(1))
        assert await aside.ask(thread_of) != threading.current_thread().name
    assert memory.fact(1).pinned


async def test_what_goes_wrong_there_is_raised_here(memory: Memory) -> None:
    async with beside(memory) as aside:
        with pytest.raises(NotFoundError):
            await aside.ask(lambda own: own.fact(9))


async def test_the_loop_goes_on_meanwhile(memory: Memory) -> None:
    go = threading.Event()
    async with beside(memory) as aside:
        waiting = asyncio.create_task(aside.ask(lambda _: go.wait(5)))
        for _ in range(5):
            await asyncio.sleep(0.01)
        assert not waiting.done()
        go.set()
        assert await waiting


async def test_who_stops_waiting_does_not_break_what_comes_after(memory: Memory) -> None:
    go = threading.Event()
    async with beside(memory) as aside:
        waiting = asyncio.create_task(aside.ask(lambda _: go.wait(5)))
        await asyncio.sleep(0.02)
        waiting.cancel()
        go.set()
        assert await aside.ask(lambda own: own.facts()) == []


async def test_a_memory_that_no_file_holds_is_asked_where_it_is() -> None:
    with Memory.open(":memory:") as memory:
        memory.learn("You have a beagle.", said_by="user", at=TUESDAY)
        async with beside(memory) as aside:
            assert await aside.ask(thread_of) == threading.current_thread().name
            assert len(await aside.ask(lambda own: own.facts())) == 1


async def test_an_encrypted_memory_is_opened_with_its_key(tmp_path: Path) -> None:
    with Memory.open(tmp_path / "secret.db", key=b"a long passphrase") as memory:
        aside = Beside(memory)
        assert await aside.ask(lambda own: own.facts()) == []
        aside.close()


async def test_an_embedder_that_hangs_holds_up_the_answer_and_not_the_screen(
    opened: Open, memory: Memory
) -> None:
    talked(memory, "Rain", "It rained on the ferry.")
    with embedding_server() as server:
        server.delay = 1.0
        memory.embedder = EndpointEmbedder(server.url, "m")
        async with opened("Ah, the ferry.") as stage:
            await stage.send("Where did it rain?")
            await stage.until(lambda: server.texts)
            await stage.type("And meanwhile")
            assert "And meanwhile" in stage.words
            assert "Ah, the ferry." not in stage.words
            await stage.sees("Ah, the ferry.")
        memory.embedder.close()


async def test_lists_and_searches_wait_beside_the_screen(opened: Open, memory: Memory) -> None:
    talked(memory, "Moving to Lisbon", "I signed the lease.")
    go = threading.Event()
    async with opened() as stage:
        busy = asyncio.create_task(stage.chat.aside.ask(lambda _: go.wait(5)))
        await stage.press("ctrl+l")
        await stage.sees("enter resume")
        assert "Lisbon" not in stage.words
        assert "no conversations" not in stage.words
        await stage.press("escape")
        await stage.command("/search lease")
        await stage.sees("Search in everything said")
        assert "1 message" not in stage.words
        go.set()
        await stage.sees("1 message")
        assert await busy
