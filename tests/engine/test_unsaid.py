"""Asked what her text does not say, she is told so once more, and makes nothing up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from companion.engine.prompts import prompt
from companion.engine.unsaid import asks_of_her, is_unsaid
from companion.persona.load import load
from companion.persona.persona import Lore
from tests.engine.conftest import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.engine.engine import Engine
    from companion.persona.persona import Persona

    Make = Callable[..., Engine]

GOAT = Lore("goat", "“She ate the heel of the loaf.” (Letters, 1)", any=("goat", "loaf"), source="Letters, 1")
TEA = Lore("tea", "You like tea.", any=("tea",))
UNSAID = prompt("unsaid")


def of_letters(persona: Persona) -> Persona:
    return replace(persona, sources=("Letters (letters.md)",), lore=(GOAT, TEA))


def unsaid(message: str, *before: str) -> bool:
    return is_unsaid(of_letters(load("samantha")), before, message)


@pytest.mark.parametrize(
    "message",
    [
        "What did you think of the war?",
        "Where did you go to school?",
        "what's your opinion of telephones",
        "Tell me about your childhood.",
        "Please describe the hospital that you worked in.",
        "So, do you like Mozart? And why?",
        "Tell me about Mr. Collins.",
        "What about the submarine?",
        "And who was Mozart?",
        "What happened to Parnell?",
    ],
)
def test_what_is_asked_of_her_and_no_passage_is_about_is_unsaid(message: str) -> None:
    assert unsaid(message)


@pytest.mark.parametrize(
    "message",
    [
        "What did you say of the goat?",
        "Do you take green tea?",
        "Good morning.",
        "How are you today?",
        "What do you think?",
        "I went to the war museum. You would have liked the submarine.",
        "What should I cook, do you think?",
        "Do you remember my sister's name?",
        "Can you help us with the garden?",
        "What is the capital of France?",
        "What time is it?",
        "Who am I, and who are we?",
        "Tell me about my sister.",
        "He asked “where did you go to school?”, and that was all.",
    ],
)
def test_whatever_else_is_said_is_not(message: str) -> None:
    assert not unsaid(message)


def test_a_question_that_points_back_is_about_what_was_said_before() -> None:
    assert not unsaid("Did you punish her?", "What did the goat do?", "She ate the loaf.")
    assert unsaid("Did you punish her?", "What did the cow do?")
    assert unsaid("Did you own a submarine?", "What did the goat do?")


def test_a_persona_that_is_made_from_no_text_may_say_what_it_likes() -> None:
    samantha = load("samantha")
    assert not is_unsaid(samantha, [], "Where did you go to school?")
    assert not is_unsaid(replace(samantha, sources=("A dream",)), [], "Where did you go to school?")
    assert not is_unsaid(replace(samantha, lore=(GOAT,)), [], "Where did you go to school?")
    only_tea = replace(samantha, sources=("A dream",), lore=(TEA,))
    assert not is_unsaid(only_tea, [], "Where did you go to school?")


def test_a_passage_that_is_always_told_says_it_and_other_lore_that_is_does_not() -> None:
    nell = of_letters(load("samantha"))
    asked = "Where did you go to school?"
    assert not is_unsaid(replace(nell, lore=(replace(GOAT, always=True),)), [], asked)
    assert is_unsaid(replace(nell, lore=(GOAT, replace(TEA, always=True))), [], asked)


@pytest.mark.parametrize(
    ("message", "of_her"),
    [("Why did you leave Galway?", True), ("You left Galway.", False), ("Why did I leave Galway?", False)],
)
def test_only_questions_about_her_are_about_her(message: str, of_her: bool) -> None:
    assert asks_of_her(message) is of_her


async def test_the_model_is_told_so_right_before_the_question(samantha: Make) -> None:
    engine = samantha("The letters don't say.", "She's grand.", "That they don't say either.")
    engine.persona = of_letters(engine.persona)
    talk = engine.begin()
    asked = ("Where did you go to school?", "What of the goat?", "Did you like Mozart?")
    for text in asked:
        await say(engine, talk.id, text)
    first, second, third = (request.messages[-1].content for request in engine.model.history)  # type: ignore[attr-defined]
    assert UNSAID in first
    assert "heel of the loaf" in second
    assert UNSAID not in second
    assert third.index("heel of the loaf") < third.index(UNSAID) < third.index("Did you like Mozart?")


async def test_a_preview_shows_it_where_lore_would_be(samantha: Make) -> None:
    engine = samantha()
    engine.persona = of_letters(engine.persona)
    shown = engine.prompt(engine.begin().id, "Where did you go to school?")
    assert next(part.text for part in shown.parts if part.name == "lore") == UNSAID
