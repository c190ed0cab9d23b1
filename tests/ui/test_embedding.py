"""What is embedded and forgotten in the background of the conversation, and never in its way."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from companion import config, wake
from companion.engine.schedule import schedule
from companion.models.embedding_endpoint import EndpointEmbedder
from memory import Memory
from memory.embedding import SLICE, Pace
from tests.models.embedding_server import embedding_server
from tests.ui.conftest import TUESDAY
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Open

FIRST = Pace().count  # texts
LINES = [f"Day {n}, and rain again." for n in range(200)]


async def test_what_waits_is_embedded_when_it_is_still(opened: Open, memory: Memory) -> None:
    talked(memory, "Rain", *LINES)
    with embedding_server() as server:
        memory.embedder = EndpointEmbedder(server.url, "m")
        async with opened(embed=wake.embedding(memory), still=0.0, size=(100, 40)) as stage:
            await stage.command("/memory")
            await stage.sees("Facts 0")
            await stage.press("i")
            await stage.sees("200 waiting to be made")
            await stage.press("escape", "escape")
            await stage.chat.background.look()
            await stage.until(lambda: memory.unembedded() == 0)
            await stage.command("/memory")
            await stage.sees("Facts 0")
            await stage.press("i")
            await stage.sees("messages 200")
            assert "waiting to be made" not in stage.words
        memory.embedder.close()


async def test_a_key_ends_it_and_so_does_a_message(opened: Open, memory: Memory) -> None:
    talked(memory, "Rain", *LINES)
    slices: list[float] = []

    async def embed() -> bool:
        slices.append(time.monotonic())
        await asyncio.sleep(0.02)
        return True

    async with opened("Yes.", embed=embed, still=0.3) as stage:
        await stage.pilot.pause(0.4)
        await stage.chat.background.look()
        await stage.until(lambda: len(slices) > 2)
        await stage.press("x")
        await stage.pilot.pause(0.1)
        before = len(slices)
        await stage.pilot.pause(0.15)
        assert len(slices) == before  # somebody is writing
        await stage.pilot.pause(0.4)
        await stage.chat.background.look()
        await stage.until(lambda: len(slices) > before + 2)
        await stage.say("Hello.")
        before = len(slices)
        await stage.pilot.pause(0.15)
        assert len(slices) == before


async def test_a_slice_is_short_and_in_a_thread(memory: Memory) -> None:
    """A few texts that take all of a slice's time are never followed by more, however busy the machine."""
    talked(memory, "Rain", *LINES)
    with embedding_server() as server:
        server.delay = SLICE
        memory.embedder = EndpointEmbedder(server.url, "m")
        embed = wake.embedding(memory)
        for _ in range(3):
            waiting, ticks = memory.unembedded(), 0
            slice_ = asyncio.create_task(embed())
            while not slice_.done():
                await asyncio.sleep(0.005)
                ticks += 1
            assert slice_.result()
            assert 0 < waiting - memory.unembedded() <= FIRST
            assert ticks > 2  # the screen went on
        memory.embedder.close()


async def test_an_embedder_that_fails_is_no_business_of_the_conversation(
    opened: Open, memory: Memory
) -> None:
    talked(memory, "Rain", *LINES[:3])
    memory.embedder = EndpointEmbedder("http://127.0.0.1:9/v1", "m")
    async with opened("Yes.", embed=wake.embedding(memory), still=0.0) as stage:
        await stage.chat.background.look()
        await stage.pilot.pause(0.2)
        assert "Nothing answers" not in stage.words
        await stage.say("Hello.")
        await stage.sees("Yes.")


async def test_nor_does_it_keep_her_from_reflecting(opened: Open, memory: Memory) -> None:
    talked(memory, "Rain", *LINES[:3])
    memory.embedder = EndpointEmbedder("http://127.0.0.1:9/v1", "m")
    reflected = asyncio.Event()

    async def reflect() -> None:
        reflected.set()

    async with opened(embed=wake.embedding(memory), reflect=reflect, still=0.0) as stage:
        await stage.chat.background.look()
        await stage.until(reflected.is_set)


async def test_what_is_learned_meanwhile_waits_for_its_vector(memory: Memory) -> None:
    """Else a server that hangs would hold up the screen, and an answer to a script."""
    there = talked(memory, "Home", "I live in Bremen.")
    with embedding_server() as server:
        memory.embedder = EndpointEmbedder(server.url, "m")
        schedule(memory, there.id, TUESDAY, ended=True)
        await wake.reflector(config.Settings(now=TUESDAY), memory, None).run()
        assert [fact.text for fact in memory.facts()] == ["You live in Bremen."]
        assert server.texts == []
        memory.embedder.close()


async def test_a_memory_that_is_encrypted_is_opened_with_its_key(tmp_path: Path) -> None:
    with (
        embedding_server() as server,
        Memory.open(tmp_path / "secret.db", key=b"a long passphrase") as memory,
    ):
        talked(memory, "Rain", *LINES[:3])
        memory.embedder = EndpointEmbedder(server.url, "m")
        assert await wake.embedding(memory)()
        assert memory.unembedded() == 0
        memory.embedder.close()


async def test_without_an_embedder_there_is_nothing_to_do(memory: Memory) -> None:
    talked(memory, "Rain", *LINES[:3])
    assert not await wake.embedding(memory)()


async def test_where_texts_go_is_on_the_screen_when_they_leave(opened: Open, memory: Memory) -> None:
    memory.embedder = EndpointEmbedder("https://vectors.example/v1", "m", connect=0.1)
    memory.embedder._failure = (time.monotonic() + 60, RuntimeError("not in a test"))  # type: ignore[assignment]
    async with opened("Yes.", size=(110, 40)) as stage:
        await stage.sees("recall asks vectors.example")
        await stage.say("Hello.")
        await stage.command("/context")
        await stage.sees("goes to vectors.example as well")


async def test_the_old_is_forgotten_when_the_conversation_opens(opened: Open, memory: Memory) -> None:
    talked(memory, "Old", "The old word is Quillon.", days=400)
    talked(memory, "New", "The new word is heron.", days=3)
    settings = config.Settings(now=TUESDAY, retention_days=365)
    async with opened(forget_old=wake.forgetting(settings, memory)) as stage:
        await stage.until(lambda: len(memory.conversations()) == 1)
    assert [row["text"] for row in memory.export()] == ["The new word is heron."]
    keeps = config.Settings(now=TUESDAY + timedelta(days=9000))
    await wake.forgetting(keeps, memory)()
    assert len(list(memory.export())) == 1
