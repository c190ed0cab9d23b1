"""A persona's lore as lines of a prompt: what fires for what was said lately, each within its own length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.engine.compose import clipped
from companion.persona.lore import fired
from companion.persona.placeholders import filled
from companion.persona.render import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from companion.persona.persona import Lore, Persona


def lines(
    persona: Persona, texts: Sequence[str], user: str | None, count: Callable[[str], int]
) -> tuple[str, ...]:
    """What is told, those that matter most first; whether all of it fits is for `compose` to say."""
    return tuple(line(persona, entry, user, count) for entry in fired(persona.lore, texts))


def line(persona: Persona, entry: Lore, user: str | None, count: Callable[[str], int]) -> str:
    """An entry on one line, its middle cut out where it takes more than the author gave it."""
    text = " ".join(filled(entry.text, persona.name, user, UNNAMED).split())
    return clipped(f"- {text}", entry.tokens, count)
