"""Search in everything that was said; Enter goes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.ui import moments, pages
from companion.ui.screens.dialogs import Dialog
from companion.ui.trouble import sentence

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.types import CSSPathType

    from companion.ui.screens.chat import Chat
    from memory.records import Recollection

MOST = 60
WAIT = 0.15  # seconds without a key before it searches


@dataclass(frozen=True, slots=True)
class Found:
    """A message to go to."""

    conversation: int
    message: int


class Search(Dialog[Found]):
    """Finds while you write."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialogs.tcss", "search.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", priority=True, show=False),
        Binding("up", "move(-1)", priority=True, show=False),
    ]

    def __init__(self, chat: Chat, wanted: str = "") -> None:
        super().__init__("Search in everything said", "↑↓ choose   enter goes there   esc closes")
        self._chat, self._wanted = chat, wanted
        self.hits: list[Recollection] = []

    def content(self) -> ComposeResult:
        """A line to write in, and what was found."""
        yield Input(self._wanted, placeholder="words that were said", select_on_focus=False)
        yield Static("", classes="count", markup=False)
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Searches at once for what it was opened with."""
        self._waiting = self.set_timer(0, self._search)
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        """Waits for a pause in the writing."""
        self._waiting.stop()
        self._waiting = self.set_timer(WAIT, self._search)

    @work(exclusive=True)
    async def _search(self) -> None:
        """Beside the screen: what was written meanwhile is searched for instead."""
        wanted = self.query_one(Input).value.strip()
        try:
            found = await self._chat.aside.ask(lambda own: own.search(wanted, MOST)) if wanted else []
        except Exception as error:  # another program may have the memory to itself
            self.notify(sentence(error), severity="error", markup=False)
            return
        self._show(wanted, found)

    def _show(self, wanted: str, found: list[Recollection]) -> None:
        self.hits = [hit for hit in found if hit.kind == "message" and hit.conversation is not None]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(self._row(hit, wanted)) for hit in self.hits])
        listed.highlighted = 0 if self.hits else None
        count = len(self.hits)
        said = {0: "Nothing was said with these words.", 1: "1 message"}.get(count, f"{count} messages")
        self.query_one(".count", Static).update(Content(said if wanted else ""))

    def _row(self, hit: Recollection, wanted: str) -> Content:
        who = pages.speaker(hit.author, self._chat.name_of_hers)
        when = moments.moment(hit.at, self._chat.now())
        text = pages.snippet(hit.text, wanted, max(30, self.size.width - 20) if self.size.width < 100 else 88)
        return Content("\n").join([text, Content.styled(f"{who}  ·  {when}", "$faint")])

    def action_move(self, by: int) -> None:
        """The arrows move in what was found while the line keeps the focus."""
        listed = self.query_one(OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def on_input_submitted(self) -> None:
        """Enter: goes to the highlighted one."""
        at = self.query_one(OptionList).highlighted
        if at is not None and self.hits:
            self._go(at)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        self._go(event.option_index)

    def _go(self, index: int) -> None:
        hit = self.hits[index]
        if hit.conversation is not None:
            self.dismiss(Found(hit.conversation, hit.id))
