"""What is sent while she speaks: it waits for its turn, and is not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.models.scripted import Reply
from companion.ui.widgets.utterance import Yours
from tests.ui.test_chat import LONG

if TYPE_CHECKING:
    from memory import Memory
    from tests.ui.conftest import Open


async def test_what_you_send_while_she_speaks_waits_for_its_turn(opened: Open) -> None:
    async with opened(Reply("One two three four five six.", delay=0.3), "And to that: yes.") as stage:
        await stage.send("First.")
        await stage.sees("One")
        await stage.send("Second.")
        assert "your next message waits" in stage.words
        await stage.sees("And to that: yes.")
        assert [m.text for m in stage.said[1:]] == [
            "First.",
            "One two three four five six.",
            "Second.",
            "And to that: yes.",
        ]


async def test_what_waits_is_on_the_screen_and_in_the_store(opened: Open) -> None:
    async with opened(LONG) as stage:
        await stage.send("First.")
        await stage.sees("word3")
        await stage.send("Second.")
        await stage.send("Third.")
        await stage.sees("Third.")
        first, hers, waiting = stage.said[1:]
        assert (first.text, hers.status, waiting.text) == ("First.", "streaming", "Second.\n\nThird.")
        assert [shown.words for shown in stage.chat.query(".waiting").results(Yours)] == [waiting.text]


async def test_what_waited_is_answered_together_and_shown_once(opened: Open) -> None:
    async with opened(Reply("One two three four five six.", delay=0.3), "To both: yes.") as stage:
        await stage.send("First.")
        await stage.sees("One")
        await stage.send("Second.")
        await stage.send("Third.")
        await stage.sees("To both: yes.")
        assert [shown.words for shown in stage.chat.query(Yours)] == ["First.", "Second.\n\nThird."]
        assert not stage.chat.query(".waiting")
        assert [m.text for m in stage.said[3:]] == ["Second.\n\nThird.", "To both: yes."]


async def test_what_was_waiting_when_you_quit_is_kept(opened: Open, memory: Memory) -> None:
    async with opened(LONG) as stage:
        await stage.send("First.")
        await stage.sees("word3")
        await stage.send("Second.")
        await stage.sees("Second.")
        await stage.press("ctrl+q")
        await stage.until(lambda: not stage.app.is_running)
    (talk,) = memory.conversations()
    _, first, hers, second = memory.messages(talk.id)
    assert (first.text, hers.status, second.text) == ("First.", "interrupted", "Second.")


async def test_two_messages_sent_at_once_keep_their_order(opened: Open) -> None:
    async with opened("To the first.", "To the second.") as stage:
        for line in ("One.", "Two."):
            stage.chat.prompt.fill(line)
            stage.chat.prompt.action_submit()
        await stage.sees("To the second.")
        assert [m.text for m in stage.said[1:]] == ["One.", "To the first.", "Two.", "To the second."]


async def test_what_waits_and_can_not_be_stored_comes_back(opened: Open) -> None:
    async with opened(LONG) as stage:
        await stage.send("First.")
        await stage.sees("word3")
        stage.memory.close()
        await stage.send("Precious words.")
        await stage.until(lambda: "Precious words." in stage.chat.prompt.text)


async def test_esc_gives_back_what_was_waiting(opened: Open) -> None:
    async with opened(LONG) as stage:
        await stage.send("First.")
        await stage.sees("word3")
        await stage.send("Second.")
        await stage.press("escape")
        await stage.quiet()
        assert stage.chat.prompt.text == "Second."
        assert not stage.chat.query(".waiting")
        assert [m.text for m in stage.said if m.author == "user"] == ["First."]
