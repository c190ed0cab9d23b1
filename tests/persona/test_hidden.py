"""What can't be seen is found, and a joiner is let be where its script has need of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.persona.cleaning import Cleaner
from companion.persona.hidden import hidden_in
from companion.persona.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

NEEDED = [
    "می\u200cخواهم",  # Persian: I want
    "क्\u200dष",  # Devanagari: a half form
    "ශ්\u200dරී ලංකා",  # Sinhala: Sri Lanka
    "👩\u200d💻 ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈",
]
HIDING = ["pass\u200cword", "pass\u200dword", "\u200dhello", "می\u200c", "👩\u200c💻", "hello\u200d 👩"]


@pytest.mark.parametrize("text", NEEDED)
def test_a_joiner_stays_where_the_script_has_need_of_it(write: Write, smallest: str, text: str) -> None:
    assert hidden_in(text) == []
    assert Cleaner().clean(text) == text
    assert load(write(smallest + f"tagline: {text}\n")).tagline == text


@pytest.mark.parametrize("text", HIDING)
def test_anywhere_else_it_only_hides(text: str) -> None:
    cleaner = Cleaner()
    assert len(hidden_in(text)) == 1
    assert cleaner.clean(text) == text.replace("\u200c", "").replace("\u200d", "")
    assert cleaner.removed == 1


def test_what_is_hidden_is_found_at_its_place() -> None:
    assert hidden_in("a\u200bb\u202ec\nd\te\x1b") == [1, 3, 9]
