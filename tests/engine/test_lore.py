"""A persona's lore reaches the model when the talk comes to it, and not before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from companion.engine.events import Composed
from companion.engine.lore import lines
from companion.models.tokens import count
from companion.persona.load import load
from companion.persona.persona import Lore
from tests.engine.conftest import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.engine.engine import Engine

    Make = Callable[..., Engine]

BOAT = Lore("boat", "Your boat is the Petrel; {{user}} painted her.", any=("boat",), tokens=60)


def with_lore(engine: Engine, *entries: Lore) -> Engine:
    engine.persona = replace(engine.persona, lore=entries)
    return engine


def last_said(engine: Engine) -> str:
    return engine.model.history[-1].messages[-1].content  # type: ignore[attr-defined,no-any-return]


async def test_it_is_told_with_the_message_that_brings_it_in(samantha: Make) -> None:
    engine = with_lore(samantha("Hi.", "The Petrel."), BOAT)
    talk = engine.begin()
    await say(engine, talk.id, "Hello.")
    assert "Petrel" not in last_said(engine)
    events = await say(engine, talk.id, "What is your boat called?")
    assert "Your boat is the Petrel; Ann painted her." in last_said(engine)
    (composed,) = [event for event in events if isinstance(event, Composed)]
    assert next(part for part in composed.prompt.parts if part.name == "lore").tokens > 10


async def test_it_stays_while_its_subject_is_a_few_messages_old_and_then_leaves(samantha: Make) -> None:
    engine = with_lore(samantha(*["Hm."] * 5), BOAT)
    talk = engine.begin()
    told = []
    for text in ("Tell me of the boat.", "And then?", "Really?", "I see.", "Well."):
        await say(engine, talk.id, text)
        told.append("Petrel" in last_said(engine))
    assert told == [True, True, True, False, False]


async def test_the_beginning_of_the_prompt_is_the_same_with_it(samantha: Make) -> None:
    engine = with_lore(samantha("One.", "Two."), BOAT)
    talk = engine.begin()
    for text in ("Hello.", "Your boat?"):
        await say(engine, talk.id, text)
    first, second = (request.messages for request in engine.model.history)  # type: ignore[attr-defined]
    assert first[:-1] == second[: len(first) - 1]


def test_an_entry_takes_no_more_than_its_author_gave_it() -> None:
    long = Lore("long", "Once upon a time. " * 200, always=True, tokens=40)
    persona = replace(load("samantha"), lore=(long, BOAT))
    (line,) = lines(persona, ["hm"], None)
    assert count(line) <= 40
    assert lines(persona, ["boat"], None)[1] == "- Your boat is the Petrel; the user painted her."
