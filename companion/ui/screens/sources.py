"""Where a fact or a note is from: the messages that it rests on; Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from companion.safety.sanitize import sanitize
from companion.ui import rows
from companion.ui.screens.dialogs import Dialog
from companion.ui.screens.forgetting import ask_and_erase
from companion.ui.screens.search import Found
from companion.ui.trouble import sentence
from companion.ui.widgets.listing import Listing
from memory.records import Fact, NotFoundError

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.types import CSSPathType

    from companion.ui.beside import Beside
    from companion.ui.screens.chat import Chat
    from memory.records import Message, Summary

KEYS = "↑↓ choose   enter goes there   d forgets the message   tab text   esc"
NONE = "You told her so directly: no message stands behind it."


class Sources(Dialog[Found]):
    """`forgot` is whether a message was forgotten here, and what rested on it."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialogs.tcss", "sources.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("d,delete", "forget", "Forget", show=False)]

    def __init__(self, chat: Chat, aside: Beside, subject: Fact | Summary) -> None:
        now = chat.now()
        fact = isinstance(subject, Fact)
        super().__init__("What this rests on" if fact else rows.span_of(subject, now), KEYS)  # type: ignore[arg-type]
        self._chat, self._aside, self._subject = chat, aside, subject
        self.said: list[Message] = []
        self.forgot = False

    def content(self) -> ComposeResult:
        """The text, and the messages."""
        with VerticalScroll(classes="statement", can_focus=True):
            yield Static(Content(sanitize(self._subject.text[: rows.MUCH])))
        yield Static("…", classes="count", markup=False)
        yield Listing(self._row)

    def _row(self, index: int, width: int) -> Content:
        quote = getattr(self._subject, "quote", None) or ""
        return rows.said_row(
            self.said[index], quote, self._chat.name_of_hers, width, self._chat.now(), quoted=True
        )

    def on_mount(self) -> None:
        """Looks them up."""
        self.query_one(Listing).focus()
        self._load()

    @work(exclusive=True, exit_on_error=False)
    async def _load(self, at: int = 0) -> None:
        kind, number = ("fact" if isinstance(self._subject, Fact) else "summary"), self._subject.id
        try:
            self.said = await self._aside.ask(lambda memory: memory.why(kind, number))  # type: ignore[arg-type]
        except NotFoundError:  # it went with its last message
            self.dismiss(None)
            return
        except Exception as error:
            self.notify(sentence(error), severity="error", markup=False)
            return
        count = len(self.said)
        self.query_one(Listing).show(count, lines=2, at=at)
        self.query_one(Listing).display = bool(count)
        self.set_class(not count, "bare")
        told = {0: NONE, 1: "1 message"}.get(count, f"{count:,} messages")
        self.query_one(".count", Static).update(Content(told))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Goes to that message."""
        said = self.said[event.index]
        self.dismiss(Found(said.conversation, said.id))

    @work(exit_on_error=False)
    async def action_forget(self) -> None:
        """Asks, then forgets the message and what rests on it."""
        here = self.query_one(Listing).here
        if here is None:
            return
        said = self.said[here]
        question = f"Forget “{rows.glimpse(said.text, 60)}”?"
        try:
            if await ask_and_erase(self._chat, question, message_ids=[said.id]):
                self.forgot = True
                self._load(here)
        except Exception as error:
            self.notify(sentence(error), severity="error", markup=False)
