"""Where sentences begin and end, what is quoted in them, and how they are said to you."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.engine.sentences import (
    MASK,
    masked,
    normalised,
    second_person,
    sentence_case,
    sentences,
    without_lead,
)


def test_sentences_end_where_people_end_them() -> None:
    found = [one.text for one in sentences("Hi! I saw Dr. Okafor at 9.30. She was kind…\nno full stop here")]
    assert found == ["Hi!", "I saw Dr. Okafor at 9.30.", "She was kind…", "no full stop here"]


@given(st.text(max_size=200))
def test_every_sentence_stands_in_the_text_where_it_says(text: str) -> None:
    for one in sentences(text):
        assert text[one.start : one.start + len(one.text)] == one.text
        assert len(one.masked) == len(one.text)


@given(st.text(alphabet="ab.!? \n", max_size=80))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(one.text.split()) for one in sentences(text)) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        'Tom said "I am a pirate" at lunch',
        "He wrote: “I am a pirate”",
        "```\nI am a pirate\n```",
        "the variable `I am a pirate`",
        "> I am a pirate",
        "Tom: I am a pirate\nAnn: and so am I",
        "```python\nI am a pirate",
    ],
)
def test_what_others_say_is_masked(text: str) -> None:
    assert "pirate" not in masked(text)
    assert len(masked(text)) == len(text)
    assert MASK in masked(text)


def test_one_line_with_a_colon_is_no_dialogue() -> None:
    assert masked("Confession: I eat fish again") == "Confession: I eat fish again"


@pytest.mark.parametrize(
    ("yours", "to_you"),
    [
        ("I'm glad", "you're glad"),
        ("I was there and my sister gave me hers", "you were there and your sister gave you hers"),
        ("I always was late", "you always were late"),
        ("we live in our van", "you live in your van"),
        ("it is mine, I made it myself", "it is yours, you made it yourself"),
        ("i've seen im late", "you've seen you're late"),
        ('he said "I am sorry" to me', 'he said "I am sorry" to you'),
        ("the imam lives in Miami", "the imam lives in Miami"),
    ],
)
def test_what_you_say_of_yourself_is_said_to_you(yours: str, to_you: str) -> None:
    assert second_person(yours).lower() == to_you.lower()


def test_a_question_is_known_by_its_mark() -> None:
    asked, told = sentences("Should I? I should.")
    assert asked.asks
    assert not told.asks


def test_a_sentence_gets_its_capital_and_full_stop_once() -> None:
    assert sentence_case("  you live\n in Kiel ") == "You live in Kiel."
    assert sentence_case("Really?") == "Really?"
    assert sentence_case("") == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("but I stayed", "I stayed"),
        ("oh well, and then it rained", "then it rained"),
        ("no i'm allergic", "i'm allergic"),
        ("No more milk", "No more milk"),
        ("Andy came", "Andy came"),
    ],
)
def test_a_sentence_can_do_without_its_lead(text: str, rest: str) -> None:
    assert without_lead(text) == rest


def test_texts_that_differ_in_case_space_and_quotes_are_the_same() -> None:
    assert normalised("  It’s  GREAT. ") == normalised("it's great")
    assert normalised("it's great") != normalised("it's not great")
