"""The app: themes, keys that hold everywhere, and the chat screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.app import App
from textual.binding import Binding

from companion.safety.sanitize import sanitize
from companion.ui.palette import Palette
from companion.ui.screens.chat import Chat
from companion.ui.screens.small import TooSmall, fits
from companion.ui.themes import DARK, LIGHT, opposite

if TYPE_CHECKING:
    from textual.binding import BindingType

    from companion.ui.talk import Talk

TWICE = 2.0  # seconds within which Ctrl+C has to come again


class CompanionApp(App[None]):
    """Give it a `Talk` and `run()` it; the talk stays the caller's to close."""

    CSS_PATH = "app.tcss"
    COMMANDS = {Palette}  # noqa: RUF012 - Textual's own shape
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-usual"), (30, "-high")]  # noqa: RUF012 - Textual's own shape
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True),
        Binding("ctrl+c", "interrupt", "Stop her; twice quits; copies what is selected", priority=True),
        Binding("ctrl+p", "command_palette", "All commands", priority=True),
        Binding("f2", "toggle_dark", "Dark or light"),
    ]
    TITLE = "Samantha"

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self.talk = talk
        self.chat = Chat(talk)
        self._interrupted = 0.0
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = talk.settings.theme or DARK.name
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def on_mount(self) -> None:
        """The chat is at the bottom of all screens."""
        self.push_screen(self.chat)

    async def on_event(self, event: events.Event) -> None:
        """What is pasted becomes plain text before any widget sees it; lines end in three ways."""
        if isinstance(event, events.Paste):
            event.text = sanitize(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        """Too little room is said, until there is enough again."""
        small = not fits(event.size)
        shown = isinstance(self.screen, TooSmall)
        if small and not shown:
            self.push_screen(TooSmall())
        elif shown and not small:
            self.pop_screen()

    def action_toggle_dark(self) -> None:
        """The other side, and it stays."""
        self.theme = opposite(self.theme, dark=self.current_theme.dark)
        self.chat.carefully(lambda: self.talk.save("theme", self.theme))

    async def action_interrupt(self) -> None:
        """Ctrl+C: copies where something is selected; stops her; twice within two seconds quits."""
        if getattr(self.focused, "selected_text", "") or self.screen.get_selected_text():
            raise SkipAction  # the widget copies
        if self.chat.dialogue.speaking:
            await self.chat.dialogue.stop()
        elif time.monotonic() - self._interrupted < TWICE:
            await self.action_quit()
        else:
            self._interrupted = time.monotonic()
            self.notify("Ctrl+C once more quits.", timeout=TWICE, markup=False)

    async def action_quit(self) -> None:
        """Keeps what she is saying, lets the conversation rest, and leaves."""
        await self.chat.depart()
        self.exit()
