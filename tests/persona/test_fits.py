"""What a persona's schema takes, and texts that are too long for it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.persona.fits import cut, fits, is_word, joined, pieces


@pytest.mark.parametrize(
    ("key", "value", "taken"),
    [
        ("version", "1.2.0", True),
        ("version", "one", False),
        ("tags", ["sea"], True),
        ("tags", "sea", False),
        ("lore", [{"id": "a", "text": "b", "regex": "a|b"}], True),
        ("lore", [{"id": "a", "text": "b", "regex": "("}], False),
        ("lore", [{"id": "A b", "text": "b"}], False),
        ("voice", {"register": "dry"}, True),
        ("voice", {"pitch": "high"}, False),
        ("tools", ["shell"], False),
    ],
)
def test_the_schema_decides(key: str, value: Any, taken: bool) -> None:
    assert fits(key, value) == taken


@pytest.mark.parametrize(
    ("text", "so"),
    [("sea", True), (" sea ", True), ("", False), (" ", False), ("a\nb", False), ("x" * 61, False)],
)
def test_a_few_words_on_a_line(text: str, so: bool) -> None:
    assert is_word(text) == so


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("short", "short"),
        ("One line.\n\nAnother one.", "One line.\n\n"),
        ("One line here\nAnother one.", "One line here\n"),
        ("A sentence. Another one.", "A sentence. "),
        ("Is it so? It may be so.", "Is it so? "),
        ("words without an end", "words without "),
        ("x" * 30, "x" * 16),
        ("a\n\n" + "x" * 30, "a\n\n" + "x" * 13),
    ],
)
def test_a_text_is_cut_where_a_reader_would_pause(text: str, first: str) -> None:
    assert cut(text, 16) == (first, text[len(first) :])


@given(st.text(st.sampled_from("ab. \n"), max_size=200))
def test_pieces_are_short_and_have_something_to_read(text: str) -> None:
    found = pieces(text, 20)
    assert all(0 < len(piece) <= 20 and piece.strip() for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_pieces_become_one_text_again() -> None:
    assert joined(["One.\n", "Two. ", "Three."]) == "One.\nTwo. Three."
    assert joined(["One.", "Two."]) == "One.\n\nTwo."
    assert joined([]) == ""
