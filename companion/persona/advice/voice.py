"""What the persona says in its file that its own voice would not say so: too long, or in forbidden words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.persona.findings import plain
from companion.persona.texts import greetings, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Length, Persona

_LONGEST: dict[Length, int] = {"terse": 25, "short": 80, "medium": 160}
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_HABITS = (
    (re.compile(r"\bexclamation (?:marks?|points?)", re.IGNORECASE), re.compile("!"), "an exclamation mark"),
    (re.compile(r"\bemojis?\b", re.IGNORECASE), _EMOJI, "an emoji"),
    (re.compile(r"\b(?:lists|bullets?)\b", re.IGNORECASE), re.compile(r"(?m)^\s*[-*•] "), "a list"),
)


def on_voice(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """What breaks the voice in greetings, good examples and responses."""
    yield from _long(persona)
    habits = {habit.casefold() for habit in persona.voice.do}
    for index, avoided in enumerate(persona.voice.dont):
        if avoided.casefold() in habits:
            yield (
                ("voice", "dont", index),
                f"“{plain(avoided)}” is in `voice.do` as well. Keep one of the two.",
            )
    for steps, text in spoken(persona):
        for phrase in persona.voice.banned_phrases:
            if phrase.casefold() in text.casefold():
                yield steps, f"This says “{plain(phrase)}”, which `voice.banned_phrases` forbids."
        for habit, seen, named in _HABITS:
            if seen.search(text) and any(habit.search(one) for one in persona.voice.dont):
                yield steps, f"There is {named} in this, which `voice.dont` rules out."


def _long(persona: Persona) -> Iterator[tuple[Steps, str]]:
    length = persona.voice.length
    most = _LONGEST.get(length)
    for steps, text in greetings(persona):
        words = len(text.split())
        if most is not None and words > most:
            message = f"This greeting has {words} words; in a voice that is {length}, {most} are the most."
            yield steps, message
