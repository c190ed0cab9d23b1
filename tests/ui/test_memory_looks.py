"""How the memory screen looks and holds: sizes, colours, the mouse, hostile texts, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from companion.ui.screens.dialogs import Page
from companion.ui.screens.memory import MemoryScreen
from companion.ui.screens.sources import Sources
from companion.ui.themes import LIGHT
from companion.ui.widgets.listing import Listing
from tests.ui.conftest import TUESDAY
from tests.ui.test_memory import moved, noted, shown
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from memory import Memory
    from tests.ui.conftest import Open

HOSTILE = "[bold red]loud[/] [@click=app.quit]x[/] \x1b[31m\x1b]0;title\x07 \u202eevil"


async def test_everything_has_its_place_for_the_mouse(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        tabs, keys = screen.query_one(".tabs"), screen.query_one(".keys")
        await stage.pilot.click(Listing, offset=(5, 1))
        await stage.until(lambda: screen.here is not None and screen.here.text == "You live in Lisbon.")
        await stage.pilot.click(Listing, offset=(5, 1))
        await stage.until(lambda: isinstance(stage.app.screen, Sources))
        await stage.press("escape")
        for word, part in (("outdated", keys), ("Messages", tabs), ("search", keys)):
            line = part.region.y
            rows = stage.seen.splitlines()
            x, y = next((row.index(word), n) for n, row in enumerate(rows) if n >= line and word in row)
            await stage.pilot.click(part, offset=(x - part.region.x, y - line))
            await stage.pilot.pause(0.1)
        assert screen.outdated
        assert screen.tab == "messages"
        assert isinstance(stage.app.focused, Input)


async def test_how_much_is_kept_is_a_key_away(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        await shown(stage)
        await stage.press("i")
        await stage.until(lambda: isinstance(stage.app.screen, Page))
        await stage.sees("companion.db")
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, MemoryScreen))


@pytest.mark.parametrize("size", [(60, 16), (100, 30)])
async def test_what_is_hostile_or_endless_stays_text(
    opened: Open, memory: Memory, size: tuple[int, int]
) -> None:
    endless = "Endless words \u200b" * 700
    talked(memory, None, HOSTILE, endless)
    memory.learn(HOSTILE, said_by=HOSTILE, topic=HOSTILE, at=TUESDAY, sources=[1], quote=HOSTILE[:20])
    memory.learn(endless, said_by="user", at=TUESDAY, sources=[2])
    noted(memory, HOSTILE)
    async with opened(size=size) as stage:
        screen = await shown(stage)
        for tab in ("1", "2", "3"):
            await stage.press(tab)
            await stage.until(lambda: screen.shown)
            await stage.sees("[bold red]loud[/]")
            assert not set(stage.seen) & {"\x1b", "\x07", "\u202e", "\u200b"}
        await stage.press("1", "t")
        await stage.pilot.pause(0.1)
        await stage.press("escape", "end", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Sources))
        await stage.pilot.pause(0.1)
        assert len(stage.seen.splitlines()) == size[1]
        assert all(len(line) <= size[0] for line in stage.seen.splitlines())
        assert stage.app.is_running


async def test_at_its_smallest_there_is_room_and_below_it_says_so(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened(size=(60, 16)) as stage:
        await shown(stage)
        for text in ("Facts 2", "★ You are allergic", "You live in Lisbon.", "esc back", "told her so"):
            assert text in stage.words
        await stage.pilot.resize_terminal(50, 12)
        await stage.sees("This needs a terminal of 60x15.")
        await stage.pilot.resize_terminal(90, 30)
        await stage.sees("Memory Facts 2")
        await stage.sees("You live in Lisbon.")


async def test_it_has_the_colours_of_the_theme(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("f2")
        await stage.until(lambda: stage.app.theme == LIGHT.name)
        await stage.pilot.pause(0.1)
        listing = screen.query_one(Listing)
        colours = {
            segment.style.bgcolor.name
            for segment in listing.render_line(1)
            if segment.style is not None and segment.style.bgcolor is not None
        }
        assert colours <= {LIGHT.background}


async def test_an_error_is_a_line_and_the_screen_stays(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("down")
        memory.forget(fact_ids=[3])  # by another program, say
        await stage.press("p")
        await stage.sees("There is no fact 3.")
        assert stage.app.screen is screen


async def test_the_palette_and_the_help_know_of_it(opened: Open) -> None:
    async with opened(size=(100, 60)) as stage:
        await stage.press("f1")
        await stage.sees("/memory [WORDS]")
        await stage.sees("What she remembers")
        await stage.press("escape", "ctrl+p")
        await stage.sees("What she knows of you and has noted")
