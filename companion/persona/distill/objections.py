"""What of a text no persona should be told or say, by the same rules as for every persona file.

A passage is looked at as if it were told to the model in so many words, and not quoted: one that reads like
an order, or like what works on people instead of for them, is no use even between quotation marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from companion.persona.fits import PARAGRAPH, STAND_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.persona.findings import Steps

_AT_ONCE = 40  # examples that a persona may have
_LORE_AT_ONCE = 200


def tellable(texts: Sequence[str]) -> list[bool]:
    """Which of them may be lore."""

    def lore(number: int, text: str) -> dict[str, Any]:
        return {"id": f"lore-{number}", "text": text[:PARAGRAPH], "any": ["something rare"]}

    return _accepted("lore", [lore(number, text) for number, text in enumerate(texts)], _LORE_AT_ONCE)


def sayable(texts: Sequence[str]) -> list[bool]:
    """Which of them it may say itself."""
    return _accepted("examples", [{"user": "Yes?", "answer": text[:PARAGRAPH]} for text in texts], _AT_ONCE)


def objected(persona: dict[str, Any]) -> set[Steps]:
    """The places of a persona that something is to be said against. It is valid by the schema."""
    from companion.persona.advice import advice
    from companion.persona.floor import loosenings
    from companion.persona.schema import PersonaFile

    made = PersonaFile.model_validate(persona).persona()
    return {steps for steps, _ in (*loosenings(made), *advice(made))}


def _accepted(key: str, entries: list[dict[str, Any]], at_once: int) -> list[bool]:
    found: list[bool] = []
    for start in range(0, len(entries), at_once):
        these = entries[start : start + at_once]
        wrong = {steps[1] for steps in objected(STAND_IN | {key: these}) if steps[:1] == (key,)}
        found += [number not in wrong for number in range(len(these))]
    return found
