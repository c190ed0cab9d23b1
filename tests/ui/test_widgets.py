"""Single widgets on a bare stage."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from companion.ui.messages import CardAnswered  # noqa: TC001 - Textual looks it up by name
from companion.ui.screens import chat
from companion.ui.themes import DARK
from companion.ui.widgets.card import Card, Matter
from companion.ui.widgets.completion import Completion, Offer
from companion.ui.widgets.conversation import LEAST, PAGE, page_before
from companion.ui.widgets.thinking import Thinking
from companion.ui.widgets.utterance import Hers, Yours, utterance
from memory.records import Message

if TYPE_CHECKING:
    from textual.widget import Widget

NOON = datetime(2026, 5, 5, 12, 0).astimezone()
MARKDOWN = """# A plan

Two things, and *one* of them is `urgent`:

1. write to Marta
   - the lease
   - the keys
2. see the [vet][v]

> She said **no**.

```python
def walk(dog):
    return dog.happy
```

| day | walk |
|-----|------|
| Mon | park |

[v]: https://vet.example/biscuit
"""


class Bare(App[None]):
    """Holds one widget; `answers` are the card's."""

    CSS_PATH = Path(chat.__file__).with_name("chat.tcss")

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.widget = widget
        self.answers: list[tuple[str, int, str]] = []

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield self.widget

    def on_card_answered(self, event: CardAnswered) -> None:
        self.answers.append((event.kind, event.id, event.reply))

    @property
    def seen(self) -> list[str]:
        """The screen, line by line."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


def said(text: str, author: str = "companion", number: int = 1) -> Message:
    """A message at noon."""
    return Message(number, 1, None, author, text, NOON)


@pytest.mark.parametrize("seed", range(4))
async def test_an_answer_that_came_in_pieces_looks_like_one_that_came_whole(seed: int) -> None:
    pieces, rest, dice = [], MARKDOWN, random.Random(seed)
    while rest:
        size = dice.randint(1, 25)
        pieces.append(rest[:size])
        rest = rest[size:]
    whole = Bare(Hers(said(MARKDOWN)))
    async with whole.run_test(size=(60, 60)) as pilot:
        await pilot.pause()
        expected = whole.seen
    streamed = Hers()
    app = Bare(streamed)
    async with app.run_test(size=(60, 60)) as pilot:
        for piece in pieces:
            await streamed.say(piece)
            if dice.random() < 0.3:
                await pilot.pause()
        await streamed.settle(said(MARKDOWN))
        await pilot.pause()
        assert app.seen == expected
    assert any("(https://vet.example/biscuit)" in line for line in expected)


async def test_the_indicator_is_there_until_the_first_words() -> None:
    hers = Hers()
    async with Bare(hers).run_test() as pilot:
        assert hers.query_one(Thinking).display
        await hers.say("Well")
        await pilot.pause()
        assert not hers.query_one(Thinking).display


async def test_the_indicator_breathes_in_one_cell() -> None:
    dot = Thinking()
    frames = {dot.render().plain}
    for _ in range(4):
        dot.breathe()
        frames.add(dot.render().plain)
    assert len(frames) == 3
    assert all(len(frame) == 1 for frame in frames)


async def test_what_you_said_is_shown_as_you_typed_it() -> None:
    app = Bare(Yours(said("# not a heading\n  *indented*  [b]x[/b]", "user")))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        shown = "\n".join(app.seen)
        assert "# not a heading" in shown
        assert "  *indented*  [b]x[/b]" in shown


async def test_somebody_else_is_named() -> None:
    app = Bare(utterance(said("I adopted a cat.", "Caroline")))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert any("Caroline" in line for line in app.seen)
    assert isinstance(utterance(said("Hm.")), Hers)


@pytest.mark.parametrize(("key", "reply"), [("d", "do"), ("y", "do"), ("l", "later"), ("n", "no")])
async def test_a_card_is_answered_once_by_a_letter(key: str, reply: str) -> None:
    card = Card(Matter("proposal", 7, "Send Marta the lease", "Friday", "You promised it.", "I will."))
    app = Bare(card)
    async with app.run_test() as pilot:
        card.focus()
        await pilot.press(key, key, "n")
        await pilot.pause()
        assert app.answers == [("proposal", 7, reply)]
        card.reopen()
        await pilot.press("n")
        await pilot.pause()
        assert app.answers[1:] == [("proposal", 7, "no")]


async def test_a_settled_card_says_what_became_of_it_and_takes_no_answer() -> None:
    card = Card(Matter("reminder", 3, "Call the vet"))
    app = Bare(card)
    async with app.run_test() as pilot:
        card.settle("Done.")
        await pilot.pause()
        assert any("Done." in line for line in app.seen)
        assert not any("drop it" in line for line in app.seen)
        assert not card.focusable


def offers(text: str) -> list[Offer]:
    """Two commands, one of which needs more."""
    every = [Offer("/memory", "what is kept"), Offer("/remember ", "keep this", ready=False)]
    return [offer for offer in every if text and offer.text.startswith(text)]


async def test_what_fits_is_offered_and_the_arrows_go_round() -> None:
    completion = Completion(offers)
    app = Bare(completion)
    async with app.run_test():
        assert not completion.move(1)
        completion.offer("/")
        assert [offer.text for offer in completion.offered] == ["/memory", "/remember "]
        assert completion.move(-1)
        chosen = completion.chosen("/")
        assert chosen is not None
        assert (chosen.text, chosen.ready) == ("/remember ", False)
        completion.offer("/x")
        assert not completion.display


async def test_a_whole_command_is_not_completed_by_enter_but_by_tab() -> None:
    completion = Completion(offers)
    async with Bare(completion).run_test():
        completion.offer("/memory")
        assert completion.chosen("/memory") is None
        assert completion.chosen("/memory", also_exact=True) is not None


async def test_keys_quicker_than_the_list_are_not_completed_to_something_else() -> None:
    completion = Completion(offers)
    async with Bare(completion).run_test():
        completion.offer("/")
        assert completion.chosen("/nothing of the kind") is None


async def test_what_was_dismissed_stays_away_until_the_text_changes() -> None:
    completion = Completion(offers)
    async with Bare(completion).run_test():
        completion.offer("/")
        completion.dismiss()
        completion.offer("/")
        assert completion.chosen("/") is None
        completion.offer("/m")
        assert completion.display


def test_a_page_is_so_many_messages_and_fewer_where_they_are_long() -> None:
    short = [said("Hm.", number=n) for n in range(100)]
    long = [said("x" * 5000, number=n) for n in range(100)]
    assert page_before(short, 100) == 100 - PAGE
    assert page_before(long, 100) == 100 - LEAST
    assert page_before(short, 5) == 0
    assert page_before([], 0) == 0
