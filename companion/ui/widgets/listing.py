"""A list of any length: only the rows that can be seen are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.binding import BindingType
    from textual.content import Content
    from textual.style import Style


class Listing(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of equal height, one of them marked; arrows, the wheel and clicks move in it.

    `draw(index, width)` gives a row; what it has beyond `lines` lines is cut. Enter, or a click on the marked
    row, chooses it.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Listing {
        background: transparent;
        overflow-x: hidden;
        .listing--row { background: transparent; }
        .listing--here {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        &:focus .listing--here { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--row", "listing--here"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Marked(Message):
        """Another row is marked; None: there are no rows."""

        index: int | None

    @dataclass
    class Chosen(Message):
        """Enter, or a click."""

        index: int

    def __init__(self, draw: Callable[[int, int], Content], *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._draw = draw
        self._count, self._lines = 0, 1
        self.here: int | None = None
        self._drawn: dict[tuple[int, int], Content] = {}

    def show(self, count: int, *, lines: int = 1, at: int = 0) -> None:
        """So many rows of so many lines, with that one marked."""
        self._count, self._lines, self.here = count, lines, None
        self._drawn.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, count * lines)
        self.refresh()
        self._mark(at)

    def _mark(self, index: int) -> None:
        here = min(max(index, 0), self._count - 1) if self._count else None
        if here is not None and here == self.here:
            return
        self.here = here
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Marked(here))

    def _keep_in_sight(self) -> None:
        if self.here is None:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
            return
        width = self.scrollable_content_region.width
        row = Region(0, self.here * self._lines, width, self._lines)
        self.scroll_to_region(row, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Another width: rows are drawn anew, and the marked one stays in sight."""
        self._drawn.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self._count * self._lines)
        self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """A line of what is in sight."""
        width = self.scrollable_content_region.width
        index, line = divmod(self.scroll_offset.y + y, self._lines)
        here = index == self.here
        style = self.get_visual_style("listing--row", *(["listing--here"] if here else []))
        if index >= self._count or not width:
            return Strip.blank(width, style.rich_style)
        return self._strip(index, line, width, style)

    def _strip(self, index: int, line: int, width: int, style: Style) -> Strip:
        content = self._drawn.get((index, width))
        if content is None:
            if len(self._drawn) > 500:
                self._drawn.clear()
            content = self._drawn[index, width] = self._draw(index, width)
        strips = Visual.to_strips(self, content, width, self._lines, style, apply_selection=False)
        drawn = strips[line] if line < len(strips) else Strip.blank(width, style.rich_style)
        return drawn.adjust_cell_length(width, style.rich_style).apply_meta({"row": index})

    def on_click(self, event: events.Click) -> None:
        """Marks the row under the mouse; chooses it, where it was marked already."""
        row = event.style.meta.get("row")
        if isinstance(row, int):
            event.stop()
            if row == self.here:
                self.action_choose()
            else:
                self._mark(row)

    def action_move(self, by: int) -> None:
        """A row on."""
        self._mark((self.here or 0) + by)

    def action_leaf(self, by: int) -> None:
        """A page on."""
        rows = max(1, self.scrollable_content_region.height // self._lines - 1)
        self._mark((self.here or 0) + by * rows)

    def action_end(self, side: int) -> None:
        """The first row, or the last."""
        self._mark(self._count - 1 if side > 0 else 0)

    def action_choose(self) -> None:
        """Takes the marked row."""
        if self.here is not None:
            self.post_message(self.Chosen(self.here))
