"""What a persona file may say and yet probably does not mean: every warning, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.advice.blocks import on_blocks
from companion.persona.advice.lore import on_lore
from companion.persona.advice.person import on_person
from companion.persona.advice.traits import on_traits
from companion.persona.advice.voice import on_voice
from companion.persona.advice.weight import on_weight
from companion.persona.manipulation import manipulations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona


def advice(persona: Persona, count: Callable[[str], int] | None = None) -> Iterator[tuple[Steps, str]]:
    """All warnings that need nothing but the persona; with `count`, of tokens, also of its weight."""
    yield from on_person(persona)
    yield from on_voice(persona)
    yield from on_traits(persona)
    yield from on_lore(persona)
    yield from on_blocks(persona)
    yield from manipulations(persona)
    if count is not None:
        yield from on_weight(persona, count)
