"""A persona's keys as YAML: readable, and read back as exactly what was meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from companion.persona.document import MAX_BYTES, read, same
from companion.persona.writing import has_room, written
from tests.persona.cards.making import blocks


@settings(suppress_health_check=list(HealthCheck))
@given(blocks)
def test_what_is_written_is_what_was_meant(block: dict[str, Any]) -> None:
    text = written({"name": "Mira", "x_card": block}, {})
    if text is not None:
        assert same(read(text.encode()).value, {"name": "Mira", "x_card": block})


@pytest.mark.parametrize(
    "text",
    [
        *(
            "yes",
            "no",
            "on",
            "null",
            "~",
            "true",
            "1",
            "1.0",
            "1e3",
            "0x1f",
            ".inf",
            "2026-05-01",
            "12:30",
            "=",
        ),
        *(
            "- a",
            "# a",
            "a: b",
            "a #b",
            "'",
            '"',
            "{",
            "[a]",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "|",
            ">",
            "?",
        ),
        *(
            "",
            " ",
            " a",
            "a ",
            "\n",
            "\na",
            "a\n",
            "a\n\n",
            "a\n\n\nb",
            " a\nb",
            "a \nb",
            "a\n b",
            "---",
            "...",
        ),
        *("long words " * 30, "long words " * 30 + "\n\nand more\n", "{{char}}: hi", "👩\u200d💻 ❤\ufe0f"),
    ],
)
def test_a_text_of_any_kind_stays_as_it_is(text: str) -> None:
    persona = {"name": text, "tags": [text, "b"], "x_card": {"key": text, "in": {"deeper": [text]}}}
    file = written(persona, {"": "A comment.", "x_card": "Another,\non two lines."})
    assert file is not None
    assert file.startswith("# A comment.\n")
    assert "# Another,\n# on two lines.\nx_card:" in file
    assert read(file.encode()).value == persona


def test_long_lines_are_folded_and_short_ones_left() -> None:
    file = written({"a": "Words in a row. " * 20 + "End.", "b": "One.\nTwo.", "c": ["x", "y"]}, {})
    assert file is not None
    assert "a: >-\n  Words in a row." in file
    assert "b: |-\n  One.\n  Two.\n" in file
    assert "c: [x, y]\n" in file
    assert max(map(len, file.splitlines())) <= 110


@pytest.mark.parametrize(
    "persona",
    [
        {"a": "x" * MAX_BYTES},
        {"a": ["x"] * 2001},
        {"a": [[[[[[[[[[[1]]]]]]]]]]]},
        {"<<": 1},
        {"a": 10**19},
        {"a\u200b": 1},
    ],
)
def test_what_a_file_can_not_hold_is_not_written(persona: dict[str, Any]) -> None:
    assert written(persona, {}) is None


def test_room_is_counted_before_anything_is_written() -> None:
    assert has_room({"a": "x" * 60_000})
    assert not has_room({"a": "x" * 70_000})
    assert has_room({"a": list(range(1900))})
    assert not has_room({"a": list(range(2100))})
