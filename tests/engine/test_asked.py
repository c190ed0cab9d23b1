"""Asked of their own life she says what she was told, and where that is nothing, that she does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.engine.asked import asks_of_own_life, states, whether_told
from companion.engine.engine import Engine
from companion.engine.prompts import prompt
from companion.models.scripted import ScriptedModel
from companion.persona.load import load
from tests.engine.test_reflect import NOW, talked

if TYPE_CHECKING:
    from memory import Memory

ASKED, UNTOLD = prompt("asked"), prompt("untold")
SISTER = "What is my sister's name?"


@pytest.mark.parametrize(
    "message",
    [
        SISTER,
        "What’s my brother’s name?",
        "what was my dog called again?",
        "What's the name of my boss?",
        "Where did I park the car?",
        "When did we move to Ulm?",
        "Where does my mum live?",
        "How old is my son?",
        "What do I like to eat?",
        "where do I live?",
        "who am i married to?",
        "What did I promise you last month?",
        "What did I say about Ana?",
        "Did I tell you about Ana?",
        "So, am I allergic to nuts?",
        "Do you remember my birthday?",
        "Remind me what I said about Tom.",
        "Hi! Which doctor did I see? I forgot.",
    ],
)
def test_who_asks_of_their_own_life(message: str) -> None:
    assert asks_of_own_life(message)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "My sister's name is Ana.",
        "What do I do?",
        "What should I wear?",
        "How do I tell her?",
        "Should I go?",
        "Where can I buy tea?",
        "What do I need for the trip?",
        "When do I have to call?",
        "What am I doing wrong?",
        "What are my options?",
        "What's my best move?",
        "Why did I do that?",
        "What do you think of my poem?",
        "What is wrong with my code?",
        "What did you do today?",
        "What is the capital of Peru?",
        "I don't know what my boss wants.",
        "I know where my keys are.",
        "Explain this: `what is my name?`",
    ],
)
def test_who_asks_for_advice_for_an_opinion_or_of_the_world_does_not(message: str) -> None:
    assert not asks_of_own_life(message)


def test_what_has_a_word_of_the_question_may_tell_it() -> None:
    assert whether_told(SISTER, ["Your sister Ana is a nurse."]) == "asked"
    assert whether_told("What did I promise you?", ["Hm.", "You promised to call."]) == "asked"
    assert whether_told(SISTER, ["Your brother's name is Tom."]) == "untold"
    assert whether_told(SISTER, []) == "untold"


def test_a_question_or_a_greeting_states_nothing() -> None:
    assert states("Rex bit the postman!")
    assert states("What now? Rex is gone.")
    assert not any(map(states, ("", "Hello!", "Good morning, how are you?", SISTER, "Thanks. And my dog?")))


async def notes(memory: Memory, message: str, conversation: int | None = None) -> str:
    """What stands before the message in the prompt for it."""
    model = ScriptedModel(["Hm."])
    engine = Engine(memory, load("samantha"), model, lambda: NOW)
    async for _ in engine.turn(conversation or engine.begin().id, message):
        pass
    said = model.history[-1].messages[-1].content
    assert said.endswith(message)
    return said


async def test_who_never_told_is_told_that(memory: Memory) -> None:
    talked(memory, "My brother Tom is a cook.", "> And your sister's name?", "What is my sister's name?")
    told = await notes(memory, SISTER)
    assert (UNTOLD in told, ASKED in told) == (True, False)
    assert UNTOLD not in await notes(memory, "Do I snore? Anyway, good night.")


async def test_what_was_told_is_the_answer_in_another_conversation_and_in_this_one(memory: Memory) -> None:
    talked(memory, "My sister Ana came by.")
    assert ASKED in await notes(memory, SISTER)
    where = "Where did I say my bicycle is?"
    assert UNTOLD in await notes(memory, where)
    here = talked(memory, "My bicycle is in the shed.", "> Good.")
    assert ASKED in await notes(memory, where, here)


async def test_so_is_what_is_known_of_them(memory: Memory) -> None:
    memory.learn("Your car stands in Kiel.", said_by="user", at=NOW)
    assert ASKED in await notes(memory, "Where did I park the car?")


async def test_what_she_said_herself_tells_nothing(memory: Memory) -> None:
    talked(memory, "Guess.", "> Your sister is called Jane!")
    assert UNTOLD in await notes(memory, SISTER)


async def test_what_she_answered_before_is_no_answer(memory: Memory) -> None:
    talked(memory, "I live in Lyon.", "> Lovely.")
    wrong = "I don't remember where you live. I've only lived in Ulm, with a goat, where you live."
    talked(memory, "Where do I live?", f"> {wrong}")
    told = await notes(memory, "Where do I live?")
    assert ("I live in Lyon" in told, "goat" in told, told.count("Where do I live?")) == (True, False, 1)
    assert "goat" in await notes(memory, "You remember a place with a goat, and you said where.")
