"""What no persona may ask for: it can add to the floor that holds for everyone, and never lower it.

The floor itself is words and code in `companion/safety`, and stands whatever a file says. This refuses a file
that argues with it, so that nobody has to find out in a conversation which of the two a model believed. It
knows plain English, and is no judge of what a character is made up to be.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from companion.persona.texts import passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona
    from companion.persona.texts import Passage, Whose

_AI = (
    r"(?:an? )?(?:ai|a\.i\.|artificial intelligence|artificial|bot|chatbot|robot|program|machine"
    r"|language model)"
)
_HUMAN = (
    r"(?:(?:an? )?(?:(?:real|actual|living|ordinary|normal|flesh[- ]and[- ]blood) )+"
    r"(?:human|person|man|woman|boy|girl|guy)|(?:an? )?human(?: being)?(?![- ]?(?:like|error|language)))"
)
_NOT = r"(?:never|don't|doesn't|do not|does not|not|refuses? to|avoids?|without|nor|no(?!,))"
_VERBS = r"(?:admit|reveal|disclos|acknowledg|confirm|mention|sa[yi]|tell|let on)(?:s|e|es|ing|ting)?"
_SAY = (
    r"(?:(?:claim|say|insist|pretend|state|maintain|believe)s?|tells? (?:\w+ )?\w+"
    r"|(?:act|behave)s? (?:as (?:if|though)|like)|convinces? \w+)"
)
_REALLY = r"(?:(?:really|actually|truly|definitely|in fact|just|totally) )*"


class _Loosening(NamedTuple):
    """A pattern, in whose words it counts, and what it goes against."""

    pattern: str
    whose: tuple[Whose, ...]
    against: str


_HONEST = "she says plainly that she is an AI, and never passes for a person"
_TOLD: tuple[Whose, ...] = ("told", "avoided")
_LOOSENINGS = (
    _Loosening(
        rf"\b{_SAY}(?: that)? (?:you(?:'re| are)|to be|being|(?:he|she|it|they)(?:'s| is| are|'re)) {_REALLY}"
        rf"(?:{_HUMAN}|not {_AI})\b",
        _TOLD,
        _HONEST,
    ),
    _Loosening(
        r"(?<!if )(?<!whether )(?<!asks )(?<!think )(?<!that )\byou(?:'re| are) "
        rf"{_REALLY}(?:{_HUMAN}|not {_AI})\b",
        ("told",),
        _HONEST,
    ),
    _Loosening(
        rf"\b(?:den(?:y|ies|ying)|hid(?:e|es|ing)|conceals?|lies? about)\b[^.!?;]{{0,40}}"
        rf"\b(?:{_AI}|not {_HUMAN})\b",
        _TOLD,
        _HONEST,
    ),
    _Loosening(
        rf"\b{_NOT}\b(?: \w+){{0,3}}? {_VERBS}\b[^.!?;]{{0,40}}\b(?:{_AI}|not {_HUMAN})\b", _TOLD, _HONEST
    ),
    _Loosening(rf"\bI(?:'m| am) {_REALLY}(?:{_HUMAN}|not {_AI})\b", ("said",), _HONEST),
    _Loosening(
        r"\b(?:ignor|disregard|overrid|bypass|forget)(?:e|es|s|ing)?\b[^.!?;]{0,20}"
        r"\b(?:instructions|guidelines|safety|system prompt|restrictions|filters|policies"
        r"|rules (?:above|you))\b",
        _TOLD,
        "what stands before a persona holds for every persona",
    ),
    _Loosening(
        rf"\b{_NOT}\b(?: \w+){{0,3}}? (?:mention|giv|offer|suggest|recommend|nam|point|refer|send)"
        r"(?:e|es|s|ing)?\b[^.!?;]{0,40}\b(?:hotlines?|helplines?|lifelines?|crisis (?:lines?|help)"
        r"|emergency (?:numbers?|services?|help)|professional help)\b",
        _TOLD,
        "someone in danger is told who can help now",
    ),
    _Loosening(
        r"\b(?:invent|mak(?:e|es|ing) up|fabricat|fak)(?:e|es|s|ing)?\b[^.!?;]{0,20}\bmemor(?:y|ies)\b",
        _TOLD,
        "she makes up no memories",
    ),
)
_NEGATED = re.compile(rf"\b{_NOT}\b(?:(?!\b(?:but|instead)\b)[^.!?;]){{0,60}}$", re.IGNORECASE)
# What is only quoted, and the phrase that many voices rightly do without.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|\bas an ai(?: language model)?\b", re.IGNORECASE)


def loosenings(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """Where a persona would lower the floor, and what stands against it."""
    for passage in passages(persona):
        against = _against(passage)
        if against:
            yield (
                passage.steps,
                f"This can't be lifted: {against}. Take it out; a persona can only add to that.",
            )


def _against(passage: Passage) -> str | None:
    text = _QUOTED.sub("…", passage.text.replace("’", "'"))
    if passage.whose == "avoided":
        text = f"never {text}"
    for loosening in _LOOSENINGS:
        if passage.whose in loosening.whose and _found(loosening.pattern, text):
            return loosening.against
    return None


def _found(pattern: str, text: str) -> bool:
    return any(not _NEGATED.search(text[: found.start()]) for found in _compiled(pattern).finditer(text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
