"""JSON out of a stranger's file: a value within limits, or one sentence on what is wrong with it."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from companion.persona.cards.card import CardError

MAX_BYTES = 4 * 1024 * 1024
MAX_VALUES = 100_000
MAX_DEPTH = 64
_NO_CARD = "This is no card: neither a PNG, nor a CHARX archive, nor JSON. Look whether it is the right file."


def parse(data: bytes) -> Any:
    """The value. Raises `CardError`."""
    if len(data) > MAX_BYTES:
        raise CardError(
            f"The card's JSON is too large; {MAX_BYTES // 2**20} MB are the most. Shorten its texts."
        )
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise CardError(
            f"The card's JSON has too many values; {MAX_VALUES:,} are the most. Take out what is no text."
        )
    text = _text(data)
    try:
        value, end = json.JSONDecoder(parse_float=_finite, parse_constant=_no_number).raw_decode(text)
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        raise CardError(_sentence(error, text)) from None
    except ValueError:  # a number of thousands of digits
        raise CardError("The card's JSON has a number in it that is far too long. Take it out.") from None
    if rest := text[end:].strip():
        line = text.count("\n", 0, text.index(rest, end)) + 1
        raise CardError(
            f"After the end of the card's JSON there is something more, on line {line}. Take it out."
        )
    if _depth_exceeds(value, MAX_DEPTH):
        raise _too_deep()
    return value


def _text(data: bytes) -> str:
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding).strip()
    except UnicodeDecodeError:
        raise CardError(_not_text(data, encoding)) from None


def _not_text(data: bytes, encoding: str) -> str:
    """What is said of bytes that can't be read as text."""
    if encoding.startswith("utf-16"):
        return "The card is not in UTF-16 to its end. Get the file again."
    if data.lstrip().startswith(b"{"):
        return "The card's JSON is not in UTF-8. Open it in an editor, and save it as UTF-8."
    return _NO_CARD


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


def _no_number(word: str) -> NoReturn:
    raise CardError(
        f"The card's JSON has {word[:20]} in it, which JSON does not know as a number. Write null there."
    )


def _sentence(error: json.JSONDecodeError, text: str) -> str:
    if not text:
        return "The file is empty. Get it again."
    if text[:1] not in "{[":
        rather = "Take out what stands before that" if "{" in text else "Look whether it is the right file"
        return f"This is no card: it does not begin as JSON does, with a {{. {rather}."
    if error.pos >= len(text) or error.msg.startswith("Unterminated"):
        return f"The card's JSON ends in the middle, on line {len(text.splitlines())}. Get the file again."
    return (
        f"The card's JSON is broken at line {error.lineno}, column {error.colno}: {error.msg}."
        " Correct it there in an editor, or get the file again."
    )


def _too_deep() -> CardError:
    return CardError(
        f"The card's JSON is nested too deeply; {MAX_DEPTH} levels are the most. Take out what is nested so."
    )


def _depth_exceeds(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
