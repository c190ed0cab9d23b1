"""A list of any length, of which only what is in sight is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App, ComposeResult
from textual.content import Content

from companion.ui.themes import DARK
from companion.ui.widgets.listing import Listing

if TYPE_CHECKING:
    from textual.pilot import Pilot

MANY = 100_000


class Bare(App[None]):
    """A listing and nothing else; it notes which rows were drawn and what it told."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.drawn: list[int] = []
        self.marked: list[int | None] = []
        self.chosen: list[int] = []
        self.listing = Listing(self.row)

    def row(self, index: int, width: int) -> Content:
        """`row 7`, and a second line."""
        self.drawn.append(index)
        return Content(f"row {index}\n  of [b]{width}[/b] cells\nand a line too many")

    def compose(self) -> ComposeResult:
        """The listing."""
        yield self.listing

    def on_mount(self) -> None:
        """Keys go to it."""
        self.listing.focus()

    def on_listing_marked(self, event: Listing.Marked) -> None:
        """Notes it."""
        self.marked.append(event.index)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Notes it."""
        self.chosen.append(event.index)

    def seen(self) -> list[str]:
        """The lines in sight."""
        return [self.listing.render_line(y).text.rstrip() for y in range(self.listing.size.height)]


async def settled(pilot: Pilot[None]) -> None:
    """Waits until it is painted."""
    await pilot.pause()
    await pilot.pause()


async def test_of_many_rows_only_those_in_sight_are_drawn() -> None:
    app = Bare()
    async with app.run_test(size=(40, 10)) as pilot:
        app.listing.show(MANY, lines=2)
        await settled(pilot)
        assert app.seen()[:4] == ["row 0", "  of [b]38[/b] cells", "row 1", "  of [b]38[/b] cells"]
        await pilot.press("end")
        await settled(pilot)
        assert app.listing.here == MANY - 1
        assert app.seen()[-2] == f"row {MANY - 1}"
        assert len(set(app.drawn)) <= 12


async def test_keys_move_by_a_row_by_a_page_and_to_the_ends() -> None:
    app = Bare()
    async with app.run_test(size=(40, 10)) as pilot:
        app.listing.show(50)
        for key, place in (("down", 1), ("pagedown", 10), ("pageup", 1), ("up", 0), ("up", 0), ("end", 49)):
            await pilot.press(key)
            assert app.listing.here == place
        await pilot.press("down", "home", "enter")
        assert app.chosen == [0]
        assert app.marked == [0, 1, 10, 1, 0, 49, 0]


async def test_a_click_marks_and_a_second_one_chooses() -> None:
    app = Bare()
    async with app.run_test(size=(40, 10)) as pilot:
        app.listing.show(50, lines=2)
        await settled(pilot)
        await pilot.click(Listing, offset=(3, 5))
        assert (app.listing.here, app.chosen) == (2, [])
        await pilot.click(Listing, offset=(3, 4))
        assert app.chosen == [2]


async def test_without_rows_nothing_is_marked_and_keys_do_nothing() -> None:
    app = Bare()
    async with app.run_test(size=(40, 10)) as pilot:
        app.listing.show(3)
        app.listing.show(0)
        await settled(pilot)
        await pilot.press("down", "enter", "end")
        await pilot.click(Listing, offset=(3, 1))
        assert app.listing.here is None
        assert app.chosen == []
        assert set(app.seen()) == {""}


async def test_it_opens_where_it_is_told_and_keeps_that_in_sight_when_the_size_changes() -> None:
    app = Bare()
    async with app.run_test(size=(40, 10)) as pilot:
        app.listing.show(50, at=30)
        await settled(pilot)
        assert "row 30" in app.seen()
        await pilot.resize_terminal(60, 4)
        await settled(pilot)
        assert "row 30" in app.seen()
        app.listing.show(5, at=30)
        assert app.listing.here == 4
