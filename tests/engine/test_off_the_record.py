"""Off the record: answered from memory, and nothing of it stored; what was said before stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.engine.events import Answered, Composed, Recalled
from companion.models.protocol import ModelError
from memory import NotFoundError
from tests.conftest import traces
from tests.engine.conftest import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from companion.engine.engine import Engine
    from memory import Memory
    from tests.engine.conftest import Clock

    Make = Callable[..., Engine]

SECRET = "Zorblax"


def rows(memory: Memory) -> dict[str, int]:
    tables = ("conversation", "message", "fact", "summary", "proposal", "reminder", "work", "recalled")
    return {table: memory.store.value(f"SELECT count(*) FROM {table}") for table in tables}


async def test_it_is_answered_from_memory_and_not_stored(
    samantha: Make, memory: Memory, clock: Clock, home: Path
) -> None:
    engine = samantha("Noted.", f"{SECRET} it is.", "Yes, you told me.")
    before = engine.begin()
    await say(engine, before.id, "My sister Ada lives in Bergen.")
    clock.pass_by(days=2)
    kept = rows(memory)
    engine.go_off_the_record(None)
    talk = engine.begin("Good evening.")
    events = await say(engine, talk.id, f"Remember that my sister's nickname is {SECRET}, in Bergen.")
    (found,) = [event.recollections for event in events if isinstance(event, Recalled)]
    assert "My sister Ada lives in Bergen." in [one.text for one in found]
    events = await say(engine, talk.id, "What is her nickname?")
    (composed,) = [event for event in events if isinstance(event, Composed)]
    assert SECRET in str(composed.prompt.messages)  # within the conversation it is known
    assert rows(memory) == kept
    assert traces(home, SECRET) == []
    engine.go_on_the_record()
    assert rows(memory) == kept


async def test_a_conversation_that_has_begun_keeps_what_was_said_before(
    samantha: Make, memory: Memory, home: Path
) -> None:
    engine = samantha("Hello.", "I see.", "And now?")
    talk = engine.begin()
    await say(engine, talk.id, "I have a cat.")
    path = memory.messages(talk.id)
    engine.go_off_the_record(talk.id)
    events = await say(engine, talk.id, f"Her secret name is {SECRET}.")
    (composed,) = [event for event in events if isinstance(event, Composed)]
    assert "I have a cat." in str(composed.prompt.messages)
    assert memory.messages(talk.id) == path
    engine.go_on_the_record()
    events = await say(engine, talk.id, "Where were we?")
    (composed,) = [event for event in events if isinstance(event, Composed)]
    assert SECRET not in str(composed.prompt.messages)  # else her answers could carry it into the store
    assert [one.text for one in memory.messages(talk.id)][2:] == ["Where were we?", "And now?"]
    assert traces(home, SECRET) == []


async def test_a_message_of_the_present_is_not_recalled_and_the_first_ones_of_the_memory_are(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    """Ids off the record are not mistaken for those of the memory."""
    engine = samantha("Oh.", "Yes.", "Yes.")
    await say(engine, engine.begin().id, "The heron stood on the jetty.")
    clock.pass_by(days=2)
    engine.go_off_the_record(None)
    talk = engine.begin()
    for _ in range(2):
        events = await say(engine, talk.id, "Where did the heron stand?")
        (found,) = [event.recollections for event in events if isinstance(event, Recalled)]
        assert [one.text for one in found if one.kind == "message"] == ["The heron stood on the jetty."]
    engine.go_on_the_record()


async def test_what_no_longer_fits_gives_way_off_the_record_too(
    samantha: Make, memory: Memory, home: Path
) -> None:
    engine = samantha(*["Go on."] * 12, window=2048)
    engine.go_off_the_record(None)
    talk = engine.begin()
    for n in range(12):
        await say(engine, talk.id, f"My friend {SECRET} told me story {n}, " + "with many long words " * 20)
    assert engine.record.summaries(level="part")
    assert memory.summaries() == []
    assert traces(home, SECRET) == []
    engine.go_on_the_record()


async def test_an_answer_that_fails_or_is_stopped_leaves_nothing(
    samantha: Make, memory: Memory, home: Path
) -> None:
    engine = samantha(ModelError("It broke.", "Try again."), f"{SECRET} and more of it.")
    engine.go_off_the_record(None)
    talk = engine.begin()
    events = await say(engine, talk.id, f"Do you like {SECRET}?")
    assert isinstance(events[-1], Answered)
    assert events[-1].message.status == "error"
    turn = engine.turn(talk.id, f"And {SECRET}?")
    async for _ in turn:
        break
    await turn.aclose()
    assert rows(memory)["message"] == 0
    assert traces(home, SECRET) == []
    engine.go_on_the_record()


async def test_going_twice_or_coming_back_twice_changes_nothing(samantha: Make, memory: Memory) -> None:
    engine = samantha("Yes.")
    engine.go_on_the_record()
    engine.go_off_the_record(None)
    talk = engine.begin()
    record = engine.record
    engine.go_off_the_record(None)
    assert engine.record is record
    with pytest.raises(NotFoundError):
        engine.leave(talk.id)  # nothing is to be made of it
    engine.go_on_the_record()
    engine.go_on_the_record()
    assert engine.record is memory
