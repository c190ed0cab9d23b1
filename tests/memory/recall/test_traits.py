from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.recall.traits import Traits, traits


@pytest.mark.parametrize("text", ["", "   ", "\x00", "...", "\U0001f40b", "\ud83d"])
def test_a_text_without_words_looks_like_nothing(text: str) -> None:
    assert traits(text) == Traits()


@pytest.mark.parametrize(
    ("text", "asks", "is_question"),
    [
        ("Where is the kiln?", 1, 1),
        ("Is it hot? I burnt a finger.", 1, 0),
        ("The kiln is hot.", 0, 0),
        ("Where? Where?! Ah, there.", 1, 0),
    ],
)
def test_asking_and_being_a_question_are_two_things(text: str, asks: float, is_question: float) -> None:
    assert (traits(text).asks, traits(text).is_question) == (asks, is_question)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "Oh wow, a kiln.",
        "Oh hey, well, congrats!",
        "Hey, congrats on the kiln",
        "That's great.",
        "Sure.",
    ],
)
def test_what_only_answers_in_kind_is_a_reaction(text: str) -> None:
    assert traits(text).reacts == 1


@pytest.mark.parametrize(
    "text", ["I bought a kiln.", "The kiln that I bought is a great one.", "Hey, I sold it."]
)
def test_what_tells_something_is_none(text: str) -> None:
    assert traits(text).reacts == 0


def test_of_whom_it_is() -> None:
    mine, yours, theirs = (
        traits("I love my kiln."),
        traits("Do you like your kiln?"),
        traits("Tom has a kiln."),
    )
    assert mine.first > 0.3 > mine.second == 0
    assert yours.second > 0.3 > yours.first == 0
    assert theirs.first == theirs.second == 0
    assert traits("I\u2019m here, we\u2019ve eaten.").first == traits("I'm here, we've eaten.").first > 0


def test_times_and_numbers_are_counted_up_to_a_few() -> None:
    assert traits("The kiln broke.").times == traits("The kiln broke.").numbers == 0
    once, twice = traits("It broke on Monday."), traits("It broke last Monday.")
    assert 0 < once.times < twice.times
    assert (
        0 < traits("Three kilns.").numbers == traits("3 kilns.").numbers < traits("3 kilns, 40 pots.").numbers
    )
    assert traits("Monday " * 50).times == traits("7 " * 50).numbers == 1


def test_names_are_capitals_within_a_sentence() -> None:
    assert traits("We met Ingeborg in Turku.").names > traits("We met Ingeborg.").names > 0
    assert traits("Ingeborg came.").names == 0
    assert traits("We shouted LOUDLY.").names == 0


def test_the_past_is_told_by_its_verbs() -> None:
    assert traits("I moved and bought a kiln.").past > traits("I bought a kiln.").past > 0
    assert traits("I like the red kiln.").past == 0


@pytest.mark.parametrize(
    "text",
    [
        "I moved to Oulu.",
        "I don't smoke anymore.",
        "My new job!",
        "We switched to tea.",
        "She is no longer there.",
    ],
)
def test_words_of_change(text: str) -> None:
    assert traits(text).change == 1


def test_a_long_past_is_no_change() -> None:
    assert traits("I used to live in Turku.").long_past == 1
    assert traits("Back when I lived in Turku, it snowed.").long_past == 1
    assert traits("I live in Turku.") == traits("I live in Turku.")._replace(long_past=0, change=0)


@given(st.text(st.characters(exclude_categories=())) | st.text("aI?5 'ed.\nM", max_size=60))
def test_every_trait_of_any_text_is_a_share(text: str) -> None:
    assert all(0 <= trait <= 1 for trait in traits(text))


@pytest.mark.parametrize("text", ["a" * 100_000, "'" * 100_000, "? " * 50_000, "used to " * 12_000])
def test_a_long_text_is_read_in_a_moment(text: str) -> None:
    start = perf_counter()
    traits(text)
    assert perf_counter() - start < 1
