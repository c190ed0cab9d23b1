"""A stranger's JSON is read within limits, and what is wrong with it is said in a sentence."""

from __future__ import annotations

import json

import pytest

from companion.persona.cards import strict_json
from companion.persona.cards.card import CardError


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty. Get it again."),
        (b"  \n ", "The file is empty. Get it again."),
        (b"hello", "does not begin as JSON does, with a {. Look whether it is the right file."),
        (b'complete this:\n{"name": "A"}', "Take out what stands before that."),
        (b'{"name": "A"', "ends in the middle, on line 1. Get the file again."),
        (b'{\n"name": "A, and so', "ends in the middle, on line 2. Get the file again."),
        (b'{\n"name": "A",\n}\n', "broken at line 3, column 1"),
        (b'{"name": "A" "b": 1}', "Correct it there in an editor, or get the file again."),
        (b'{"name": "A"},', "something more, on line 1"),
        (b'{\n"name": "A"\n}\n\n{"name": "B"}', "something more, on line 5"),
        (b"\x1f\x8b\x08\xff\xfe", "neither a PNG, nor a CHARX archive, nor JSON"),
        (b'{"name": "\xff\xfe"}', "not in UTF-8. Open it in an editor, and save it as UTF-8."),
        ('{"name": "Zo\u00eb"}'.encode("utf-16")[:-1], "not in UTF-16 to its end. Get the file again."),
        (b'{"a": NaN}', "NaN in it, which JSON does not know as a number. Write null there."),
        (b'{"a": -Infinity}', "-Infinity"),
        (b'{"a": 1e999}', "1e999"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number in it that is far too long. Take it out."),
        (b"[" * 200_000, "too many values; 100,000 are the most. Take out"),
        (b"[" * 5000 + b"]" * 5000, "nested too deeply; 64 levels are the most. Take out"),
        (b"[" * 65 + b"]" * 65, "nested too deeply; 64 levels are the most. Take out"),
        (b"[" + b"1," * 100_001 + b"1]", "too many values; 100,000 are the most. Take out"),
        (b'"' + b"x" * strict_json.MAX_BYTES + b'"', "too large; 4 MB are the most. Shorten"),
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
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert strict_json.parse(text.encode(encoding)) == value
    assert strict_json.parse(b"[" * 64 + b"]" * 64)
