"""What a prompt is gathered from: nothing of it twice, nothing left out, and its beginning fixed."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from companion.engine.events import Answered, Composed, Condensed, Heard
from companion.engine.gathering import Scene, recall, taken_up
from companion.engine.reflect import Reflector
from memory import Memory
from memory.records import COMPANION, USER, Message
from tests.engine.conftest import MONDAY, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from companion.engine.engine import Engine
    from tests.engine.conftest import Clock

    Make = Callable[..., Engine]


def sent(engine: Engine, turn: int = -1) -> list[tuple[str, str]]:
    request = engine.model.history[turn]  # type: ignore[attr-defined]
    return [(said.role, said.content) for said in request.messages]


async def test_what_you_ask_her_to_remember_she_knows_in_the_same_conversation(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    engine = samantha("Hm?", "Rowan.")
    talk = engine.begin()
    await say(engine, talk.id, "Hello.")
    clock.pass_by(minutes=1)
    memory.learn("The cottage is called Rowan.", said_by=USER, at=clock(), pinned=True)
    await say(engine, talk.id, "What is the cottage called?")
    assert "The cottage is called Rowan." in sent(engine)[-1][1]


async def test_a_summary_of_the_beginning_is_not_recalled_as_well(samantha: Make, memory: Memory) -> None:
    engine = samantha(*["I see. " * 40] * 12, window=2048)
    talk = engine.begin()
    for day in range(12):
        text = f"On day {day} I walked {day + 3} kilometres to the old mill and thought about Jule. " * 3
        await say(engine, talk.id, text)
    (part,) = memory.summaries(level="part", conversation=talk.id)
    engine.model.history.clear()  # type: ignore[attr-defined]
    await say(engine, talk.id, "How many kilometres to the old mill, thinking about Jule?")
    whole = "\n".join(content for _, content in sent(engine))
    assert whole.count(" ".join(part.text.split())[:60]) == 1


async def test_a_better_summary_of_another_conversation_does_not_move_the_log(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    engine = samantha("Nice.", "One.", "Two.")
    old = engine.begin()
    await say(engine, old.id, "I repaired the boat with Jule.")
    span = memory.messages(old.id)

    def sum_up(text: str) -> None:
        memory.summarise(
            "conversation",
            text,
            start=span[0].at,
            end=span[-1].at,
            sources=[m.id for m in span],
            method="extractive",
            at=clock(),
            conversation=old.id,
        )

    sum_up("The boat was repaired.")
    clock.pass_by(hours=1)
    talk = engine.begin()
    await say(engine, talk.id, "First thing.")
    clock.pass_by(minutes=1)
    sum_up("You repaired the boat together with Jule.")
    await say(engine, talk.id, "Second thing.")
    assert "The boat was repaired." in sent(engine, 1)[0][1]
    assert sent(engine, 1)[0] == sent(engine, 2)[0]
    assert [s.text for s in memory.summaries(level="conversation")] == [
        "You repaired the boat together with Jule."
    ]


async def test_a_message_of_another_program_in_between_is_not_taken_for_ones_own(
    samantha: Make, memory: Memory, home: Path, clock: Clock
) -> None:
    engine = samantha("Both heard.")
    talk = engine.begin()
    turn = engine.turn(talk.id, "This is the first question.")
    assert isinstance(await anext(turn), Heard)
    with Memory.open(home / "companion.db") as other:
        other.append(talk.id, USER, "This is the second question.", clock())
    events = [event async for event in turn]
    assert isinstance(events[-1], Answered)
    whole = "\n".join(content for _, content in sent(engine))
    assert whole.count("This is the first question.") == 1
    path = [m.text for m in memory.messages(talk.id)]
    assert path == ["This is the first question.", "This is the second question.", "Both heard."]


async def test_an_answer_that_failed_is_neither_recalled_nor_quoted(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    engine = samantha("In the tin.")
    old = memory.begin("samantha", clock())
    memory.append(old.id, USER, "The spare key is in the blue tin.", clock())
    memory.append(old.id, COMPANION, "", clock(), status="error")
    clock.pass_by(days=1)
    await say(engine, engine.begin().id, "Where is the spare key?")
    assert "blue tin" in sent(engine)[-1][1]
    assert "“”" not in sent(engine)[-1][1]
    assert all(found.text for found in memory.recall("spare key blue tin"))


@pytest.mark.parametrize("window", [700, 1500, 4096])
async def test_each_prompt_begins_as_the_one_before_it_did_until_something_gives_way(
    samantha: Make, memory: Memory, clock: Clock, window: int
) -> None:
    chance = random.Random(window)
    words = ["boat", "mill", "Jule", "rain", "letter", "garden", "Tuesday", "soup", "train", "piano", "debt"]
    for _ in range(30):
        memory.learn(" ".join(chance.choices(words, k=9)), said_by=USER, at=clock())
        old = memory.begin("samantha", clock())
        memory.append(old.id, USER, " ".join(chance.choices(words, k=40)), clock())
    clock.pass_by(days=1)
    replies = [" ".join(chance.choices(words, k=chance.choice([3, 30, 90]))) for _ in range(25)]
    engine = samantha(*replies, window=window)
    talk = engine.begin()
    before: list[tuple[str, str]] = []
    for _ in range(25):
        clock.pass_by(minutes=2)
        text = " ".join(chance.choices(words, k=chance.choice([2, 20, window // 50])))
        events = await say(engine, talk.id, text)
        gone = any(isinstance(event, Condensed) for event in events)
        now = sent(engine)
        if before and not gone:
            assert now[: len(before) - 1] == before[:-1]
        (composed,) = [event for event in events if isinstance(event, Composed)]
        assert composed.prompt.tokens <= window * 0.75
        before = now


async def test_a_conversation_in_which_only_she_spoke_goes_on(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    engine = samantha("Good.", window=1024)
    talk = engine.begin()
    for number in range(40):
        memory.append(talk.id, COMPANION, f"Message {number}. " + "\U0001f600" * 400, clock())
    events = await say(engine, talk.id, "I am here.")
    assert isinstance(events[-1], Answered)
    assert events[-1].message.status == "complete"
    roles = [role for role, _ in sent(engine)]
    assert all(one != next_one for one, next_one in pairwise(roles))


async def test_the_log_stays_as_it_was_when_a_week_is_summed_up_meanwhile(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    for days in range(9, 2, -1):
        at = clock() - timedelta(days=days)
        old = memory.begin("samantha", at)
        memory.append(old.id, USER, f"I repaired boat number {days} with Jule in Kiel.", at, origin="import")
    clock.pass_by(days=3)
    engine = samantha("One.", "Two.", "Three.")
    nothing_yet = engine.begin()
    await say(engine, nothing_yet.id, "First thing.")
    worker = Reflector(memory, None, clock)
    await worker.run()
    clock.pass_by(minutes=1)
    talk = engine.begin()
    await say(engine, talk.id, "Second thing.")
    clock.pass_by(hours=3)
    worker.clock = lambda: clock() + timedelta(days=40)
    await worker.run()
    await say(engine, talk.id, "Third thing.")
    first, second, third = (sent(engine, turn)[0][1] for turn in range(3))
    assert "boat number" not in first
    assert second == third
    log = [line for line in second.splitlines() if "boat number" in line]
    assert len(log) >= 2
    for days in range(9, 2, -1):
        assert second.count(f"boat number {days} ") <= 1
    assert len(memory.summaries(level="week")) == 2


async def test_what_a_week_says_is_not_recalled_beside_the_words_it_is_made_from(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    for days in range(5):
        at = clock() - timedelta(days=9 - days)
        old = memory.begin("samantha", at)
        memory.append(old.id, USER, f"I repaired boat {days} with Jule in Kiel.", at, origin="import")
    await Reflector(memory, None, clock).run()
    engine = samantha("Yes.", window=2048)
    talk = engine.begin()
    found = recall(memory, "Who repaired the boat with me in Kiel?", Scene(talk, ()), clock())
    over_a_time = [one for one in found if one.kind == "summary" and one.conversation is None]
    assert found
    assert over_a_time in ([], [found[0]])


async def test_a_conversation_of_years_ago_is_taken_up_with_what_is_known_today(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    long_ago = clock() - timedelta(days=2500)
    old = memory.begin("samantha", long_ago)
    memory.append(old.id, USER, "Remind me to water the fern.", long_ago, origin="import")
    later = clock() - timedelta(days=90)
    since = memory.begin("samantha", later)
    memory.append(since.id, USER, "I moved to Lyon. I planted an olive tree there.", later, origin="import")
    await Reflector(memory, None, clock).run()
    clock.pass_by(minutes=1)
    engine = samantha("Hello.", "Yes.", "Good morning.", "I know.")
    await say(engine, old.id, "Back to this.")
    assert "You moved to Lyon." in sent(engine)[0][1]
    assert "olive tree" in sent(engine)[0][1]
    clock.pass_by(hours=3)
    memory.learn("You have a cat.", said_by=USER, at=clock())
    await say(engine, old.id, "And then?")
    assert sent(engine)[0] == sent(engine, -2)[0]
    clock.pass_by(hours=9)
    for text in ("A new day.", "What do I have?"):
        await say(engine, old.id, text)
        clock.pass_by(minutes=20)
    assert "You have a cat." in sent(engine)[0][1]
    assert sent(engine)[0] == sent(engine, -2)[0]


def test_a_pause_is_hours_of_silence_whatever_the_clock_did() -> None:
    def at(*hours: float) -> datetime:
        said = [Message(n, 1, None, USER, "x", MONDAY + timedelta(hours=h)) for n, h in enumerate(hours)]
        return taken_up(MONDAY, said[:-1], said[-1].at)

    assert at(0, 1, 3, 6) == MONDAY
    assert at(0, 1, 5) == MONDAY + timedelta(hours=5)
    assert at(0, 9, 10, 13) == MONDAY + timedelta(hours=9)
    assert at(24) == MONDAY + timedelta(hours=24)
    assert at(0, 9000, 1, 2) == MONDAY + timedelta(hours=1)
