"""After a conversation: what was said lately becomes a suggestion, by code or by a model."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.engine import Engine
from companion.engine.growth.tend import Tending
from companion.engine.reflect import Reflector
from companion.engine.schedule import SILENCE, schedule
from companion.models.scripted import ScriptedModel
from companion.persona.load import load
from companion.persona.persona import Growth
from memory.records import USER
from tests.engine.growth.talks import NOW, held

if TYPE_CHECKING:
    from datetime import datetime

    from companion.persona.persona import Persona
    from memory import Memory
    from memory.records import Change, Message

SAMMY = ("Hi Sammy!", "Thanks, Sammy.", "Good morning Sammy!")
EMOJIS = ("Please stop using emojis.", "No emojis, please.", "Stop using emojis.")
SOCKS = (
    ("A sock is gone.", "> It has joined the sock republic."),
    "Another one for the sock republic.",
    "The sock republic grows.",
    "Is this a coup in the sock republic?",
)
QUOTES = ["Another one for the sock republic", "The sock republic grows", "a coup in the sock republic"]


def tending(memory: Memory) -> Tending:
    return Tending(memory, load, "Ann")


def found(kind: str = "joke", value: str = "sock republic", quotes: list[str] | None = None) -> str:
    one = {"kind": kind, "value": value, "quotes": QUOTES if quotes is None else quotes}
    return json.dumps({"found": [one]})


async def looked(memory: Memory, talks: list[list[Message]], now: datetime = NOW) -> list[Change]:
    await tending(memory).look(talks[-1][0].conversation, now)
    return memory.changes()


async def asked(memory: Memory, reply: str, *conversations: str | tuple[str, ...]) -> list[Change]:
    talks = held(memory, *(conversations or SOCKS))
    await tending(memory).ask(ScriptedModel([reply]), talks[-1][0].conversation, NOW)
    return memory.changes()


async def test_what_came_up_again_and_again_waits_for_a_word(memory: Memory, ada: Persona) -> None:
    talks = held(memory, *SAMMY)
    (change,) = await looked(memory, talks)
    assert (change.persona, change.part, change.state) == ("ada", "voice.do", "waiting")
    assert change.sources == tuple(talk[0].id for talk in talks)
    assert change.made_at == NOW


async def test_what_needs_no_approval_holds_at_once_and_is_in_the_log(memory: Memory, ada: Persona) -> None:
    (change,) = await looked(memory, held(memory, *EMOJIS))
    assert (change.part, change.state) == ("voice.dont", "approved")
    steps = [(step.state, step.decider, step.version) for step in memory.change_log("ada")]
    assert steps == [("waiting", "companion", 0), ("approved", "companion", 1)]


async def test_one_a_day_and_the_rest_on_the_next(memory: Memory, ada: Persona) -> None:
    talks = held(memory, *SAMMY, *EMOJIS)
    assert len(await looked(memory, talks)) == 1
    assert len(await looked(memory, talks)) == 1
    assert len(await looked(memory, talks, NOW + timedelta(days=1))) == 2
    assert len(await looked(memory, talks, NOW + timedelta(days=2))) == 2


async def test_talks_with_others_and_of_long_ago_do_not_count(memory: Memory, ada: Persona) -> None:
    held(memory, *SAMMY[:2], persona="fitch")
    talks = held(memory, SAMMY[2])
    assert await looked(memory, talks) == []
    talks = held(memory, *SAMMY[:2])
    assert await looked(memory, talks, NOW + timedelta(days=100)) == []
    assert len(await looked(memory, talks)) == 1


async def test_a_persona_that_is_shut_or_gone_does_not_grow(memory: Memory, ada: Persona) -> None:
    assert await looked(memory, held(memory, *SAMMY, persona="samantha")) == []
    gone = Tending(memory, lambda name: None)
    await gone.look(held(memory, *SAMMY)[0][0].conversation, NOW)
    assert memory.changes() == []


async def test_a_name_that_you_told_her_of_is_no_nickname(memory: Memory, ada: Persona) -> None:
    talks = held(memory, *SAMMY)
    memory.learn("Your dog is called Sammy.", said_by=USER, at=NOW)
    assert await looked(memory, talks) == []


async def test_what_was_forgotten_does_not_count(memory: Memory, ada: Persona) -> None:
    talks = held(memory, *SAMMY, "Bye.")
    memory.forget(message_ids=[talks[0][0].id])
    assert await looked(memory, talks) == []


async def test_what_a_model_finds_has_to_be_quoted_from_your_words(memory: Memory, ada: Persona) -> None:
    (change,) = await asked(memory, found())
    assert (change.part, change.state, len(change.sources)) == ("voice.do", "waiting", 3)
    assert change.reason.startswith("“sock republic” came up in 3 conversations, and her model takes it for")


@pytest.mark.parametrize(
    "reply",
    [
        found(quotes=["The sock republic rules", "My sock republic", "sock republic forever"]),
        found(quotes=QUOTES[:2]),
        found(value="toaster ghost"),
        found(value=""),
        found(value="Ann"),
        found(quotes=[]),
        json.dumps({"found": []}),
    ],
)
async def test_what_your_words_do_not_bear_out_is_refused(memory: Memory, ada: Persona, reply: str) -> None:
    assert await asked(memory, reply) == []


async def test_a_model_brings_up_nothing_that_may_do_harm(memory: Memory, ada: Persona) -> None:
    lines = ("I had gin at noon.", "More gin at last.", "The gin is gone.")
    reply = found("topic", "gin", ["I had gin at noon", "More gin at last", "The gin is gone"])
    assert await asked(memory, reply, *lines) == []


async def test_a_model_never_changes_anything_at_once(memory: Memory, ada: Persona) -> None:
    free = replace(ada, growth=(Growth("voice.do", approval=False),))
    talks = held(memory, *SOCKS)
    bold = Tending(memory, lambda name: free)
    await bold.ask(ScriptedModel([found()]), talks[0][0].conversation, NOW)
    assert [change.state for change in memory.changes()] == ["waiting"]


async def test_a_reply_that_can_not_be_read_is_tried_again(memory: Memory, ada: Persona) -> None:
    with pytest.raises(ValueError, match="not in the form"):
        await asked(memory, "I found nothing, sorry!")


async def test_a_model_is_not_asked_about_two_conversations_or_twice_a_day(
    memory: Memory, ada: Persona
) -> None:
    model = ScriptedModel([found()])
    talks = held(memory, *SOCKS[:2])
    await tending(memory).ask(model, talks[0][0].conversation, NOW)
    held(memory, *SOCKS[2:])
    await tending(memory).ask(model, talks[0][0].conversation, NOW)
    await tending(memory).ask(model, talks[0][0].conversation, NOW)
    assert len(model.history) == len(memory.changes()) == 1
    told = model.history[0].messages[-1].content
    assert "- The sock republic grows." in told
    assert "It has joined" not in told


async def test_it_is_work_like_all_that_is_done_after_a_conversation(memory: Memory, ada: Persona) -> None:
    talks = held(memory, *SAMMY)
    schedule(memory, talks[-1][0].conversation, NOW)
    later = NOW + SILENCE
    await Reflector(memory, None, lambda: later, tending(memory).handlers(None)).run()
    assert len(memory.changes()) == 1
    assert not {"growth", "growth+model"} & memory.waiting(later).keys()


async def test_a_model_is_asked_where_code_finds_nothing(memory: Memory, ada: Persona) -> None:
    talks = held(memory, *SOCKS)
    memory.enqueue("growth", talks[-1][0].conversation, NOW)
    await Reflector(memory, None, lambda: NOW, tending(memory).handlers(None)).run()
    assert (memory.changes(), memory.waiting(NOW)["growth+model"]) == ([], 1)
    model = ScriptedModel([found()])
    await Reflector(memory, model, lambda: NOW, tending(memory).handlers(model)).run_once(NOW)
    assert [change.subject for change in memory.changes()] == ["joke: sock republic"]


async def test_she_answers_with_what_you_approved_until_you_undo_it(memory: Memory, ada: Persona) -> None:
    (change,) = await looked(memory, held(memory, *SAMMY))
    engine = Engine(memory, ada, ScriptedModel([]), lambda: NOW)
    number = engine.begin().id

    def told() -> str:
        return engine.prompt(number, "Hello.").messages[0].content

    assert "Sammy" not in told()
    memory.settle_change(change.id, "approved", NOW, "user")
    assert "Do: answer to “Sammy”" in told()
    memory.settle_change(change.id, "undone", NOW, "user")
    assert "Sammy" not in told()
    assert engine.persona is ada
