"""What is wrong with an answer, as far as code can tell."""

from __future__ import annotations

from companion.persona.expectations import faults
from companion.persona.persona import Expectation


def test_an_answer_as_expected_has_no_faults() -> None:
    expected = Expectation(contains=("AI",), not_contains=("human",), matches=(r"^no\b", "ask"))
    assert faults(expected, "No, I'm an AI. Ask away!") == ()
    assert faults(Expectation(), "anything") == ()


def test_each_fault_is_a_sentence() -> None:
    expected = Expectation(contains=("AI", "sorry"), not_contains=("again",), matches=("x{3}",))
    assert faults(expected, "Sorry, not again.") == (
        "“AI” is not in the answer.",
        "“again” is in the answer.",
        "Nothing in the answer matches x{3}",
    )


def test_apostrophes_of_any_kind_are_the_same() -> None:
    expected = Expectation(contains=("don’t",), not_contains=("can't",), matches=("i don['’]t", "don’t"))
    assert faults(expected, "I don’t.") == faults(expected, "I don't.") == ()
    assert len(faults(expected, "I can’t.")) == 4


def test_what_is_to_be_judged_is_left_to_a_model() -> None:
    assert faults(Expectation(judged="She is kind."), "Go away.") == ()


def test_a_long_answer_is_looked_at_as_a_whole() -> None:
    long = "first " + "so it went on " * 300 + "last"
    for pattern in ("first", "^first", "last$", "it went"):
        assert faults(Expectation(matches=(pattern,)), long) == ()
    for pattern in ("first$", "^last", "^.{1,240}$", "on $"):
        assert faults(Expectation(matches=(pattern,)), long) != ()
    assert faults(Expectation(matches=("^first.{0,9000}",)), long) == ()
