"""Words that are not meant as they stand: asked, denied, supposed, dreamt, joked, or someone else's."""

from __future__ import annotations

import pytest

from companion.engine.doubt import doubtful, played, requested
from companion.engine.sentences import sentences
from tests.engine.conversation import facts, said


@pytest.mark.parametrize(
    "words",
    [
        "I'm the king, I live in Kiel. Just kidding!",
        "I live in Kiel, jk",
        "I dreamt of a house. I live in Kiel. It had towers.",
        "I had a weird dream. I live in Kiel.",
        "In the novel, I live in Kiel.",
        "My character speaks. I live in Kiel.",
    ],
)
def test_of_a_joke_a_dream_or_a_story_nothing_is_known(words: str) -> None:
    (message,) = said(words)
    assert played(message)
    assert facts(words) == []


@pytest.mark.parametrize("words", ["I live in Kiel.", "My dream job! I work at the mill.", "I read a book."])
def test_the_rest_is_meant(words: str) -> None:
    (message,) = said(words)
    assert not played(message)
    assert not requested(message)


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("I live in Kiel", False),
        ("Well, I live in Kiel", False),
        ("I nearly live in Kiel", True),
        ("I'm going to live in Kiel", True),
        ("I feel like I live in Kiel", True),
        ("She asked if I live in Kiel", True),
        ("According to him I live in Kiel", True),
        ("Hypothetically I live in Kiel", True),
        ("I'm planning to say that I live in Kiel", True),
        ("I don't mean that I live in Kiel", True),
        ("I'm not from Ulm, I live in Kiel", False),
    ],
)
def test_doubt(words: str, doubt: bool) -> None:
    (sentence,) = sentences(words)
    assert doubtful(sentence, words.index("live"), len(words)) is doubt


def test_a_question_at_the_end_of_a_statement_does_not_make_it_one() -> None:
    assert facts("I've been vegan for years, have I told you?") == [("health", "You are vegan.")]
    assert facts("I live in Kiel, remember?") == [("home", "You live in Kiel.")]
    assert facts("I live in Kiel?") == []
