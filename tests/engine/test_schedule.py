"""What is asked for after a conversation, and what is worth to be looked at while it goes on."""

from __future__ import annotations

import pytest

from companion.engine.schedule import tells


@pytest.mark.parametrize(
    "text",
    [
        "I live in Kiel.",
        "Good morning! My sister is here.",
        "No, Lyon.",
        "Where is it? Anyway, I'm vegan",
        "What now?\nWe moved",
        "Not Kiel. Lyon!",
    ],
)
def test_what_states_something_about_you_tells(text: str) -> None:
    assert tells(text)


@pytest.mark.parametrize("text", ["", "Do I live in Kiel?", "How is it? And my sister?", "Thanks.", "Go on"])
def test_what_only_asks_or_speaks_of_something_else_does_not(text: str) -> None:
    assert not tells(text)
