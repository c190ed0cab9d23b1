"""Forgetting from the screen: shown first, then done beside it, and the screen lives on."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from companion.ui.screens.conversations import Conversations
from companion.ui.screens.dialogs import Confirm
from companion.ui.screens.forgetting import Underway, consequence, erase, listed, preview, underway
from memory import Memory
from memory.records import StoreError
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.ui.conftest import Open, Stage


def test_what_goes_is_counted_in_english() -> None:
    assert listed({"messages": 1204, "facts": 1, "summaries": 1, "titles": 0}) == (
        "1,204 messages, 1 fact, 1 summary"
    )
    assert consequence({"facts": 1}) == "1 fact goes for good."
    assert consequence({"messages": 1, "facts": 1}) == "1 message, 1 fact go for good."


async def test_a_preview_erases_nothing(memory: Memory) -> None:
    talked(memory, "Elm", "The treasure is under the elm.", "Which elm?")
    assert await preview(memory, matching="treasure") == {"messages": 1}
    assert memory.search("treasure")


@asynccontextmanager
async def forgetting_while_another_writes(stage: Stage, home: Path) -> AsyncIterator[None]:
    """She has been told to forget the treasure, and can't until the end of this block."""
    with Memory.open(home / "companion.db") as other, other.batch():
        other.begin(persona="samantha", at=stage.chat.now())
        await stage.command("/forget treasure")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.press("y")
        await stage.sees("Forgetting …")
        yield


async def test_while_another_program_writes_the_screen_lives_on(
    opened: Open, memory: Memory, home: Path
) -> None:
    talked(memory, "Elm", "The treasure is under the elm.", "Which elm?")
    async with opened() as stage:
        async with forgetting_while_another_writes(stage, home):  # it waits, and is painted all the same
            assert underway(stage.app)
            await stage.press("escape")
            await stage.chat.background.look()  # does not get in the way
            assert isinstance(stage.app.screen, Underway)
        await stage.sees("Forgotten: 1 message")
        assert memory.search("treasure") == []
        assert not underway(stage.app)


async def test_what_is_quick_is_not_announced(opened: Open, memory: Memory) -> None:
    talked(memory, "Elm", "The treasure is under the elm.", "Which elm?")
    async with opened() as stage:
        screen = Underway("Forgetting …", lambda: preview(memory, matching="elm"))
        stage.app.push_screen(screen)
        await stage.until(lambda: not underway(stage.app))
        assert not screen.has_class("seen")


async def test_it_closes_itself_and_not_the_screen_that_lies_over_it(opened: Open) -> None:
    async with opened() as stage:
        over = Confirm("Is this still here?", "")

        async def work() -> None:
            await stage.app.push_screen(over)

        ended = stage.app.run_worker(stage.app.push_screen_wait(Underway("Forgetting …", work)))
        await stage.until(lambda: stage.app.screen is over)
        await stage.pilot.pause(0.1)
        assert stage.app.screen is over
        over.dismiss(None)
        await stage.until(lambda: ended.is_finished)
        assert not underway(stage.app)


async def test_it_ends_also_while_the_terminal_is_too_small(opened: Open, memory: Memory, home: Path) -> None:
    talked(memory, "Elm", "The treasure is under the elm.", "Which elm?")
    async with opened() as stage:
        async with forgetting_while_another_writes(stage, home):
            await stage.pilot.resize_terminal(40, 10)
            await stage.sees("This needs a terminal")
        await stage.until(lambda: not memory.search("treasure"))
        await stage.pilot.resize_terminal(80, 24)
        await stage.sees("Forgotten: 1 message")


async def test_what_could_not_be_forgotten_is_said(opened: Open, memory: Memory) -> None:
    async with opened() as stage:
        failed: list[StoreError] = []

        async def attempt() -> None:
            try:
                await erase(stage.app, memory, matching=" ")
            except StoreError as error:
                failed.append(error)

        await stage.app.run_worker(attempt()).wait()
        assert "empty text" in str(failed[0])
        assert not underway(stage.app)


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_a_conversation_is_deleted_beside_the_screen(
    opened: Open, memory: Memory, home: Path, size: tuple[int, int]
) -> None:
    talked(memory, "Secret", "The treasure is under the elm.")
    async with opened(size=size) as stage:
        await stage.press("ctrl+l")
        await stage.sees("Secret")
        await stage.press("d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        with Memory.open(home / "companion.db") as other, other.batch():
            other.begin(persona="samantha", at=stage.chat.now())
            await stage.press("y")
            await stage.sees("Forgetting …")
        await stage.until(lambda: isinstance(stage.app.screen, Conversations))
        await stage.sees("There are no conversations yet.")
        assert memory.search("treasure") == []
