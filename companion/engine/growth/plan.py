"""What a seed would change in a persona: a part that the author left open, and what it would say. Pure.

The wording is always ours, also where a model found the seed: what it says never becomes part of a persona.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from companion.engine.prompts import prompt
from companion.persona.growth import said_now
from companion.persona.persona import Length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.engine.growth.seeds import Kind, Seed
    from companion.persona.persona import Persona

_LENGTHS: tuple[Length, ...] = get_args(Length)
# Where a seed can fall, the best place first.
_PARTS: dict[Kind, tuple[str, ...]] = {
    "length": ("voice.length",),
    "habit": ("voice.dont",),
    "nickname": ("voice.do", "lore"),
    "joke": ("voice.do", "lore"),
    "topic": ("initiative.topics", "lore"),
}
_REASONS: dict[Kind, str] = {
    "length": "You asked for {value} answers in {n} conversations.",
    "habit": "You asked her not to {value} in {n} conversations.",
    "nickname": "You called her “{value}” in {n} conversations.",
    "joke": "You took up “{value}”, which she said first, in {n} conversations.",
    "topic": "You spoke of {value} with delight in {n} conversations.",
}
_FOUND = "“{value}” came up in {n} conversations, and her model takes it for a {kind} of yours."


@dataclass(frozen=True, slots=True)
class Plan:
    """A change to suggest. `before` and `after` are JSON; `subject` is what it is known again by."""

    part: str
    before: str | None
    after: str
    subject: str
    reason: str
    sources: tuple[int, ...]
    by_code: bool = True


def plans(persona: Persona, seed: Seed) -> Iterator[Plan]:
    """A plan for each open part in which the seed can fall, the best first."""
    wording = _REASONS[seed.kind] if seed.by_code else _FOUND
    reason = wording.format(value=seed.value, n=len(seed.evidence), kind=seed.kind)
    for part in _PARTS[seed.kind]:
        if any(growth.part == part for growth in persona.growth):
            before, after = said_now(persona, part), _after(persona, part, seed)
            if after is not None:
                told = None if before is None else _json(before)
                subject = _subject(seed, before, after)
                yield Plan(part, told, _json(after), subject, reason, seed.evidence, seed.by_code)


def _after(persona: Persona, part: str, seed: Seed) -> Any:
    if seed.kind == "length":
        return _step(persona.voice.length, seed.value)
    if part == "lore":
        return _lore(seed)
    return seed.value if seed.kind in ("habit", "topic") else prompt(f"grown_{seed.kind}", value=seed.value)


def _step(length: Length, to: str) -> Length | None:
    """One step shorter or longer; None where there is none."""
    place = _LENGTHS.index(length) + (1 if to == "longer" else -1)
    return _LENGTHS[place] if 0 <= place < len(_LENGTHS) else None


def _lore(seed: Seed) -> dict[str, Any]:
    name = re.sub(r"[^a-z0-9]+", "-", seed.value.lower()).strip("-")
    text = prompt(f"grown_{seed.kind}_lore", value=seed.value)
    return {"id": f"grown-{seed.kind}-{name}"[:64], "text": text, "any": [seed.value]}


def _subject(seed: Seed, before: Any, after: Any) -> str:
    """A step from one length to another is another matter than the next one."""
    return f"length: {before} > {after}" if seed.kind == "length" else f"{seed.kind}: {seed.value}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
