"""What is missing, twice, names nothing, or waits for a name that nobody puts in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from companion.persona.findings import plain
from companion.persona.phrases import has
from companion.persona.placeholders import KNOWN, unknown
from companion.persona.texts import passages
from companion.persona.topics import is_hollow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona


def on_blocks(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """Placeholders that there are not, topics of no words, and tests of one name."""
    yield from _hollow(persona)
    for steps, text in _filled(persona):
        for placeholder in dict.fromkeys(unknown(text)):
            yield (
                steps,
                f"Nothing is put in for {plain(placeholder)}; there are {' and '.join(KNOWN)}.",
            )
    times = Counter(test.name for test in persona.tests)
    for index, test in enumerate(persona.tests):
        if times[test.name] > 1:
            yield ("tests", index, "name"), f"Another test is called “{plain(test.name)}” as well."
    yield from _impossible(persona)


def _impossible(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """What a test asks for and rules out at once."""
    for index, test in enumerate(persona.tests):
        for number, phrase in enumerate(test.expect.contains):
            if any(has(phrase, other) for other in test.expect.not_contains):
                steps = ("tests", index, "expect", "contains", number)
                yield steps, f"This can never pass: “{plain(phrase)}” is ruled out by `not_contains`."


def _hollow(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """Lines of `memory` that nothing which is said can be about."""
    for key, lines in (("never", persona.memory.never), ("remember", persona.memory.remember)):
        for index, line in enumerate(lines):
            if is_hollow(line):
                message = (
                    f"“{plain(line)}” names nothing that could be spoken of. Say what it is: `my health`."
                )
                yield ("memory", key, index), message


def _filled(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """The texts in which names are put in."""
    for passage in passages(persona):
        yield passage.steps, passage.text
    for index, example in enumerate(persona.examples):
        yield ("examples", index, "user"), example.user
        if not example.good:
            yield ("examples", index, "answer"), example.answer
