"""The memory screen: facts, the diary and what was said, to look through, put right and forget."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from companion.ui import guide, pages, rows
from companion.ui.beside import Beside
from companion.ui.screens import changes
from companion.ui.screens.dialogs import Page
from companion.ui.screens.search import WAIT, Found
from companion.ui.screens.sources import Sources
from companion.ui.shelf import LEVELS, Shelf, lay_out, said, timeline
from companion.ui.trouble import sentence
from companion.ui.widgets.listing import Listing
from memory.records import Fact, Recollection, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.types import CSSPathType

    from companion.ui.screens.chat import Chat
    from memory.records import Level

    Shown = Fact | Summary | Recollection

Tab = Literal["facts", "diary", "messages"]
TABS: tuple[Tab, ...] = ("facts", "diary", "messages")


class MemoryScreen(Screen[Found | None]):
    """Answers a message to go to, or nothing. `forgot`: something was erased."""

    CSS_PATH: ClassVar[CSSPathType | None] = "memory.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("slash,ctrl+f", "look_for", show=False),
        Binding("down", "down", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        *(Binding(f"{n}", f"open('{tab}')", show=False) for n, tab in enumerate(TABS, start=1)),
        Binding("w", "choose", show=False),
        Binding("e", "change('edit')", show=False),
        Binding("p", "change('pin')", show=False),
        Binding("a", "change('add')", show=False),
        Binding("d,delete", "change('forget')", show=False),
        Binding("t", "timeline", show=False),
        Binding("f", "outdated", show=False),
        Binding("l", "level", show=False),
        Binding("i", "amounts", show=False),
    ]

    def __init__(self, chat: Chat, wanted: str = "") -> None:
        super().__init__()
        self.chat, self._wanted = chat, wanted
        self.aside = Beside(chat.talk.memory)
        self.tab: Tab = "facts"
        self.outdated = False
        self.level: Level | None = None
        self.about: Fact | None = None
        self.shelf: Shelf | None = None
        self.shown: Sequence[Shown] = ()
        self.forgot = False
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Vertical(classes="frame"):
            yield Static(classes="tabs")
            yield Input(self._wanted, select_on_focus=False)
            yield Static(classes="count")
            yield Listing(self._row)
            yield Static(classes="nothing")
            with Vertical(classes="detail"):
                yield Static(classes="whole")
                yield Static(classes="meta")
            yield Static(classes="keys")

    def on_mount(self) -> None:
        """Looks it all up, beside the screen."""
        for part in (".tabs", ".keys"):
            self.query_one(part).auto_links = False  # they have colours of their own
        self.query_one(Listing).focus()
        self._tell()
        self.reload()

    def on_unmount(self) -> None:
        """Lets go of the file."""
        self.aside.close()

    # -- what is shown

    @property
    def wanted(self) -> str:
        """What was typed."""
        return self.query_one(Input).value.strip()

    @property
    def here(self) -> Shown | None:
        """The marked one."""
        at = self.query_one(Listing).here
        return self.shown[at] if at is not None and at < len(self.shown) else None

    @work(exclusive=True, group="load")
    async def reload(self, at: int = 0) -> None:
        """As it is in the memory now, with the one of that id marked."""
        try:
            self.shelf = await self.aside.ask(lay_out)
        except Exception as error:
            self.complain(error)
            self.dismiss(None)
            return
        self.fill(at)

    @work(exclusive=True, group="fill")
    async def fill(self, at: int = 0) -> None:
        """What was asked for; where the one of that id is not there, what stands in its place is marked."""
        before = self.query_one(Listing).here or 0
        try:
            self.shown = await self._found()
        except Exception as error:
            self.complain(error)
            return
        place = next((place for place, one in enumerate(self.shown) if one.id == at), before if at else 0)
        lines = 1 if self.tab == "facts" else 2
        self.query_one(Listing).show(len(self.shown), lines=lines, at=place)
        self._tell()

    async def _found(self) -> Sequence[Shown]:
        shelf, wanted = self.shelf or Shelf(), self.wanted
        if self.tab == "messages":
            return await self.aside.ask(lambda memory: said(memory, wanted))
        if self.tab == "diary":
            return shelf.diary(wanted, self.level)
        if self.about is None:
            return shelf.known(wanted, outdated=self.outdated)
        about = self.about
        return await self.aside.ask(lambda memory: timeline(memory, about, wanted))

    def _row(self, index: int, width: int) -> Content:
        one, now = self.shown[index], self.chat.now()
        if isinstance(one, Fact):
            return rows.fact_row(one, width, now)
        if isinstance(one, Summary):
            return rows.note_row(one, width, now)
        return rows.said_row(one, self.wanted, self.chat.name_of_hers, width, now)

    def _tell(self) -> None:
        count = len(self.shown)
        self.query_one(".tabs", Static).update(guide.tabs(self.tab, self.shelf, self.size.width))
        self.query_one(".count", Static).update(Content(guide.count(self, count)))
        keys = self.query_one(".keys", Static)
        keys.update(guide.keys(self.tab, keys.content_size.width or self.size.width - 4))
        self.query_one(".nothing", Static).update(Content(guide.nothing(self)))
        self.query_one(Input).placeholder = f"/  looks for words in {guide.WHERE[self.tab]}"
        self.query_one(".nothing").display = not count
        self.query_one(".detail").display = bool(count)
        self.query_one(Listing).set_class(not count, "empty")  # one that is not there would lose the focus

    def on_listing_marked(self) -> None:
        """The whole of the marked one."""
        one, now = self.here, self.chat.now()
        if one is None:
            return
        if isinstance(one, Fact):
            about = rows.fact_about(one, now)
        elif isinstance(one, Summary):
            about = rows.note_about(one)
        else:
            about = f"m{one.id}"
        room = int(self.query_one(Listing).size.width * (1.7 if self.has_class("-low") else 2.6))
        self.query_one(".whole", Static).update(Content(rows.glimpse(one.text, max(80, room))))
        self.query_one(".meta", Static).update(Content(about))

    def complain(self, error: Exception) -> None:
        """Says what went wrong."""
        self.notify(sentence(error), severity="error", markup=False)

    def on_resize(self) -> None:
        """Another width."""
        if self.is_mounted:
            self.call_after_refresh(self._tell)
            self.call_after_refresh(self.on_listing_marked)

    # -- what is typed and pressed

    def on_input_changed(self) -> None:
        """Facts and notes are found at once, messages after a pause in the writing."""
        if self._pause is not None:
            self._pause.stop()
        if self.tab == "messages":
            self._pause = self.set_timer(WAIT, lambda: self.fill())
        else:
            self.fill()

    def on_input_submitted(self) -> None:
        """To what was found."""
        self.query_one(Listing).focus()

    def action_look_for(self) -> None:
        """To the line of words."""
        self.query_one(Input).focus()

    def action_down(self) -> None:
        """From the line of words into the list."""
        self.query_one(Listing).focus()

    def action_back(self) -> None:
        """One step back: from a timeline, from what was looked for, from the screen."""
        words = self.query_one(Input)
        if self.about is not None:
            about, self.about = self.about, None
            self.fill(about.id)
        elif words.value:
            words.value = ""
        elif words.has_focus:
            self.query_one(Listing).focus()
        else:
            self.dismiss(None)

    def action_turn(self, by: int) -> None:
        """The next tab, or the one before."""
        self.action_open(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    def action_open(self, tab: Tab) -> None:
        """That tab."""
        self.tab, self.about = tab, None
        self.fill()

    def action_outdated(self) -> None:
        """Shows what does not hold any more, or hides it."""
        if self.tab == "facts" and self.about is None:
            self.outdated = not self.outdated
            self.fill(self.here.id if self.here else 0)

    def action_level(self) -> None:
        """Notes over the next longer span, and all again."""
        if self.tab == "diary":
            spans: tuple[Level | None, ...] = (None, *LEVELS)
            self.level = spans[(spans.index(self.level) + 1) % len(spans)]
            self.fill()

    def action_timeline(self) -> None:
        """All that was ever known about the same thing."""
        if isinstance(self.here, Fact) and self.about is None:
            self.about = self.here
            self.fill(self.here.id)

    @work
    async def action_amounts(self) -> None:
        """How much is kept, and where."""
        if self.shelf is not None and self.shelf.status is not None:
            text = pages.amounts(self.shelf.status, self.chat.now())
            await self.app.push_screen_wait(Page("How much is kept", text))

    def action_choose(self) -> None:
        """What the marked one rests on; a message is gone to."""
        if self.here is not None:
            self._choose(self.here)

    def on_listing_chosen(self) -> None:
        """Enter, or a second click."""
        self.action_choose()

    @work
    async def _choose(self, one: Shown) -> None:
        if isinstance(one, Recollection):
            self.dismiss(Found(one.conversation, one.id) if one.conversation is not None else None)
            return
        sources = Sources(self.chat, self.aside, one)
        found = await self.app.push_screen_wait(sources)
        if found is not None:
            self.dismiss(found)
        elif sources.forgot:
            self.forgot = True
            self.reload(one.id)

    @work(group="change")
    async def action_change(self, what: str) -> None:
        """Edits, pins, adds or forgets."""
        try:
            await changes.BY_NAME[what](self)
        except Exception as error:
            self.complain(error)
