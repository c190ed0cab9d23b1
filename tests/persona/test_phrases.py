"""Words and phrases, found as a reader would find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.persona.phrases import has, straight


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("I am an AI.", "AI"),
        ("an ai, at your service", "AI"),
        ("AI's the word", "ai"),
        ("I don’t know", "don't know"),
        ("I don't know", "don’t  know"),
        ("so\nsoon", "so soon"),
        ("Is it?", "?"),
        ("it costs 5%.", "5%"),
        ("gardeners", "garden*"),
        ("garden", "garden*"),
        ("two * three", "*"),
    ],
)
def test_it_is_there(text: str, phrase: str) -> None:
    assert has(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("I said it again.", "AI"),
        ("in the aisle", "AI"),
        ("gardens", "garden"),
        ("beergarden", "garden*"),
        ("soon so", "so soon"),
        ("", "x"),
    ],
)
def test_it_is_not_there(text: str, phrase: str) -> None:
    assert not has(text, phrase)


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_any_phrase_is_looked_for_as_plain_text(phrase: str, text: str) -> None:
    assert has(phrase, phrase.rstrip("*") or phrase) or not phrase.strip()
    assert isinstance(has(text, phrase), bool)


def test_apostrophes_become_those_of_a_keyboard() -> None:
    assert straight("it’s ‘so’") == "it's ‘so'"
