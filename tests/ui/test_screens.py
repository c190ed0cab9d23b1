"""The screens over the conversation: lists, search, pages, choices, and what they do to the store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from companion import config
from companion.ui.screens.dialogs import Confirm, Page
from companion.ui.screens.memory import MemoryScreen
from companion.ui.widgets.utterance import Hers, Yours
from tests.ui.conftest import TUESDAY

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from memory import Memory
    from memory.records import Conversation, Fact
    from tests.ui.conftest import Open


def talked(memory: Memory, title: str | None, *said: str, days: int = 3) -> Conversation:
    """A conversation of a few days ago; the user begins."""
    at = TUESDAY - timedelta(days=days)
    begun = memory.begin(persona="samantha", at=at, title=title)
    for number, text in enumerate(said):
        author = "companion" if number % 2 else "user"
        memory.append(begun.id, author=author, text=text, at=at + timedelta(minutes=number))
    return memory.conversation(begun.id)


async def test_why_shows_what_came_back_and_where_it_comes_from(opened: Open, memory: Memory) -> None:
    talked(memory, "Dogs", "My beagle Biscuit hates thunder.", "Poor Biscuit.")
    async with opened("He hates it.") as stage:
        await stage.say("What does my beagle Biscuit think of thunder?")
        await stage.command("/why")
        await stage.until(lambda: isinstance(stage.app.screen, Page))
        await stage.sees("My beagle Biscuit hates thunder.")
        assert "you, Saturday 2 May" in stage.words


async def test_why_shows_nothing_of_what_was_forgotten_since(opened: Open, memory: Memory) -> None:
    talked(memory, "Shoes", "My beagle Biscuit ate a red shoe.")
    async with opened("Biscuit, was it?") as stage:
        await stage.say("Which shoe did the beagle eat?")
        await stage.command("/why")
        await stage.sees("a red shoe")
        await stage.press("escape")
        await stage.command("/forget red shoe")
        await stage.sees("for good")
        await stage.press("y")
        await stage.sees("Forgotten: ")
        await stage.command("/why")
        await stage.sees("this conversation alone")
        assert "a red shoe" not in stage.words


async def test_why_before_any_answer_is_a_line(opened: Open) -> None:
    async with opened() as stage:
        await stage.command("/why")
        await stage.sees("has not answered anything")


async def test_context_shows_the_parts_of_the_last_prompt(opened: Open) -> None:
    async with opened("Yes.") as stage:
        await stage.say("Hello.")
        await stage.command("/context")
        await stage.sees("tokens were sent")
        assert "who she is" in stage.words
        await stage.press("escape")
        await stage.until(lambda: "who she is" not in stage.words)
        assert "of 8,192 tokens" in stage.words


async def test_remember_keeps_a_fact_of_yours_and_memory_shows_it(opened: Open, memory: Memory) -> None:
    async with opened() as stage:
        await stage.command("/remember I am allergic to nuts.")
        await stage.sees("Kept: I am allergic to nuts.")
        fact: Fact = memory.facts()[0]
        assert (fact.said_by, fact.pinned) == ("user", True)
        await stage.command("/memory")
        await stage.sees("★ I am allergic to nuts.")
        await stage.press("escape")
        await stage.command("/remember")
        await stage.sees("Say what to keep")


async def test_forget_says_how_much_and_asks_first(opened: Open, memory: Memory) -> None:
    async with opened("Which elm?", "I see.") as stage:
        await stage.say("The treasure is under the elm.")
        await stage.command("/forget treasure")
        await stage.sees("1 message go")
        await stage.press("n")
        assert memory.search("treasure")
        await stage.command("/forget treasure")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.press("y")
        await stage.sees("Forgotten: 1 message")
        assert memory.search("treasure") == []
        assert not [shown for shown in stage.chat.query(Yours) if "treasure" in shown.words]
        await stage.command("/forget xylophone")
        await stage.sees("Nothing that was said")


async def test_another_model_answers_from_the_next_message_on(opened: Open) -> None:
    async with opened("I am the first.") as stage:
        await stage.say("Who are you?")
        await stage.command("/model")
        await stage.sees("Which model should think?")
        await stage.press("down", "enter")
        await stage.sees("other answers from now on; your words go to this machine.")
        await stage.say("And now?")
        await stage.sees("I am the other one.")
        assert stage.said[-1].model == "other"


async def test_weights_named_from_here_are_found_from_everywhere(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.gguf").touch()
    async with opened() as stage:
        await stage.command("/model ./mine.gguf")
        await stage.sees("answers from now on")
    assert config.load().model == str(tmp_path / "mine.gguf")


async def test_another_persona_begins_another_conversation(opened: Open) -> None:
    async with opened("Yes.") as stage:
        await stage.say("Hello.")
        await stage.command("/persona nobody-of-that-name")
        await stage.until(lambda: "nobody-of-that-name" in stage.words)
        assert stage.chat.dialogue.id is not None  # it stayed, and what was typed came back
        stage.chat.prompt.empty()
        await stage.command("/persona samantha")
        await stage.until(lambda: stage.chat.dialogue.id is None)
        assert stage.chat.query(Hers)


async def test_help_lists_every_command_and_the_keys(opened: Open) -> None:
    async with opened(size=(100, 60)) as stage:
        await stage.press("f1")
        await stage.sees("/remember TEXT")
        await stage.sees("ctrl+q")
        assert "Stop her; what she said is kept" in stage.words


async def test_the_palette_runs_commands_and_resumes_conversations(opened: Open, memory: Memory) -> None:
    talked(memory, "Moving to Lisbon", "I signed the lease.", "Which street?")
    async with opened() as stage:
        await stage.press("ctrl+p")
        await stage.sees("Start a new conversation")
        await stage.press(*"lisbon")
        await stage.sees("Resume this conversation")
        await stage.pilot.pause(0.3)
        await stage.press("enter")
        await stage.pilot.pause(0.2)
        await stage.sees("Which street?")


async def test_a_slash_offers_commands_and_tab_completes(opened: Open) -> None:
    async with opened() as stage:
        await stage.press("slash")
        await stage.sees("Start a new conversation")
        await stage.press(*"me")
        await stage.sees("What she knows of you")
        assert "Start a new conversation" not in stage.words
        await stage.press("tab")
        assert stage.chat.prompt.text == "/memory"
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, MemoryScreen))


async def test_enter_takes_the_command_that_is_highlighted(opened: Open) -> None:
    async with opened() as stage:
        await stage.press("slash", *"re", "enter")
        assert stage.chat.prompt.text == "/remember "  # it needs more
        await stage.press(*"nuts", "enter")
        await stage.sees("Kept: nuts")


async def test_values_are_offered_where_they_are_few(opened: Open) -> None:
    async with opened() as stage:
        await stage.until(lambda: stage.chat.background.models)
        await stage.type("/model ")
        await stage.sees("/model other")
        await stage.press("o", "t", "enter")
        await stage.sees("other answers from now on")


async def test_a_command_that_is_none_stays_in_the_prompt(opened: Open) -> None:
    async with opened("Right.") as stage:
        await stage.command("/nwe")
        await stage.sees("There is no /nwe")
        assert stage.chat.prompt.text == "/nwe"
        stage.chat.prompt.load_text("//nwe")
        await stage.press("enter")
        await stage.quiet()
        assert stage.said[1].text == "/nwe"
