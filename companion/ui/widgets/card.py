"""A card in the conversation: what is suggested, why now, the sentence it came from, and three answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from companion.safety.sanitize import one_line
from companion.ui.messages import CardAnswered, CardKind, Reply

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

LABELS: dict[CardKind, dict[Reply, str]] = {
    "proposal": {"do": "do it", "later": "later", "no": "no"},
    "reminder": {"do": "done", "later": "later", "no": "drop it"},
}
KEYS: dict[Reply, str] = {"do": "d", "later": "l", "no": "n"}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a card shows, as text: `when` is an absolute time or empty, `quote` may be empty."""

    kind: CardKind
    id: int
    title: str
    when: str = ""
    reason: str = ""
    quote: str = ""


class Answering(Static):
    """One of the three answers, to be clicked."""

    @dataclass
    class Chosen(Message):
        """It was clicked."""

        reply: Reply

    def __init__(self, reply: Reply, label: str) -> None:
        super().__init__(Content.assemble((KEYS[reply], "bold $accent"), f" {label}"), classes="answering")
        self._reply = reply

    def on_click(self, event: events.Click) -> None:
        """A click is an answer."""
        event.stop()
        self.post_message(self.Chosen(self._reply))


class Card(Vertical, can_focus=True):
    """Answer it with d, l or n when it has the focus, or with the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,y,enter", "reply('do')", "Do it"),
        Binding("l", "reply('later')", "Later"),
        Binding("n", "reply('no')", "No"),
    ]

    def __init__(self, matter: Matter) -> None:
        super().__init__(classes=f"card {matter.kind}")
        self.matter = matter
        self.answered = False

    def compose(self) -> ComposeResult:
        """What, when, why now, the sentence, the answers."""
        matter = self.matter
        yield Static(Content.styled(one_line(matter.title), "bold"), classes="title")
        if matter.when:
            yield Static(Content(one_line(matter.when)), classes="when")
        if matter.reason:
            yield Static(Content(one_line(matter.reason)), classes="reason")
        if matter.quote:
            yield Static(Content(f"“{one_line(matter.quote)}”"), classes="quote")
        with Horizontal(classes="answers"):
            for reply, label in LABELS[matter.kind].items():
                yield Answering(reply, label)
            yield Static("tab, then a letter", classes="how", markup=False)

    def on_answering_chosen(self, event: Answering.Chosen) -> None:
        """By mouse."""
        event.stop()
        self.action_reply(event.reply)

    def action_reply(self, reply: Reply) -> None:
        """By key; a card is answered once."""
        if not self.answered:
            self.answered = True
            self.post_message(CardAnswered(self.matter.kind, self.matter.id, reply))

    def reopen(self) -> None:
        """The answer did not come about; the card can be answered again."""
        self.answered = False

    def settle(self, text: str) -> None:
        """What became of it, in place of the answers."""
        self.answered = True
        self.can_focus = False
        self.add_class("settled")
        self.query_one(".answers").remove()
        self.mount(Static(Content(one_line(text)), classes="outcome"))
