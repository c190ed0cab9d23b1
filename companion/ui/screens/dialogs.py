"""Small dialogs over the conversation: a page to read, a yes or no, a line to write, a thing to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.types import CSSPathType

    from companion.ui.talk import Choice

Result = TypeVar("Result")
FRAME, TIGHT = 12, 6  # rows that are not content, in a high terminal and a low one
LOW = 20
CLOSE = Binding("escape", "close", "Close", show=False)


class Dialog(ModalScreen[Result | None], Generic[Result]):
    """A panel in the middle with a title and a last line of keys. Esc closes it and answers nothing."""

    CSS_PATH: ClassVar[CSSPathType | None] = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [CLOSE]

    def __init__(self, title: str, keys: str) -> None:
        super().__init__()
        self._title, self._keys = one_line(title), keys

    def compose(self) -> ComposeResult:
        """Title, content, keys."""
        with Vertical(classes="panel"):
            yield Static(Content(self._title), classes="heading")
            yield from self.content()
            yield Static(Content(self._keys), classes="keys")

    def content(self) -> ComposeResult:
        """What is between title and keys."""
        yield from ()

    def on_resize(self) -> None:
        """What scrolls leaves room for the title and the keys."""
        for part in self.query(".scrolls"):
            rows = self.app.size.height
            part.styles.max_height = rows - (FRAME if rows >= LOW else TIGHT)

    def action_close(self) -> None:
        """Nothing was answered."""
        self.dismiss(None)


class Page(Dialog[None]):
    """Something to read, scrolled with the arrows."""

    def __init__(self, title: str, text: Content) -> None:
        super().__init__(title, "↑↓ scroll   esc closes")
        self._text = text

    def content(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(classes="text scrolls", can_focus=True):
            yield Static(self._text)


class Confirm(Dialog[bool]):
    """A question whose safe answer is no."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "yes", "Yes"), Binding("n,enter", "close", "No")]

    def __init__(self, question: str, consequence: str) -> None:
        super().__init__(question, "y yes   n no")
        self._consequence = consequence

    def content(self) -> ComposeResult:
        """What a yes would do."""
        yield Static(Content(one_line(self._consequence)), classes="said")

    def action_yes(self) -> None:
        """It is to be done."""
        self.dismiss(True)


class Line(Dialog[str]):
    """A line to write; an empty one answers nothing."""

    def __init__(self, title: str, value: str = "", hint: str = "") -> None:
        super().__init__(title, "enter takes it   esc leaves it")
        self._value, self._hint = one_line(value), hint

    def content(self) -> ComposeResult:
        """The line."""
        yield Input(self._value, placeholder=self._hint, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        self.dismiss(event.value.strip() or None)


class Pick(Dialog[str]):
    """One of a few things by name."""

    def __init__(self, title: str, choices: Sequence[Choice], current: str = "") -> None:
        super().__init__(title, "↑↓ choose   enter takes it   esc leaves it")
        self._choices, self._current = tuple(choices), current

    def content(self) -> ComposeResult:
        """The names, each with its line of detail."""
        options = (Option(described(choice)) for choice in self._choices)
        yield OptionList(*options, markup=False, classes="scrolls")

    def on_mount(self) -> None:
        """Starts at the one in use."""
        names = [choice.name for choice in self._choices]
        listed = self.query_one(OptionList)
        listed.highlighted = names.index(self._current) if self._current in names else 0
        listed.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self.dismiss(self._choices[event.option_index].name)


def described(choice: Choice) -> Content:
    """A name, and under it what there is to know."""
    name = Content.styled(one_line(choice.title or choice.name), "bold")
    if not choice.detail:
        return name
    return Content("\n").join([name, Content.styled(one_line(choice.detail, 200), "$faint")])
