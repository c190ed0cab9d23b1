"""The memory screen: looked through, put right, forgotten, with the sources one key away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from companion.ui.screens.dialogs import Confirm, Line
from companion.ui.screens.memory import MemoryScreen
from companion.ui.screens.sources import Sources
from companion.ui.widgets.utterance import Utterance
from tests.ui.conftest import TUESDAY
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from memory import Memory
    from memory.records import Fact
    from tests.ui.conftest import Open, Stage


def moved(memory: Memory) -> tuple[Fact, Fact, Fact]:
    """A home that gave way to another, with the messages they rest on, and a pinned allergy without any."""
    memory.learn("You are allergic to nuts.", said_by="user", at=TUESDAY - timedelta(days=99), pinned=True)
    facts = []
    for town, days in (("Bremen", 60), ("Lisbon", 9)):
        there = talked(memory, town, f"Hello. I live in {town} now.", "Near the river?", days=days)
        said = memory.messages(there.id)[0]
        facts.append(
            memory.learn(
                f"You live in {town}.",
                said_by="user",
                sources=[said.id],
                quote=f"I live in {town}",
                topic="home",
                confidence=0.9,
                at=said.at,
                valid_from=said.at,
                supersedes=[one.id for one in facts],
            )
        )
    return memory.fact(1), memory.fact(2), memory.fact(3)


def noted(memory: Memory, *texts: str) -> None:
    """A note on every conversation, oldest first."""
    for one, text in zip(reversed(memory.conversations()), texts, strict=True):
        path = memory.messages(one.id)
        memory.summarise(
            "conversation",
            text,
            start=one.started_at,
            end=one.last_at,
            sources=[m.id for m in path],
            method="extractive",
            at=one.last_at,
            conversation=one.id,
        )


async def shown(stage: Stage, key: str = "f3") -> MemoryScreen:
    """The memory screen, when it has looked everything up."""
    await stage.press(key)
    await stage.until(lambda: isinstance(stage.app.screen, MemoryScreen))
    screen = stage.app.screen
    assert isinstance(screen, MemoryScreen)
    await stage.until(lambda: screen.shelf is not None and "looking" not in stage.words)
    await stage.pilot.pause(0.05)
    return screen


def texts(screen: MemoryScreen) -> list[str]:
    """What is listed, in order."""
    return [one.text for one in screen.shown]


async def test_a_new_memory_says_what_to_do(opened: Open) -> None:
    async with opened() as stage:
        await shown(stage)
        await stage.sees("She learns them from what you say; a tells her one.")
        await stage.press("2")
        await stage.sees("She writes one when a conversation is over.")
        await stage.press("3")
        await stage.sees("Nothing was said yet.")
        await stage.press("enter", "e", "p", "t", "d", "w")  # nothing is there to do it to
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.chat)


async def test_pinned_facts_come_first_and_outdated_ones_when_asked_for(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        assert texts(screen) == ["You are allergic to nuts.", "You live in Lisbon."]
        assert "★ You are allergic to nuts." in stage.words
        assert "26 Apr" in stage.words
        await stage.sees("f shows 1 outdated")
        await stage.press("f")
        await stage.sees("× You live in Bremen.")
        assert "until 26 Apr" in stage.words
        await stage.press("f")
        await stage.until(lambda: len(screen.shown) == 2)


async def test_facts_are_found_while_you_write(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("slash", *"LISB")
        await stage.until(lambda: texts(screen) == ["You live in Lisbon."])
        await stage.sees("1 fact found")
        await stage.press(*"xx")
        await stage.sees("No fact has these words. 3 looks for them in all that was said.")
        await stage.press("escape")
        await stage.until(lambda: len(screen.shown) == 2)
        await stage.press("down", "p")  # letters are keys again
        await stage.until(lambda: memory.fact(1).pinned is False)


async def test_the_command_takes_words(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        await stage.command("/memory nuts")
        await stage.sees("1 fact found")
        assert "Lisbon" not in stage.words


async def test_sources_are_one_key_away_and_lead_to_the_conversation(opened: Open, memory: Memory) -> None:
    _, _, lisbon = moved(memory)
    async with opened() as stage:
        await shown(stage)
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Sources))
        await stage.sees("Hello. I live in Lisbon now.")
        await stage.sees("you · Sunday 26 April 14:02")
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen is stage.chat)
        await stage.sees("Near the river?")
        assert stage.chat.dialogue.id == memory.message(lisbon.sources[0]).conversation
        found = [one for one in stage.chat.query(Utterance) if one.has_class("found")]
        assert [one.message.id for one in found if one.message] == list(lisbon.sources)


async def test_what_you_told_her_has_no_message_behind_it(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        await shown(stage)
        await stage.press("w")
        await stage.sees("You told her so directly")
        await stage.press("d", "enter", "escape")
        await stage.until(lambda: isinstance(stage.app.screen, MemoryScreen))


async def test_a_fact_is_put_right_and_the_old_one_stays_in_its_timeline(
    opened: Open, memory: Memory
) -> None:
    moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("down", "e")
        await stage.until(lambda: isinstance(stage.app.screen, Line))
        await stage.press("enter")  # as it was: nothing changes
        await stage.until(lambda: stage.app.screen is screen)
        assert len(memory.facts(include_superseded=True)) == 3
        await stage.press("e")
        await stage.until(lambda: isinstance(stage.app.screen, Line))
        await stage.press(*["backspace"] * 7, *"Porto.", "enter")
        await stage.until(lambda: "You live in Porto." in texts(screen))
        assert screen.here is not None
        assert screen.here.text == "You live in Porto."
        await stage.press("t")
        await stage.sees("The timeline of “home”")
        assert texts(screen) == ["You live in Bremen.", "You live in Lisbon.", "You live in Porto."]
        await stage.press("home", "e")
        await stage.sees("It does not hold any more.")
        await stage.press("escape")
        await stage.until(lambda: len(screen.shown) == 2)
    assert memory.facts()[-1].said_by == "user"


async def test_a_fact_is_pinned_and_let_go_again(opened: Open, memory: Memory) -> None:
    _, _, lisbon = moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("down", "p")
        await stage.until(lambda: memory.fact(lisbon.id).pinned)
        await stage.sees("★ You live in Lisbon.")
        await stage.until(lambda: screen.here is not None and screen.here.id == lisbon.id)  # it stays marked
        await stage.press("p")
        await stage.until(lambda: not memory.fact(lisbon.id).pinned)


async def test_she_is_told_something_to_remember(opened: Open, memory: Memory) -> None:
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("a")
        await stage.until(lambda: isinstance(stage.app.screen, Line))
        await stage.press(*"I love rain", "enter")
        await stage.until(lambda: texts(screen) == ["I love rain"])
        await stage.sees("★ I love rain")
    assert memory.facts()[0].pinned


async def test_to_forget_a_fact_says_what_would_hold_again(opened: Open, memory: Memory) -> None:
    _, _, lisbon = moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("down", "d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.sees("Forget “You live in Lisbon.”?")
        await stage.sees("1 fact goes for good. “You live in Bremen.” holds again then.")
        await stage.sees("What was said stays")
        await stage.press("n")
        await stage.until(lambda: stage.app.screen is screen)
        assert memory.fact(lisbon.id)
        await stage.press("d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.press("y")
        await stage.until(lambda: texts(screen) == ["You are allergic to nuts.", "You live in Bremen."])
        assert memory.search("Lisbon")  # what was said stayed


async def test_a_message_is_forgotten_among_the_sources_with_what_rests_on_it(
    opened: Open, memory: Memory
) -> None:
    moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Sources))
        await stage.sees("1 message")
        await stage.press("d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.sees("1 message, 1 fact, 1 title go for good.")
        await stage.press("y")
        await stage.until(lambda: stage.app.screen is screen)  # the fact went along
        await stage.until(lambda: texts(screen) == ["You are allergic to nuts.", "You live in Bremen."])
        assert memory.search("Lisbon") == []


async def test_messages_are_found_gone_to_and_forgotten(opened: Open, memory: Memory) -> None:
    moved(memory)
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("3")
        await stage.sees("4 messages")
        assert texts(screen)[:2] == ["Near the river?", "Hello. I live in Lisbon now."]  # the latest first
        await stage.press("slash", *"brem")
        await stage.until(lambda: texts(screen) == ["Hello. I live in Bremen now."])
        await stage.press("enter", "d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.sees("With it: “You live in Bremen.”.")
        await stage.press("y")
        await stage.sees("Nothing was said with these words.")
        assert [fact.text for fact in memory.facts(include_superseded=True)][1:] == ["You live in Lisbon."]
        await stage.press("escape")
        await stage.until(lambda: len(screen.shown) == 3)
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen is stage.chat)


async def test_the_diary_is_read_by_its_spans(opened: Open, memory: Memory) -> None:
    moved(memory)
    noted(memory, "You settled in Bremen.", "You were packing for Lisbon.")
    async with opened() as stage:
        screen = await shown(stage)
        await stage.press("right")
        await stage.sees("Sunday 26 April 14:02 a conversation You were packing for Lisbon.")
        assert texts(screen) == ["You were packing for Lisbon.", "You settled in Bremen."]
        await stage.sees("made of 2 messages · your own sentences")
        await stage.press("l", "l")
        await stage.sees("There are no notes over days yet. l shows others.")
        await stage.press("l", "l", "l", "l", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Sources))
        await stage.sees("2 messages")
        await stage.press("escape", "d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.sees("Forget all that this note is about (Sunday 26 April 14:02)?")
        await stage.sees("With it: “You live in Lisbon.”.")
        await stage.press("y")
        await stage.until(lambda: texts(screen) == ["You settled in Bremen."])
        assert memory.search("Lisbon") == []


async def test_to_forget_what_is_being_talked_about_shows_in_the_conversation(
    opened: Open, memory: Memory
) -> None:
    async with opened("Which elm?") as stage:
        await stage.say("The treasure is under the elm.")
        await shown(stage)
        await stage.press("3")
        await stage.sees("3 messages")
        await stage.press("down", "d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.press("y")
        await stage.sees("2 messages")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.chat)
        await stage.until(lambda: "treasure" not in stage.words)
