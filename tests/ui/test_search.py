"""Finding what was said long ago, and scrolling back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.ui.screens.search import Search
from companion.ui.widgets.utterance import Utterance
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from memory import Memory
    from tests.ui.conftest import Open


async def test_search_finds_while_you_write_and_goes_there(opened: Open, memory: Memory) -> None:
    long_ago = [f"Line {n}." for n in range(80)]
    long_ago[20] = "The elm in the garden is dying."
    garden = talked(memory, "Garden", *long_ago, days=30)
    async with opened() as stage:
        await stage.press("ctrl+f")
        await stage.until(lambda: isinstance(stage.app.screen, Search))
        await stage.press(*"elm")
        await stage.sees("1 message")
        await stage.sees("you · Sunday 5 April")
        await stage.press("enter")
        await stage.sees("The elm in the garden is dying.")
        assert stage.chat.dialogue.id == garden.id
        found = [shown for shown in stage.chat.query(Utterance) if shown.has_class("found")]
        assert [shown.message.text for shown in found if shown.message] == [long_ago[20]]
        assert len(stage.chat.query(Utterance)) < len(long_ago)


async def test_a_hit_on_another_branch_is_shown_and_gone_on_from(opened: Open, memory: Memory) -> None:
    async with opened("About Rome?", "About Lisbon!", "Rome it is.") as stage:
        await stage.say("I moved to Rome.")
        await stage.press("up")
        stage.chat.prompt.load_text("I moved to Lisbon.")
        await stage.press("enter")
        await stage.quiet()
        await stage.command("/search Rome?")
        await stage.until(lambda: isinstance(stage.app.screen, Search))
        await stage.sees("2 messages")
        assert isinstance(stage.app.screen, Search)
        hits = [hit.text for hit in stage.app.screen.hits]
        await stage.press(*["down"] * hits.index("About Rome?"), "enter")
        await stage.sees("earlier branch")
        await stage.say("Yes, Rome.")
        assert [m.text for m in stage.said[1:]] == [
            "I moved to Rome.",
            "About Rome?",
            "Yes, Rome.",
            "Rome it is.",
        ]


async def test_search_says_when_there_is_nothing(opened: Open) -> None:
    async with opened() as stage:
        await stage.command("/search xylophone")
        await stage.sees("Nothing was said with these words.")
        await stage.press("enter")  # goes nowhere
        assert isinstance(stage.app.screen, Search)


async def test_signs_without_a_word_find_nothing(opened: Open, memory: Memory) -> None:
    talked(memory, "Signs", 'She said: "what?" (twice) * ^ \'', "...")
    async with opened() as stage:
        await stage.press("ctrl+f")
        await stage.until(lambda: isinstance(stage.app.screen, Search))
        await stage.type("'\"*^()")
        await stage.sees("Nothing was said with these words.")
        assert isinstance(stage.app.screen, Search)
        assert stage.app.screen.hits == []


async def test_only_the_end_of_a_long_conversation_is_mounted_and_more_as_you_scroll(
    opened: Open, memory: Memory
) -> None:
    talked(memory, "Long", *[f"Line {n}." for n in range(120)])
    async with opened() as stage:
        await stage.press("ctrl+l")
        await stage.pilot.pause(0.1)
        await stage.press("enter")
        await stage.sees("Line 119.")
        assert len(stage.chat.query(Utterance)) == 30
        stage.chat.view.scroll_to(y=0, animate=False)
        await stage.until(lambda: len(stage.chat.query(Utterance)) == 60)
        await stage.pilot.pause(0.2)
        assert "Line 90." in stage.seen.splitlines()[1]  # what was read has not moved
        for _ in range(3):
            stage.chat.view.scroll_to(y=0, animate=False)
            await stage.pilot.pause(0.3)
        assert len(stage.chat.query(Utterance)) == 120
