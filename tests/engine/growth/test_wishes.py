"""What is asked of her manner again and again, and what only looks like it."""

from __future__ import annotations

import pytest

from companion.engine.growth.wishes import habits, lengths
from tests.engine.growth.talks import talks

SHORTER = (
    "Can you keep it short?",
    "Could you please answer more briefly?",
    "Be brief.",
    "Shorter, please.",
    "Shorter answers please!",
    "I'd like shorter answers.",
    "Your answers are way too long.",
    "You're too wordy.",
    "Okay, please be more concise.",
)
LONGER = (
    "Longer answers, please.",
    "Could you answer in more detail?",
    "Your replies are too short.",
    "You're being a bit curt today, you're too terse.",
    "Please send longer messages.",
)
NEITHER = (
    "Write me a poem about rain, and keep it short.",
    "My hair is too long.",
    "The bus takes two hours. That's too long.",
    "Short day today.",
    "I don't want shorter answers.",
    "I'll keep it short: I'm moving to Lyon.",
    "She told me \u201cbe brief\u201d.",
    "I wish the days were longer.",
    "Tell me more!",
    "Be there shortly.",
    "We need longer tables.",
)


@pytest.mark.parametrize("said", SHORTER)
def test_who_wants_less_is_heard(said: str) -> None:
    (seed,) = lengths(talks(said, said, "Nice weather.", said))
    assert (seed.kind, seed.value, seed.evidence) == ("length", "shorter", (1, 2, 4))


@pytest.mark.parametrize("said", LONGER)
def test_who_wants_more_is_heard(said: str) -> None:
    (seed,) = lengths(talks(said, said, said))
    assert seed.value == "longer"


@pytest.mark.parametrize("said", NEITHER)
def test_what_is_not_about_her_answers_is_no_wish(said: str) -> None:
    assert list(lengths(talks(said, said, said, said))) == []


def test_twice_is_not_yet_again_and_again() -> None:
    assert list(lengths(talks(*SHORTER[:2]))) == []
    assert list(lengths(talks(("Be brief.", "> Yes.", "Shorter, please.", "Be brief."), "Hello."))) == []


def test_who_wants_now_the_one_and_now_the_other_wants_neither() -> None:
    assert list(lengths(talks(*SHORTER[:4], LONGER[0]))) == []


def test_what_led_to_a_step_before_does_not_count_for_the_next() -> None:
    assert list(lengths(talks(*SHORTER[:4]), used={1, 2})) == []


def test_what_was_imported_was_not_said_to_her() -> None:
    assert list(lengths(talks(*SHORTER[:4], origin="import"))) == []


def test_what_she_says_herself_is_no_wish() -> None:
    assert list(lengths(talks(*[f"> {said}" for said in SHORTER]))) == []


@pytest.mark.parametrize(
    ("said", "habit"),
    [
        ("Please stop using emojis.", "use emojis"),
        ("No emojis, please.", "use emojis"),
        ("Can you stop with all the emojis?", "use emojis"),
        ("Don't use so many exclamation marks.", "use exclamation marks"),
        ("No more bullet points.", "answer in bullet points"),
        ("Stop asking me so many questions.", "ask question after question"),
        ("Please don't always end with a question.", "end with a question"),
        ("Stop apologising.", "apologise"),
    ],
)
def test_a_habit_that_is_not_wanted(said: str, habit: str) -> None:
    (seed,) = habits(talks(said, said, said))
    assert (seed.kind, seed.value) == ("habit", habit)
    assert list(habits(talks(said, said))) == []


@pytest.mark.parametrize(
    "said",
    [
        "My boss can't stop using emojis.",
        "I stopped asking questions.",
        "She said \u201cstop apologising\u201d.",
        "There are no emojis in my new font.",
        "Write a letter and don't use bullet points.",
    ],
)
def test_what_others_do_is_no_habit_of_hers(said: str) -> None:
    assert list(habits(talks(said, said, said))) == []
