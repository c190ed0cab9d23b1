"""The conversation on the screen: a window over its messages that grows where it is scrolled to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll

from companion.ui import moments
from companion.ui.messages import NewerWanted, OlderWanted
from companion.ui.widgets.notice import Notice, Separator
from companion.ui.widgets.utterance import Hers, Utterance, Yours, utterance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widget import Widget

    from companion.ui.widgets.notice import Tone
    from memory.records import Message

PAGE, LEAST, ROOM = 30, 8, 12_000  # messages, at the most and at the least; characters
BEFORE_HIT = 6
NEAR = 2  # rows from an end of the window at which it grows


class Conversation(VerticalScroll, can_focus=True):
    """Shows messages `first` to `last` (exclusive) of the path it was given, and what is said after it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(id="conversation")
        self._clock = clock
        self._path: tuple[Message, ...] = ()
        self._first = self._last = 0
        self._latest: datetime | None = None
        self._growing = False
        self._said = Vertical(id="said")

    def compose(self) -> ComposeResult:
        """One column, at least as high as the view, so that little is shown at its bottom."""
        yield self._said

    async def show(self, path: Sequence[Message], at: int | None = None) -> None:
        """Replaces what is there by the end of `path`, or by a page around the message `at`."""
        self._path = tuple(path)
        place = next((i for i, message in enumerate(self._path) if message.id == at), None)
        end = len(self._path)
        self._first = page_before(self._path, end) if place is None else max(0, place - BEFORE_HIT)
        self._last = end if place is None else min(end, self._first + PAGE)
        self._latest = self._path[-1].at if self._path else None
        await self._said.remove_children()
        await self._said.mount_all(self._widgets(self._first, self._last))
        if place is None:
            self.anchor()
        else:
            self.anchor(anchor=False)
            self.call_after_refresh(self._point_at, self._path[place].id)

    def _point_at(self, message_id: int) -> None:
        for shown in self.query(Utterance):
            found = shown.message is not None and shown.message.id == message_id
            shown.set_class(found, "found")
            if found:
                self.scroll_to_widget(shown, top=True, animate=False)

    def _widgets(self, first: int, last: int) -> list[Widget]:
        made: list[Widget] = []
        for index in range(first, last):
            before = self._path[index - 1].at if index else None
            line = moments.separator(before, self._path[index].at, self._clock())
            made += [Separator(line)] if line else []
            made.append(utterance(self._path[index]))
        return made

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Asks for more where an end of the window comes into view."""
        super().watch_scroll_y(old_value, new_value)
        if self._growing:
            return
        if new_value <= NEAR and new_value < old_value and self._first > 0:
            self._growing = True
            self.post_message(OlderWanted())
        elif self._last < len(self._path) and new_value >= self.max_scroll_y - NEAR:
            self._growing = True
            self.post_message(NewerWanted())

    async def on_older_wanted(self, event: OlderWanted) -> None:
        """Mounts the page before, and stays at the line that was being read."""
        event.stop()
        first = page_before(self._path, self._first)
        added = self._widgets(first, self._first)
        self._first = first
        below = self.max_scroll_y - self.scroll_y
        with self.app.batch_update():
            await self._said.mount_all(added, before=0)
        self.call_after_refresh(self._keep, below)

    def _keep(self, below: float) -> None:
        self.scroll_to(y=self.max_scroll_y - below, animate=False, immediate=True)
        self._growing = False

    async def on_newer_wanted(self, event: NewerWanted) -> None:
        """Mounts the page after."""
        event.stop()
        last = min(len(self._path), self._last + PAGE)
        added = self._widgets(self._last, last)
        self._last = last
        await self._said.mount_all(added)
        self._growing = False

    async def to_the_end(self) -> None:
        """Brings the latest message into view, whatever is mounted, and stays there."""
        if self._last < len(self._path):
            await self.show(self._path)
        self.anchor()

    async def wait(self, message: Message | None) -> None:
        """Shows the message that waits for its turn, below all others; with None, no longer any."""
        await self._said.query(".waiting").remove()
        if message is not None:
            await self.to_the_end()
            await self._said.mount(Yours(message, waiting=True))

    async def heard(self, message: Message) -> Hers:
        """Adds your message and room for her answer to it; it no longer waits."""
        await self.wait(None)
        await self.to_the_end()
        line = moments.separator(self._latest or message.at, message.at, self._clock())
        self._latest = message.at
        answer = Hers()
        await self._said.mount_all([*([Separator(line)] if line else []), Yours(message), answer])
        return answer

    async def add(self, widget: Widget, before: Widget | None = None) -> None:
        """Adds a card, a notice or a greeting at the end, or before another."""
        await self._said.mount(widget, before=before)

    async def note(self, text: str, tone: Tone = "hint") -> None:
        """Adds a line of the program's own at the end."""
        await self.add(Notice(text, tone))

    async def drop_from(self, message_id: int) -> None:
        """Takes away a message and what follows it, which an edit has made another branch."""
        gone = False
        for child in list(self._said.children):
            gone = gone or (isinstance(child, Utterance) and _is(child, message_id))
            if gone:
                await child.remove()

    @property
    def bare(self) -> bool:
        """Whether nothing was said in it yet."""
        return not any(isinstance(child, Yours) for child in self._said.children)


def page_before(path: Sequence[Message], end: int) -> int:
    """Where a page that ends before `end` begins: so many messages, fewer where they are long."""
    first, room = end, ROOM
    while first > 0 and end - first < PAGE and (room > 0 or end - first < LEAST):
        first -= 1
        room -= len(path[first].text)
    return first


def _is(shown: Utterance, message_id: int) -> bool:
    return shown.message is not None and shown.message.id == message_id
