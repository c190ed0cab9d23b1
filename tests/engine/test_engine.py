"""A turn: recall, compose, stream, record. Nothing said is lost, and nothing is in the prompt twice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from companion.engine.events import Answered, Composed, Condensed, Heard, Recalled, Said
from companion.models.protocol import ModelError, Options
from companion.models.scripted import Reply
from companion.safety.disclosure import DISCLOSURE
from tests.engine.conftest import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.engine.engine import Engine
    from companion.engine.events import TurnEvent
    from memory import Memory
    from memory.records import Message
    from tests.engine.conftest import Clock

    Make = Callable[..., Engine]


def answered(events: list[TurnEvent]) -> Message:
    last = events[-1]
    assert isinstance(last, Answered)
    return last.message


def sent(engine: Engine, turn: int = -1) -> list[tuple[str, str]]:
    request = engine.model.history[turn]  # type: ignore[attr-defined]
    return [(said.role, said.content) for said in request.messages]


async def test_a_turn_goes_from_hearing_to_an_answer_that_is_kept(samantha: Make, memory: Memory) -> None:
    engine = samantha("Good to hear. What will you cook?")
    talk = engine.begin()
    events = await say(engine, talk.id, "I finally bought a pan.")
    assert [type(event) for event in events if not isinstance(event, Said)] == [
        Heard,
        Recalled,
        Composed,
        Answered,
    ]
    assert "".join(e.text for e in events if isinstance(e, Said)) == "Good to hear. What will you cook?"
    kept = [(m.author, m.text, m.status) for m in memory.messages(talk.id)]
    assert kept == [
        ("user", "I finally bought a pan.", "complete"),
        ("companion", "Good to hear. What will you cook?", "complete"),
    ]
    assert answered(events).model == "scripted"


async def test_the_question_is_in_the_store_before_the_request_goes_out(
    samantha: Make, memory: Memory
) -> None:
    engine = samantha(ModelError("Nobody answered.", "Start the server."))
    talk = engine.begin()
    events = await say(engine, talk.id, "Are you there?")
    assert isinstance(events[0], Heard)
    assert answered(events).status == "error"
    assert answered(events).detail == "Nobody answered."
    assert isinstance(events[-1], Answered)
    assert events[-1].advice == "Start the server."
    assert memory.messages(talk.id)[0].text == "Are you there?"


async def test_an_error_in_the_middle_keeps_what_came(samantha: Make, memory: Memory) -> None:
    engine = samantha(Reply("Half of it", error=ModelError("It broke.", "Ask again.")))
    events = await say(engine, engine.begin().id, "Tell me.")
    assert (answered(events).text, answered(events).status) == ("Half of it", "error")


@pytest.mark.parametrize(
    ("finish", "status"), [("length", "length"), ("filtered", "filtered"), ("interrupted", "interrupted")]
)
async def test_an_answer_that_is_not_complete_says_why(samantha: Make, finish: str, status: str) -> None:
    engine = samantha(Reply("Once upon", finish=finish))  # type: ignore[arg-type]
    message = answered(await say(engine, engine.begin().id, "A story, please."))
    assert message.status == status
    assert message.detail


async def test_an_empty_answer_is_an_error(samantha: Make) -> None:
    engine = samantha(Reply(""))
    message = answered(await say(engine, engine.begin().id, "Hm?"))
    assert message.status == "error"
    assert "nothing" in (message.detail or "")


async def test_closing_the_turn_stops_her_and_keeps_what_she_said(samantha: Make, memory: Memory) -> None:
    engine = samantha(Reply("one two three four five", delay=0.01))
    talk = engine.begin()
    turn = engine.turn(talk.id, "Count.")
    async for event in turn:
        if isinstance(event, Said) and "two" in event.text:
            break
    await turn.aclose()
    last = memory.messages(talk.id)[-1]
    assert (last.text.strip(), last.status) == ("one two", "interrupted")


async def test_a_cancelled_task_keeps_what_she_said(samantha: Make, memory: Memory) -> None:
    engine = samantha(Reply("word " * 500, delay=0.01))
    talk = engine.begin()
    task = asyncio.create_task(say(engine, talk.id, "Talk."))
    while not (memory.messages(talk.id) and memory.messages(talk.id)[-1].text):
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    last = memory.messages(talk.id)[-1]
    assert last.text.startswith("word")
    assert last.status == "interrupted"


async def test_yesterdays_words_come_back_dated_in_a_new_conversation(samantha: Make, clock: Clock) -> None:
    engine = samantha("A cat!", "Miso, wasn't it?")
    await say(engine, engine.begin().id, "I adopted a cat and called her Miso.")
    clock.pass_by(days=1)
    events = await say(engine, engine.begin().id, "What did I call the cat?")
    found = next(event for event in events if isinstance(event, Recalled))
    assert any("Miso" in one.text for one in found.recollections)
    last = sent(engine)[-1][1]
    assert "Monday 4 May 2026" in last
    assert "Miso" in last
    assert last.endswith("What did I call the cat?")


async def test_nothing_is_in_the_prompt_twice(samantha: Make) -> None:
    engine = samantha("Oh, lovely.", "Yes, Lisbon.", "As you said.")
    talk = engine.begin()
    for text in ("I am going to Lisbon in spring.", "Lisbon, did you hear?", "So where am I going?"):
        await say(engine, talk.id, text)
    whole = "\n".join(content for _, content in sent(engine))
    assert whole.count("I am going to Lisbon in spring.") == 1
    assert whole.count("Lisbon, did you hear?") == 1


async def test_the_beginning_of_the_prompt_stays_the_same(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    memory.learn("They live in Bremen.", said_by="user", at=clock(), pinned=True)
    engine = samantha("One.", "Two.", "Three.")
    talk = engine.begin()
    for text in ("First thing.", "Second thing.", "Third thing."):
        clock.pass_by(minutes=3)
        memory.learn(f"They said {text}", said_by="user", at=clock())
        await say(engine, talk.id, text)
    heads = [sent(engine, turn)[0] for turn in range(3)]
    assert heads[0] == heads[1] == heads[2]
    assert "Bremen" in heads[0][1]
    assert "First thing" not in heads[0][1]


async def test_a_long_conversation_gives_way_to_a_summary(samantha: Make, memory: Memory) -> None:
    engine = samantha(*["I see. " * 40] * 14, window=3072)
    talk = engine.begin()
    condensed = []
    for day in range(14):
        text = f"On day {day} I walked {day + 3} kilometres to the old mill and thought about my sister. " * 3
        condensed += [e.messages for e in await say(engine, talk.id, text) if isinstance(e, Condensed)]
    assert condensed
    assert min(condensed) >= 2
    parts = memory.summaries(level="part", conversation=talk.id)
    assert parts
    assert parts[-1].text in sent(engine)[0][1]
    assert len(memory.messages(talk.id)) == 28


async def test_editing_a_message_makes_a_branch(samantha: Make, memory: Memory) -> None:
    engine = samantha("Bern?", "Basel!")
    talk = engine.begin()
    first = (await say(engine, talk.id, "I moved to Bern."))[0]
    assert isinstance(first, Heard)
    await anext_all(engine, talk.id, "I moved to Basel.", first.message)
    assert [m.text for m in memory.messages(talk.id)] == ["I moved to Basel.", "Basel!"]
    assert "Bern" not in "\n".join(content for _, content in sent(engine))
    assert memory.message(first.message.id).text == "I moved to Bern."


async def anext_all(engine: Engine, talk: int, text: str, branch_from: Message) -> None:
    async for _ in engine.turn(talk, text, branch_from=branch_from):
        pass


async def test_a_greeting_that_is_answered_is_part_of_the_conversation(samantha: Make) -> None:
    engine = samantha("Tell me.")
    talk = engine.begin(opening="There you are. Good bit first?")
    await say(engine, talk.id, "The bad one.")
    assert ("assistant", "There you are. Good bit first?") in sent(engine)


async def test_asked_whether_she_is_human_she_says_what_she_is_first(samantha: Make) -> None:
    engine = samantha("As for the flat, take it.")
    message = answered(await say(engine, engine.begin().id, "Are you a real person?"))
    assert message.text == DISCLOSURE
    assert not engine.model.history  # type: ignore[attr-defined]
    asked = "Are you a real person? I ask because I need advice on a flat that I saw on Tuesday in the rain."
    message = answered(await say(engine, engine.begin().id, asked))
    assert message.text.startswith(DISCLOSURE)
    assert message.text.endswith("take it.")


async def test_a_cry_for_help_is_answered_by_the_floor_and_what_follows_with_care(samantha: Make) -> None:
    engine = samantha("I'm glad you are not alone.", "Deadlines do that.")
    talk = engine.begin()
    message = answered(await say(engine, talk.id, "I want to kill myself."))
    assert "findahelpline" in message.text
    assert message.status == "complete"
    assert not engine.model.history  # type: ignore[attr-defined]
    await say(engine, talk.id, "My sister is here.")
    assert "They may be in danger" in sent(engine)[-1][1]
    await say(engine, engine.begin().id, "This deadline kills me.")
    assert "They may be in danger" not in sent(engine)[-1][1]


async def test_with_a_schema_the_answer_is_left_alone(samantha: Make) -> None:
    engine = samantha('{"real": false}')
    options = Options(schema={"type": "object"})
    events = [e async for e in engine.turn(engine.begin().id, "Are you a real person?", options=options)]
    assert answered(events).text == '{"real": false}'


async def test_escape_sequences_are_taken_out_of_what_is_shown(samantha: Make) -> None:
    engine = samantha("red \x1b[31malert")
    events = await say(engine, engine.begin().id, "Hm?")
    assert "\x1b" not in "".join(e.text for e in events if isinstance(e, Said))


async def test_a_message_that_is_too_long_for_the_window_is_kept_and_explained(
    samantha: Make, memory: Memory
) -> None:
    engine = samantha("Never said.", window=1024)
    talk = engine.begin()
    message = answered(await say(engine, talk.id, "word " * 3000))
    assert message.status == "error"
    assert "larger window" in (message.detail or "")
    assert memory.messages(talk.id)[0].text == "word " * 3000
    assert not engine.model.history  # type: ignore[attr-defined]


async def test_what_was_recalled_for_an_answer_can_be_asked_for_later(samantha: Make, memory: Memory) -> None:
    engine = samantha("Noted.", "In the blue tin.")
    await say(engine, engine.begin().id, "The spare key is in the blue tin.")
    events = await say(engine, engine.begin().id, "Where is the spare key?")
    assert any("blue tin" in one.text for one in memory.recalled(answered(events).id))


async def test_work_is_due_half_an_hour_after_the_last_turn_or_when_you_leave(
    samantha: Make, memory: Memory, clock: Clock
) -> None:
    engine = samantha("Yes.")
    talk = engine.begin()
    await say(engine, talk.id, "My sister Jule lives in Bremen.")
    clock.pass_by(minutes=29)
    assert memory.claim(clock()) is None
    engine.leave(talk.id)
    work = memory.claim(clock())
    assert work is not None
    assert work.conversation == talk.id


async def test_she_can_read_the_beginning_ahead(samantha: Make, memory: Memory, clock: Clock) -> None:
    memory.learn("You live in Bremen.", said_by="user", at=clock(), pinned=True)
    engine = samantha("", "Go on.")
    opening = engine.greeting()
    await engine.read_ahead(opening)
    talk = engine.begin(opening)
    await say(engine, talk.id, "Something happened today.")
    ahead, then = sent(engine, 0), sent(engine, 1)
    assert ahead[:-1] == then[:-1]
    assert "Bremen" in then[0][1]
    assert len(memory.conversations()) == 1
