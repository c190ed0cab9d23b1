"""The first start: three questions at the most, and two sentences that have to be said before anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.safety.sanitize import one_line
from companion.ui.screens.dialogs import described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from companion.ui.talk import Choice

HELLO = "Hello."
HONEST = (
    "You are about to talk with an AI, not with a person. What you say is kept in one file on this machine, "
    "and the line at the bottom always says where your words go to be answered."
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; empty where it was left open."""

    name: str
    persona: str
    model: str


class Welcome(ModalScreen[Answers]):
    """One question after the other. Enter goes on, Esc goes back, and on the first one leaves it all open."""

    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def __init__(
        self, personas: Sequence[Choice], models: Sequence[Choice], where: str, present: tuple[str, str]
    ) -> None:
        super().__init__()
        self._personas = present_first(personas, present[0])
        self._models = present_first(models, present[1])
        self._where = where
        self._step = 0

    @property
    def _steps(self) -> list[Widget]:
        return list(self.query(".step").results())

    def compose(self) -> ComposeResult:
        """The sentences, and a block for each question."""
        with VerticalScroll(classes="page"), Vertical(classes="column"):
            yield Static(HELLO, classes="hello", markup=False)
            yield Static(HONEST, classes="honest", markup=False)
            yield Static(Content(one_line(self._where)), classes="where")
            with Vertical(classes="step"):
                yield Static("What should I call you?", classes="question", markup=False)
                yield Input(placeholder="a name, or nothing", id="name")
            if len(self._personas) > 1:
                yield from _choosing("Who do you want to talk with?", "personas", self._personas)
            if len(self._models) > 1:
                yield from _choosing("Which model should think?", "models", self._models)
            yield Static("enter goes on   esc goes back", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Starts at the first question, and each list at its first."""
        for listed in self.query(OptionList):
            listed.highlighted = 0
        self._go(0)

    def _go(self, step: int) -> None:
        self._step = step
        self.set_class(step > 0, "-later")
        for number, block in enumerate(self._steps):
            block.display = number == step
        self._steps[step].query("Input, OptionList").first().focus()

    def on_input_submitted(self) -> None:
        """Enter in the name."""
        self._next()

    def on_option_list_option_selected(self) -> None:
        """Enter in a list."""
        self._next()

    def _next(self) -> None:
        if self._step + 1 < len(self._steps):
            self._go(self._step + 1)
        else:
            self.dismiss(self._answers())

    def action_back(self) -> None:
        """To the question before."""
        if self._step:
            self._go(self._step - 1)
        else:
            self.dismiss(Answers("", "", ""))

    def _answers(self) -> Answers:
        name = one_line(self.query_one("#name", Input).value, 60)
        return Answers(name, self._chosen("personas", self._personas), self._chosen("models", self._models))

    def _chosen(self, listed: str, choices: Sequence[Choice]) -> str:
        if len(choices) < 2:
            return ""
        at = self.query_one(f"#{listed}", OptionList).highlighted
        return "" if at is None else choices[at].name


def present_first(choices: Sequence[Choice], name: str) -> tuple[Choice, ...]:
    """What would be taken without asking, before the others."""
    return tuple(sorted(choices, key=lambda choice: choice.name != name))


def _choosing(question: str, name: str, choices: Sequence[Choice]) -> ComposeResult:
    with Vertical(classes="step"):
        yield Static(question, classes="question", markup=False)
        yield OptionList(*(Option(described(choice)) for choice in choices), id=name, markup=False)
