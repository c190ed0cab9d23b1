"""The list of conversations: gone on with, renamed, deleted, and left for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.models.scripted import Reply
from companion.ui.screens.conversations import Conversations
from companion.ui.screens.dialogs import Confirm
from companion.wake import beside
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from memory import Memory
    from tests.ui.conftest import Open


async def test_the_list_resumes_a_conversation_where_it_ended(opened: Open, memory: Memory) -> None:
    lisbon = talked(memory, "Moving to Lisbon", "I signed the lease.", "Which street?")
    talked(memory, "Shoes", "Biscuit ate a shoe.", "Left or right?", days=1)
    async with opened("Near the river, I hope?") as stage:
        await stage.press("ctrl+l")
        await stage.sees("Moving to Lisbon")
        assert stage.words.index("Shoes") < stage.words.index("Moving to Lisbon")  # the newest first
        await stage.press("down", "enter")
        await stage.sees("Which street?")
        await stage.say("Rua da Rosa.")
        assert stage.chat.dialogue.id == lisbon.id
        assert [m.text for m in memory.messages(lisbon.id)] == [
            "I signed the lease.",
            "Which street?",
            "Rua da Rosa.",
            "Near the river, I hope?",
        ]


async def test_a_conversation_without_a_title_goes_by_what_was_said(opened: Open, memory: Memory) -> None:
    talked(memory, None, "We signed the lease of the flat in Lisbon yesterday!", "Which street?")
    talked(memory, None, "Hm?", "Hm.")
    async with opened() as stage:
        await stage.press("ctrl+l")
        await stage.sees("lease of the flat in Lis")
        assert "Hm?" in stage.words


async def test_a_conversation_is_renamed(opened: Open, memory: Memory) -> None:
    lisbon = talked(memory, "Untidy", "I signed the lease.")
    async with opened() as stage:
        await stage.press("ctrl+l")
        await stage.sees("Untidy")
        await stage.press("r")
        await stage.sees("What is it to be called?")
        await stage.press(*["backspace"] * 6, *"Lease", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, Conversations))
        await stage.sees("Lease")
        assert memory.conversation(lisbon.id).title == "Lease"


async def test_a_conversation_is_deleted_only_after_a_yes(opened: Open, memory: Memory) -> None:
    talked(memory, "Secret", "The treasure is under the elm.")
    async with opened() as stage:
        await stage.press("ctrl+l")
        await stage.sees("Secret")
        await stage.press("d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.press("enter")  # the safe answer
        await stage.until(lambda: isinstance(stage.app.screen, Conversations))
        assert memory.search("treasure")
        await stage.press("d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.press("y")
        await stage.sees("There are no conversations yet.")
        assert memory.search("treasure") == []


async def test_deleting_the_present_conversation_leads_to_a_new_one(opened: Open, memory: Memory) -> None:
    async with opened("Oh?") as stage:
        await stage.say("The treasure is under the elm.")
        await stage.press("ctrl+l")
        await stage.pilot.pause(0.1)
        await stage.press("d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.press("y")
        await stage.sees("There are no conversations yet.")
        await stage.press("escape")
        await stage.sees("I'm Samantha")
        assert stage.chat.dialogue.id is None
        assert "treasure" not in stage.words


async def test_what_is_being_said_can_be_deleted(opened: Open, memory: Memory) -> None:
    async with opened(Reply("on and on " * 60, delay=0.03), "Here.") as stage:
        await stage.send("The treasure is under the elm.")
        await stage.sees("on and on")
        await stage.press("ctrl+l")
        await stage.until(lambda: isinstance(stage.app.screen, Conversations))
        await stage.press("d")
        await stage.until(lambda: isinstance(stage.app.screen, Confirm))
        await stage.press("y")
        await stage.sees("There are no conversations yet.")
        await stage.press("escape")
        await stage.sees("I'm Samantha")
        assert "broke" not in stage.words
        assert memory.conversations() == []
        await stage.say("Are you there?")
        await stage.sees("Here.")


async def test_what_is_being_said_can_be_forgotten(opened: Open, memory: Memory) -> None:
    async with opened("Yes?", Reply("elms grow " * 60, delay=0.03)) as stage:
        await stage.say("Hello.")
        await stage.send("The treasure is under the elm.")
        await stage.sees("elms grow elms")
        await stage.command("/forget elm")
        await stage.sees("for good")
        await stage.press("y")
        await stage.sees("Forgotten: 2 messages")
        assert "treasure" not in stage.words
        assert [m.text for m in stage.said[1:]] == ["Hello.", "Yes?"]
        assert "broke" not in stage.words


async def test_what_another_program_has_forgotten_gives_way_to_a_new_conversation(
    opened: Open, memory: Memory
) -> None:
    async with opened("Yes?", "Here.") as stage:
        await stage.say("The treasure is under the elm.")
        await stage.sees("Yes?")
        with beside(memory) as another:
            another.forget(conversation_ids=[said.conversation for said in stage.said])
        await stage.press("ctrl+r")  # there is nothing to ask again
        await stage.press("up")  # and nothing to edit
        await stage.say("Are you there?")
        await stage.sees("Here.")
        await stage.sees("has been forgotten elsewhere. This is a new one.")
        assert "treasure" not in stage.words
        assert "There is no conversation" not in stage.words
        assert [m.text for m in stage.said[1:]] == ["Are you there?", "Here."]
        assert len(memory.conversations()) == 1


async def test_a_new_conversation_is_another_one(opened: Open, memory: Memory) -> None:
    async with opened("One.", "Two.") as stage:
        await stage.say("First.")
        before = stage.chat.dialogue.id
        await stage.command("/new")
        await stage.until(lambda: stage.chat.dialogue.id is None)
        await stage.say("Second.")
        assert stage.chat.dialogue.id != before
        assert "First." not in stage.words
        assert len(memory.conversations()) == 2
