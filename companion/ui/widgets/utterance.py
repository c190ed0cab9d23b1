"""One message on the screen: yours set apart by a bar, hers in the open, the time at the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Markdown, Static

from companion.safety.sanitize import one_line, sanitize
from companion.ui import moments
from companion.ui.widgets.answer import Answer
from companion.ui.widgets.thinking import Thinking
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widgets.markdown import MarkdownStream

    from memory.records import Message


class Utterance(Horizontal):
    """A message and its time. `message` is None until hers is stored."""

    def __init__(self, message: Message | None, classes: str) -> None:
        super().__init__(classes=f"utterance {classes}")
        self.message = message

    def compose(self) -> ComposeResult:
        """The body, and the time at its right."""
        with Vertical(classes="body"):
            yield from self.body()
        yield Static(moments.clock(self.message.at) if self.message else "", classes="time", markup=False)

    def body(self) -> ComposeResult:
        """What was said."""
        yield from ()

    def stamp(self, at: datetime) -> None:
        """Shows the time."""
        self.query_one(".time", Static).update(Content(moments.clock(at)))


class Yours(Utterance):
    """What you (or, in an imported conversation, someone by name) said, as it was typed."""

    def __init__(self, message: Message, *, waiting: bool = False) -> None:
        super().__init__(message, "yours waiting" if waiting else "yours")
        self.words = sanitize(message.text)
        self.author = "" if message.author == USER else one_line(message.author)

    def body(self) -> ComposeResult:
        """The name, where it isn't you, and the words."""
        if self.author:
            yield Static(Content(self.author), classes="author")
        yield Static(Content(self.words), classes="words")


class Hers(Utterance):
    """What she said, or is saying: feed it pieces with `say`, then `settle` it."""

    def __init__(self, message: Message | None = None, text: str = "") -> None:
        super().__init__(message, "hers")
        self.said = message.text if message else text
        self._stream: MarkdownStream | None = None

    def body(self) -> ComposeResult:
        """The answer, or the indicator until its first words."""
        yield Answer(self.said)
        if self.message is None and not self.said:
            yield Thinking()

    async def say(self, piece: str) -> None:
        """Adds a piece of the answer."""
        if self._stream is None:
            self.quiet()
            self._stream = Markdown.get_stream(self.query_one(Answer))
        self.said += piece
        await self._stream.write(sanitize(piece))

    def quiet(self) -> None:
        """Takes the indicator away."""
        for indicator in self.query(Thinking):
            indicator.display = False

    async def settle(self, message: Message | None) -> None:
        """The answer as it is stored, laid out once more as a whole: a stream can't see what comes later."""
        self.quiet()
        if self._stream is not None:
            await self._stream.stop()
            self._stream = None
        if message is not None:
            self.message, self.said = message, message.text
            self.stamp(message.at)
        await self.query_one(Answer).update(sanitize(self.said))


def utterance(message: Message) -> Utterance:
    """The widget for a stored message."""
    return Hers(message) if message.author == COMPANION else Yours(message)
