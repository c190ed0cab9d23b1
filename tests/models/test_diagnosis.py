"""A server's own words, before a person reads them."""

from __future__ import annotations

import pytest

from companion.models.diagnosis import QUOTED, explain, quoted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("slow down", "slow down."),
        ("Slow down!", "Slow down!"),
        ("two\nlines\tand\x00a\x1b[31mcolour", "two lines and a [31mcolour."),
        ("turned \u202earound", "turned around."),
        ("key abc123 is wrong", "key [key] is wrong."),
        ("Bearer ey.J0 was sent", "[key] was sent."),
        ("sk-proj-1234567, not found", "[key], not found."),
        ("a task-list", "a task-list."),
    ],
)
def test_they_are_one_line_and_carry_no_key(words: str, said: str) -> None:
    assert quoted(words, "abc123") == said


def test_they_are_short() -> None:
    assert len(quoted("word " * 1000, None)) == QUOTED


def test_what_nobody_foresaw_is_a_sentence_too() -> None:
    failure = explain(RecursionError("deep"), "host:1", "tiny", None)
    assert str(failure) == "host:1 sent something that is not an answer of a language model."
    assert failure.advice
    assert explain(failure, "other", "tiny", None) is failure
