"""Every conversation with its title: resume, rename, or delete for good."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from companion.engine.titles import shortened, title
from companion.safety.sanitize import one_line
from companion.ui import moments
from companion.ui.screens.dialogs import Confirm, Dialog, Line
from companion.ui.screens.forgetting import erase
from companion.ui.trouble import sentence
from memory.records import USER, StoreError

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.types import CSSPathType

    from companion.ui.screens.chat import Chat
    from memory import Memory
    from memory.records import Conversation

KEYS = "enter resume  r rename  d delete  n new  esc"
MOST = 500
WHEN = 13  # cells of the first column
WIDEST = 96


@dataclass(frozen=True, slots=True)
class Picked:
    """A conversation to go on with, or to start one."""

    what: Literal["resume", "new"]
    id: int = 0


def titled(conversation: Conversation) -> str:
    """Its title; without one, when it began."""
    return one_line(conversation.title or "", 120) or f"{conversation.started_at.astimezone():%A %H:%M}"


def named(memory: Memory, one: Conversation) -> Conversation:
    """With a title made of what was said where it has none yet, which is so of recent ones only."""
    if one.title:
        return one
    path = memory.messages(one.id)
    first = next((message.text for message in path if message.author == USER), "")
    return replace(one, title=title(path) or shortened(first))


def latest(memory: Memory) -> list[Conversation]:
    """The newest, each with a title."""
    return [named(memory, one) for one in memory.conversations(limit=MOST)]


def row(conversation: Conversation, now: datetime, width: int) -> Content:
    """A line of the list in `width` cells: when, title, with whom, how much."""
    when = moments.brief(conversation.last_at, now).ljust(WHEN)
    about = f"  {one_line(conversation.persona, 12)} · {conversation.messages}"
    named = Content(titled(conversation)).truncate(
        max(12, width - WHEN - len(about)), ellipsis=True, pad=True
    )
    return Content.assemble((when, "$faint"), named, (about, "$faint"))


class Conversations(Dialog[Picked]):
    """Newest first."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialogs.tcss", "conversations.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "Rename"),
        Binding("d,delete", "delete", "Delete"),
        Binding("n", "new", "New"),
    ]

    def __init__(self, chat: Chat, current: int | None) -> None:
        super().__init__("Conversations", KEYS)
        self._chat, self._current = chat, current
        self._shown: list[Conversation] = []
        self.deleted: set[int] = set()

    def content(self) -> ComposeResult:
        """The list, or a line when there is none."""
        yield OptionList(markup=False, classes="scrolls")
        yield Static("There are no conversations yet.", classes="nothing", markup=False)

    def on_mount(self) -> None:
        """Fills the list, with the present one marked."""
        self.query_one(".nothing").display = False
        self._fill(self._current)

    @work(exclusive=True, group="fill")
    async def _fill(self, at: int | None) -> None:
        try:
            found = await self._chat.aside.ask(latest)
        except Exception as error:  # another program may have the memory to itself
            self._complain(error)
        else:
            self._show(found, at)

    def _show(self, found: list[Conversation], at: int | None) -> None:
        self._shown = found
        listed = self.query_one(OptionList)
        listed.clear_options()
        now = self._chat.now()
        listed.add_options([Option(row(one, now, self._width)) for one in self._shown])
        ids = [one.id for one in self._shown]
        listed.highlighted = (ids.index(at) if at in ids else 0) if ids else None
        listed.display = bool(ids)
        self.query_one(".nothing").display = not ids
        listed.focus()

    def _complain(self, error: Exception) -> None:
        self.notify(sentence(error), severity="error", markup=False)

    @property
    def _width(self) -> int:
        return min(WIDEST, int(self.app.size.width * 0.94) - 9)

    def _here(self) -> Conversation | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None or not self._shown else self._shown[at]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Resumes."""
        self.dismiss(Picked("resume", self._shown[event.option_index].id))

    def action_new(self) -> None:
        """Starts a new one."""
        self.dismiss(Picked("new"))

    def action_close(self) -> None:
        """Back; to a new conversation where the present one was deleted."""
        self.dismiss(Picked("new") if self._current in self.deleted else None)

    @work
    async def action_rename(self) -> None:
        """Asks for a title."""
        here = self._here()
        if here is None:
            return
        name = await self.app.push_screen_wait(Line("What is it to be called?", titled(here)))
        if name:
            self._chat.talk.memory.rename(here.id, one_line(name, 200))
            self._fill(here.id)

    @work
    async def action_delete(self) -> None:
        """Asks, then erases the conversation and what was made of it."""
        here = self._here()
        if here is None:
            return
        about = (
            f"All that was said in it goes for good ({here.messages} messages), and what was learned from it."
        )
        if await self.app.push_screen_wait(Confirm(f"Delete “{titled(here)}”?", about)):
            await self._erase(here.id)

    async def _erase(self, conversation: int) -> None:
        await self._chat.let_go(conversation)
        try:
            await erase(self.app, self._chat.talk.memory, conversation_ids=[conversation])
        except StoreError as error:
            self._complain(error)
        else:
            self.deleted.add(conversation)
        self._fill(None)
