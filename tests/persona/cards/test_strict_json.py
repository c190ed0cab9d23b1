"""A stranger's JSON is read within limits, and what is wrong with it is said in a sentence."""

from __future__ import annotations

import json

import pytest

from companion.persona.cards import strict_json
from companion.persona.cards.card import CardError


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"  \n ", "The file is empty."),
        (b"hello", "does not begin as JSON does"),
        (b'complete this:\n{"name": "A"}', "Take out what stands before that."),
        (b'{"name": "A"', "broken at line 1, column 13"),
        (b'{\n"name": "A",\n}', "broken at line 3"),
        (b'{"name": "A"},', "something more, on line 1"),
        (b'{\n"name": "A"\n}\n\n{"name": "B"}', "something more, on line 5"),
        (b'{"name": "\xff\xfe"}', "neither a PNG, nor a CHARX archive, nor JSON in UTF-8"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "-Infinity"),
        (b'{"a": 1e999}', "1e999"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number in it that is far too long"),
        (b"[" * 200_000, "too many values"),
        (b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b"[" * 65 + b"]" * 65, "nested too deeply"),
        (b"[" + b"1," * 100_001 + b"1]", "too many values"),
        (b'"' + b"x" * strict_json.MAX_BYTES + b'"', "too large; 4 MB"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, said: str) -> None:
    with pytest.raises(CardError) as caught:
        strict_json.parse(data)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_what_is_right_is_read() -> None:
    value = {"name": "Zoë", "depth": [[[1, 2.5, None, True]]], "empty": {}}
    text = json.dumps(value)
    assert strict_json.parse(text.encode()) == value
    assert strict_json.parse(("\ufeff" + text + "\n\n").encode()) == value
    assert strict_json.parse(text.encode("utf-16")) == value
    assert strict_json.parse(b"[" * 64 + b"]" * 64)
