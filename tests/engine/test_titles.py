"""A conversation is called by your first words that tell what it is about."""

from __future__ import annotations

import pytest

from companion.engine.titles import LONGEST, shortened, title
from tests.engine.conversation import said


def test_a_title_skips_the_greeting() -> None:
    assert title(said("hey", "> Hello!", "I quit the bakery today.")) == "I quit the bakery today"


def test_a_question_makes_a_title() -> None:
    assert title(said("Hi. What's the capital of Mongolia?")) == "What's the capital of Mongolia?"


def test_her_words_are_nobody_s_title() -> None:
    assert title(said("> Shall we talk about your sister's wedding in Worpswede?", "ok")) == ""


@pytest.mark.parametrize("texts", [(), ("hey",), ("good morning!", "how are you?"), ("thanks", "bye")])
def test_small_talk_has_no_title_yet(texts: tuple[str, ...]) -> None:
    assert title(said(*texts)) == ""


def test_a_long_title_is_cut_between_words() -> None:
    found = title(said("I moved to Lyon three weeks ago for a job at a bakery near the old harbour."))
    assert found == "I moved to Lyon three weeks ago for a job at a…"
    assert len(found) <= LONGEST


def test_a_word_without_end_is_cut_too() -> None:
    assert shortened("x" * 100, 20) == "X" + "x" * 18 + "…"


def test_a_title_is_one_line() -> None:
    assert "\n" not in title(said("My plan:\nbuy 40 eggs\nbake a cake for Jule"))


def test_whom_you_greet_is_no_title() -> None:
    assert title(said("Hi Samantha. I quit the bakery today.")) == "I quit the bakery today"
