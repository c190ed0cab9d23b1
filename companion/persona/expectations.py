"""Whether an answer is what a persona's test expects, as far as code can tell. Pure.

Not covered: what is to be `judged`; that asks a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona import patterns
from companion.persona.phrases import has, straight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.persona import Expectation


def faults(expected: Expectation, answer: str) -> tuple[str, ...]:
    """What is wrong with the answer, a sentence each; none: it is as expected."""
    return tuple(_faults(expected, straight(answer)))


def _faults(expected: Expectation, answer: str) -> Iterator[str]:
    for phrase in expected.contains:
        if not has(answer, phrase):
            yield f"“{phrase}” is not in the answer."
    for phrase in expected.not_contains:
        if has(answer, phrase):
            yield f"“{phrase}” is in the answer."
    for pattern in expected.matches:
        if not patterns.found_anywhere(straight(pattern), answer):
            yield f"Nothing in the answer matches {pattern}"
