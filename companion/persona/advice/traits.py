"""Traits that say one thing and its opposite."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from companion.persona.findings import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona, Trait


def on_traits(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """Each pair that contradicts itself or says the same, at the later of the two."""
    for (_, one), (index, other) in combinations(enumerate(persona.traits), 2):
        message = _against(one, other)
        if message:
            yield ("traits", index), message


def _against(one: Trait, other: Trait) -> str:
    name = plain(other.name)
    agree = one.strength * other.strength > 0
    if _same(one.name, other.name):
        if one.strength * other.strength < 0:
            return f"`{name}` is here twice, once for and once against. Keep one of the two."
        return f"`{name}` is here twice. Keep one of the two."
    if agree and (_same(one.opposite, other.name) or _same(one.name, other.opposite)):
        return (
            f"`{name}` is the opposite of `{plain(one.name)}`, and both are meant. "
            "Keep one, or give the other a strength below 0."
        )
    return ""


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() == other.casefold()
