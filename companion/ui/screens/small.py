"""A terminal that is too small: a plain notice, until there is room again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size

COLUMNS, ROWS = 60, 15


def fits(size: Size) -> bool:
    """Whether there is room."""
    return size.width >= COLUMNS and size.height >= ROWS


class TooSmall(ModalScreen[None]):
    """Over everything; what runs goes on running behind it."""

    CSS_PATH = "small.tcss"

    def compose(self) -> ComposeResult:
        """The notice."""
        yield Static(Content(""), classes="room")

    def on_mount(self) -> None:
        """Says how much room there is."""
        self.tell()

    def on_screen_resume(self) -> None:
        """Goes, where there is room by now."""
        if fits(self.app.size):
            self.dismiss()

    def on_resize(self) -> None:
        """Says it again."""
        self.tell()

    def tell(self) -> None:
        """How much is needed, and how much there is."""
        size = self.app.size
        needed = f"This needs a terminal of {COLUMNS}x{ROWS}."
        text = f"{needed}\nIt has {size.width}x{size.height} now.\nctrl+q quits."
        self.query_one(".room", Static).update(Content(text))
