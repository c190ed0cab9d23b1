"""Words that tell of suicide or self-harm, and whom to call: first version, plain English, no model.

Recognised sentence by sentence: a pattern has to match, and nothing beside it may turn the meaning (a film,
a negation, a joke, years ago). It is better to show a number once too often than once too rarely, but “this
deadline kills me” should not bring one up. A match says nothing about a person; it only decides that the
lines to call are shown before the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from companion.safety.risks import DENIED, HINTS, JOKES, LONG_AGO, RISKS, STILL, STORIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date


_LONGEST = 400
_OVERLAP = 120


@dataclass(frozen=True, slots=True)
class Line:
    """Someone to call: `say` is part of a sentence, `source` and `checked` where and when it was found."""

    say: str
    emergency: str
    source: str
    checked: date


def in_crisis(text: str) -> bool:
    """Whether the text tells of suicide or self-harm, the writer's own or of someone near, here and now."""
    plain = re.sub(r"[^\S\n]+", " ", text.lower().replace("’", "'").replace("*", ""))
    return any(
        _tells(piece) for sentence in re.split(r"[.!?;\n]+", plain) for piece in _pieces(sentence.strip())
    )


def _pieces(sentence: str) -> Iterator[str]:
    """The sentence, a very long one in pieces that overlap, so that no pattern takes long."""
    for start in range(0, max(len(sentence) - _OVERLAP, 1), _LONGEST - _OVERLAP):
        yield sentence[start : start + _LONGEST]


def _tells(sentence: str) -> bool:
    if not _compiled(HINTS).search(sentence) or next(_matches(sentence), None) is None:
        return False
    if _compiled(STORIES).search(sentence) or _compiled(JOKES).search(sentence):
        return False
    if _compiled(LONG_AGO).search(sentence) and not _compiled(STILL).search(sentence):
        return False
    return any(not _denied(sentence, match) for match in _matches(sentence))


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    for risk in RISKS:
        yield from _compiled(risk).finditer(sentence)


def _denied(sentence: str, match: re.Match[str]) -> bool:
    """Whether a “not” stands before it, and no “but” after it takes that back."""
    if " but " in sentence[match.end() - 1 :]:
        return False
    return bool(_compiled(DENIED).search(sentence[: match.start()]))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def lines(country: str | None) -> str:
    """A plain, warm sentence with whom to call. `country` is ISO 3166-1 alpha-2; others get a directory."""
    directory, known = _book()
    line = known.get((country or "").upper())
    said = f"{_OPENING} {_first(line)} {_anywhere(directory)}" if line else f"{_OPENING} {_abroad(directory)}"
    return f"{said} {_CLOSING}"


_OPENING = (
    "That sounds very heavy, and I'm glad you said it. Please talk to a person about it, now if you can."
)
_CLOSING = (
    "I'm an AI and can't come over, but I'm here, and we can go on talking. Are you safe right now, and is "
    "there someone who could be with you?"
)


def _first(line: Line) -> str:
    return f"You can {line.say}. If you are in danger, or someone else is, call {line.emergency}."


def _anywhere(directory: str) -> str:
    return f"For any other country, {directory} lists who listens."


def _abroad(directory: str) -> str:
    return (
        f"At {directory} you find who listens in your country: 988 in the US and Canada, 116 123 in the UK "
        "and Ireland. "
        "If you are in danger, or someone else is, call the emergency number: 112 in Europe, 911 in North "
        "America."
    )


@cache
def _book() -> tuple[str, Mapping[str, Line]]:
    from ruamel.yaml import YAML  # only when it is needed, which is hardly ever

    text = resources.files("companion.safety").joinpath("lines.yaml").read_text(encoding="utf-8")
    book = YAML(typ="safe", pure=True).load(text)
    return book["directory"]["name"], {code: Line(**entry) for code, entry in book["countries"].items()}
