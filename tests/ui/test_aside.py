"""/off the record: said, answered, shown, and in no file afterwards; before it, and after it, all is kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from companion.models.protocol import ModelError
from companion.models.scripted import Reply
from companion.ui.aside import OFF_ALREADY, ON_ALREADY
from tests.conftest import traces
from tests.ui.conftest import TUESDAY
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from pathlib import Path

    from memory import Memory
    from tests.ui.conftest import Open, Stage

SECRET = "Zorblax"


def texts(memory: Memory) -> list[str]:
    return [row["text"] for row in memory.export()]


async def off(stage: Stage) -> None:
    await stage.command("/off the record")
    await stage.sees("nothing that is said from here on is kept")


async def test_a_conversation_that_is_off_the_record_from_its_beginning(
    opened: Open, memory: Memory, home: Path
) -> None:
    talked(memory, "Old", "My sister Ada lives in Bergen.")
    kept = texts(memory)
    async with opened(f"{SECRET}, I see.", "You told me.", size=(100, 30)) as stage:
        await off(stage)
        assert "off the record" in stage.seen.splitlines()[-1]
        assert "nothing of it is kept" in stage.words
        await stage.say(f"I promised to call {SECRET} tomorrow; remember that my boss is {SECRET}.")
        await stage.sees(f"{SECRET}, I see.")
        await stage.say("Who is my sister Ada?")
        await stage.sees("You told me.")
        stage.chat.background._touched = -1000.0
        await stage.chat.background.look()  # nothing is suggested because of it either
        await stage.pilot.pause(0.1)
        asked = stage.app.talk.engine.model.history  # type: ignore[attr-defined]
        assert "Bergen" in str(asked[-1].messages)  # answered from memory
        assert SECRET in str(asked[-1].messages)  # and from what was said before in it
        assert texts(memory) == kept
        assert traces(home, SECRET) == []
        await stage.press("ctrl+n")
        await stage.sees("What was said off the record is gone. This is on the record.")
        assert "off the record" not in stage.seen.splitlines()[-1]
    assert texts(memory) == kept
    assert memory.proposals() == memory.facts() == []
    assert traces(home, SECRET) == []


async def test_what_was_said_before_stays_and_what_is_said_afterwards_too(
    opened: Open, memory: Memory, home: Path
) -> None:
    async with opened("A cat!", f"{SECRET}.", "Onwards.", size=(100, 30)) as stage:
        await stage.say("I have a cat.")
        await stage.sees("A cat!")
        await off(stage)
        await stage.say(f"Her true name is {SECRET}.")
        await stage.sees(f"{SECRET}.")
        assert "I have a cat." in stage.words
        await stage.command("/on the record")
        await stage.sees("On the record again.")
        assert f"Her true name is {SECRET}" not in stage.words
        await stage.say("Where were we?")
        await stage.sees("Onwards.")
        asked = stage.app.talk.engine.model.history[-1]  # type: ignore[attr-defined]
        assert SECRET not in str(asked.messages)
    assert texts(memory)[-4:] == ["I have a cat.", "A cat!", "Where were we?", "Onwards."]
    assert traces(home, SECRET) == []
    assert memory.check() == []


async def test_the_exchange_that_is_on_its_way_goes_along(opened: Open, memory: Memory, home: Path) -> None:
    slow = Reply(f"{SECRET}! " + "And so on. " * 50, delay=0.05)
    async with opened("A cat!", slow, "Once more.", size=(100, 30)) as stage:
        await stage.say("I have a cat.")
        await stage.send(f"Tell me about {SECRET}.")
        await stage.sees(f"{SECRET}!")
        assert traces(home, SECRET)  # it is in the store while she speaks
        await off(stage)
        await stage.sees("Once more.")
        await stage.quiet()
        assert [one.text for one in stage.chat.dialogue.record.messages(stage.chat.dialogue.id or 0)][
            -2:
        ] == [
            f"Tell me about {SECRET}.",
            "Once more.",
        ]
        assert traces(home, SECRET) == []
    assert texts(memory)[-2:] == ["I have a cat.", "A cat!"]
    assert traces(home, SECRET) == []


async def test_what_waits_goes_along_and_a_conversation_of_nothing_else_is_not_there(
    opened: Open, memory: Memory, home: Path
) -> None:
    slow = Reply("Well, " + "and so on. " * 50, delay=0.05)
    async with opened(slow, "Both heard.", size=(100, 30)) as stage:
        await stage.send(f"Tell me about {SECRET}.")
        await stage.sees("Well,")
        await stage.send(f"And about the {SECRET} of old.")
        await stage.sees("your next message waits")
        await off(stage)
        await stage.sees("Both heard.")
        asked = stage.app.talk.engine.model.history[-1]  # type: ignore[attr-defined]
        assert asked.messages[-1].content.count(SECRET) == 2
        assert memory.store.value("SELECT count(*) FROM conversation") == 0
    assert traces(home, SECRET) == []
    assert texts(memory) == []


async def test_a_stop_a_failure_and_an_edit_are_nowhere_either(
    opened: Open, memory: Memory, home: Path
) -> None:
    broken = ModelError("The model broke.", "Try again.")
    slow = Reply(f"{SECRET} " + "and so on. " * 50, delay=0.05)
    async with opened(broken, slow, "Edited.", "Again.", size=(100, 30)) as stage:
        await off(stage)
        await stage.say(f"Hello {SECRET}.")
        await stage.sees("The model broke.")
        await stage.send(f"Do you know {SECRET}?")
        await stage.sees(f"{SECRET} and")
        await stage.press("escape")
        await stage.sees("You stopped her.")
        assert "is kept." not in stage.words.split("You stopped her.")[1]
        await stage.press("up")
        await stage.until(lambda: SECRET in stage.chat.prompt.text)
        await stage.press("enter")
        await stage.sees("Edited.")
        await stage.quiet()
        await stage.press("ctrl+r")
        await stage.sees("Again.")
        await stage.quiet()
    assert texts(memory) == []
    assert traces(home, SECRET) == []


async def test_why_shows_what_was_recalled_though_nothing_is_noted(opened: Open, memory: Memory) -> None:
    talked(memory, "Old", "My sister Ada lives in Bergen.")
    async with opened("In Bergen.", size=(100, 30)) as stage:
        await off(stage)
        await stage.say("Where does my sister Ada live?")
        await stage.command("/why")
        await stage.sees("My sister Ada lives in Bergen.")
    assert memory.store.value("SELECT count(*) FROM recalled") == 0


async def test_leaving_for_another_conversation_ends_it(opened: Open, memory: Memory, home: Path) -> None:
    old = talked(memory, "Old", "My sister Ada lives in Bergen.")
    async with opened(f"{SECRET}.", "Fine.", size=(100, 30)) as stage:
        await off(stage)
        await stage.say(f"Psst: {SECRET}.")
        await stage.chat.dialogue.resume(old.id)
        await stage.sees("This is on the record.")
        await stage.say("How are you?")
        await stage.sees("Fine.")
        assert stage.said[-1].text == "Fine."
    assert traces(home, SECRET) == []


async def test_forgetting_while_off_the_record_forgets_there_too(opened: Open, memory: Memory) -> None:
    old = talked(memory, "Old", f"The word is {SECRET}.", "I see.")
    async with opened(f"{SECRET}.", size=(100, 30)) as stage:
        await stage.chat.dialogue.resume(old.id)
        await off(stage)
        await stage.command(f"/forget {SECRET}")
        await stage.sees("Forget everything with")
        await stage.press("y")
        await stage.sees("Forgotten:")
        record = stage.chat.dialogue.record
        assert SECRET not in str(record.messages(old.id))
    assert SECRET not in str(texts(memory))


async def test_saying_it_twice_is_answered(opened: Open) -> None:
    async with opened(size=(100, 30)) as stage:
        await stage.command("/on the record")
        await stage.sees(" ".join(ON_ALREADY.split()))
        await off(stage)
        await stage.command("/off the record")
        await stage.sees(" ".join(OFF_ALREADY.split()))
        await stage.command("/on the record")
        await stage.sees("On the record again.")
        assert not stage.app.talk.engine.off_the_record


async def test_it_is_seen_on_a_narrow_screen_too(opened: Open) -> None:
    async with opened(size=(60, 18)) as stage:
        await off(stage)
        assert "off the record" in stage.seen.splitlines()[-1]


async def test_what_is_made_of_it_while_it_is_still_is_nothing(
    opened: Open, memory: Memory, home: Path
) -> None:
    worked = asyncio.Event()

    async def reflect() -> None:
        worked.set()

    async with opened("Hm.", "Oh.", reflect=reflect, still=0.0, size=(100, 30)) as stage:
        await stage.say("I have a cat.")
        await off(stage)
        await stage.say(f"Remind me to call {SECRET} on Friday at 9.")
        work = memory.store.value("SELECT count(*) FROM work")
        await stage.chat.background.look()
        await asyncio.wait_for(worked.wait(), 5)  # what was said before may be reflected on
        assert memory.store.value("SELECT count(*) FROM work") == work
        assert memory.proposals() == []
        assert memory.due_work(TUESDAY) == 0
    assert traces(home, SECRET) == []
