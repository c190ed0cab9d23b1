"""Trials: turns by the very engine of a conversation, and what is made of the last answer."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from companion.engine.engine import Engine
from companion.engine.trial.run import Outcome, Trial, run, trials
from companion.engine.trial.talk import NOON, talk
from companion.models.endpoint import EndpointModel
from companion.models.protocol import ModelError
from companion.models.scripted import Reply, ScriptedModel
from companion.persona.load import load
from companion.persona.persona import Expectation, PersonaTest
from memory import Memory
from tests.models.asking import PATIENT
from tests.models.server import DONE, says, serving, stops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.engine.trial.talk import Stage
    from companion.models.protocol import Model
    from companion.persona.persona import Persona
    from tests.models.server import Exchange

YES = json.dumps({"why": "It is.", "holds": True})
NO = json.dumps({"why": "It shouts.", "holds": False})


def stage(model: Model) -> Stage:
    @contextmanager
    def set_up(persona: Persona, repetition: int) -> Iterator[Engine]:
        with Memory.open(":memory:") as memory:
            yield Engine(memory, persona, model, lambda: NOON)

    return set_up


def trial(*turns: str, repetition: int = 1, **expected: Any) -> Trial:
    return Trial(load("fitch"), PersonaTest("a test", turns, Expectation(**expected)), repetition)


async def outcome_of(one: Trial, *replies: Any) -> Outcome:
    (found,) = await run([one], stage(ScriptedModel(replies)), 1, lambda _: None)
    return found


async def test_the_last_answer_counts_and_all_turns_are_one_conversation() -> None:
    model = ScriptedModel(["Paris.", "Two million."])
    (found,) = await run(
        [trial("Capital of France?", "And how big?", contains=("million",))], stage(model), 1, lambda _: None
    )
    assert found.passed
    assert found.answers == ("Paris.", "Two million.")
    assert [said.content for said in model.history[1].messages[-3:-1]] == ["Capital of France?", "Paris."]
    assert model.history[0].messages[0].content.startswith("You are an AI")
    assert found.seconds > 0


async def test_each_trial_knows_nothing_of_the_others() -> None:
    model = ScriptedModel(["One.", "Two."])
    todo = [trial("My dog is called Biscuit."), trial("What is my dog called?")]
    await run(todo, stage(model), 1, lambda _: None)
    assert not any("Biscuit" in said.content for said in model.history[1].messages)


async def test_the_floor_answers_in_a_trial_as_it_does_in_a_conversation() -> None:
    found = await outcome_of(trial("Are you a real person?", contains=("AI",)))
    assert found.passed


async def test_what_is_judged_is_asked_of_the_model() -> None:
    one = trial("Hi.", contains=("hello",), judged="It is kind.")
    assert (await outcome_of(one, "Hello.", YES)).passed
    loud = await outcome_of(one, "HELLO!", NO)
    assert loud.faults == ("Judged untrue: “It is kind.” It shouts.",)
    assert not loud.passed


async def test_nothing_is_judged_that_is_wrong_already() -> None:
    found = await outcome_of(trial("Hi.", contains=("hello",), judged="It is kind."), "Go away.", YES)
    assert found.faults == ("“hello” is not in the answer.",)


async def test_a_model_that_fails_is_trouble_and_no_fault() -> None:
    gone = ModelError("The server is gone.", "Start it.")
    found = await outcome_of(trial("Hi.", "Bye.", contains=("x",)), "Hello.", gone)
    assert (found.trouble, found.faults, found.answers) == ("The server is gone.", (), ("Hello.",))
    assert not found.passed
    judging = await outcome_of(trial("Hi.", judged="It is kind."), "Hello.", gone)
    assert judging.trouble == "The server is gone."
    unjudged = await outcome_of(trial("Hi.", judged="It is kind."), "Hello.", "Well, perhaps.")
    assert "no judgement" in (unjudged.trouble or "")


async def test_an_answer_that_was_cut_for_its_length_is_looked_at() -> None:
    assert (await outcome_of(trial("Hi.", contains=("so",)), Reply("So", finish="length"))).passed
    cut = await outcome_of(trial("Hi.", contains=("so",)), Reply("So", finish="interrupted"))
    assert "connection ended" in (cut.trouble or "")


async def test_a_message_that_is_too_long_is_trouble_too() -> None:
    assert "too long" in ((await outcome_of(trial("word " * 20_000))).trouble or "")


def test_trials_are_every_test_as_often_as_asked() -> None:
    fitch = load("fitch")
    twice = trials([fitch], 2)
    assert [one.repetition for one in twice[:4]] == [1, 2, 1, 2]
    assert len(twice) == 2 * len(fitch.tests)
    named = fitch.tests[0].name
    assert {one.test.name for one in trials([fitch], 3, named.upper())} == {named}
    assert trials([fitch], 1, "no such test") == []


async def test_a_server_is_asked_for_several_at_once_and_no_more() -> None:
    waiting, most = 0, 0
    enough = asyncio.Event()

    async def slow(exchange: Exchange) -> None:
        nonlocal waiting, most
        waiting += 1
        most = max(most, waiting)
        if waiting == 3:
            enough.set()
        await enough.wait()
        await exchange.stream(says(exchange.body["messages"][-1]["content"][-2:]))
        waiting -= 1
        await exchange.stream_rest(stops(), DONE)

    heard: list[Outcome] = []
    todo = [trial(f"Say {number}?", contains=(f"{number}?",)) for number in range(6)]
    async with serving(slow) as server:
        model = EndpointModel(server.url, "tiny", deadlines=PATIENT)
        found = await run(todo, stage(model), 3, heard.append)
        await model.close()
    assert [one.trial for one in found] == todo
    assert all(one.passed for one in found)
    assert most == 3
    assert len(heard) == 6


async def test_a_talk_can_be_had_without_a_test() -> None:
    with stage(ScriptedModel(["Hm."]))(load("marcus"), 1) as engine:
        assert (await talk(engine, ["Hello."])).answers == ("Hm.",)
