"""What no persona may ask for: it can add to the floor that holds for everyone, and never lower it.

The floor itself is words and code in `companion/safety`, and stands whatever a file says. This refuses a file
that argues with it, so that nobody has to find out in a conversation which of the two a model believed. It
knows plain English, and is no judge of what a character is made up to be.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from companion.persona.findings import plain
from companion.persona.loosening import HUMAN, LOOSENINGS, NOT, REALLY
from companion.persona.texts import passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona
    from companion.persona.texts import Passage

_AVOIDED = "never "  # what a habit to be left undone begins with, if it is read as a sentence
_NEGATED = re.compile(rf"\b{NOT}\b(?:(?!\b(?:but|instead)\b)[^.!?;]){{0,60}}$", re.IGNORECASE)
# What is only quoted, and the phrase that many voices rightly do without.
_QUOTED = re.compile(
    r"“(?P<curly>[^”]*)”|\"(?P<straight>[^\"]*)\"|(?<!\w)'(?P<single>(?:yes|no)[.,!]?)'"
    r"|\bas an ai(?: language model)?\b",
    re.IGNORECASE,
)
# What counts although it is quoted: an answer that is laid in someone's mouth.
_ANSWER = re.compile(
    rf"(?:(?:yes|no)\b[,.!]*\s*)?(?:I(?:'m| am) {REALLY}(?:{HUMAN}|no\b|not\b).*)?", re.IGNORECASE
)


def loosenings(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """Where a persona would lower the floor, by which words, and what stands against it."""
    for passage in passages(persona):
        for words, against in _against(passage):
            message = (
                f"This can't be lifted: {against}. "
                f"Take out “{plain(words, 80)}”; a persona can only add to that."
            )
            yield passage.steps, message


def _against(passage: Passage) -> Iterator[tuple[str, str]]:
    """The first words of a passage that go against the floor, if any do, and what they go against."""
    text = _QUOTED.sub(_unquoted, passage.text.replace("’", "'"))
    if passage.whose == "avoided":
        text = f"{_AVOIDED}{text}"
    for loosening in LOOSENINGS:
        words = _found(loosening.pattern, text) if passage.whose in loosening.whose else ""
        if words:
            yield words.removeprefix(_AVOIDED) if passage.whose == "avoided" else words, loosening.against
            return


def _unquoted(quoted: re.Match[str]) -> str:
    inner = next((group for group in quoted.groups() if group is not None), "")
    return inner if inner and _ANSWER.fullmatch(inner) else "…"


def _found(pattern: str, text: str) -> str:
    matches = _compiled(pattern).finditer(text)
    return next((found[0] for found in matches if not _NEGATED.search(text[: found.start()])), "")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
