"""A persona that leaves little room for a conversation in a small window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.placeholders import filled
from companion.persona.weight import SMALL_WINDOW, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona

MOST = 0.25
"""The share of a small window that a persona may take before it is worth a word."""


def on_weight(persona: Persona, count: Callable[[str], int]) -> Iterator[tuple[Steps, str]]:
    """Whether the whole is heavy, and which lore is longer than it gives itself."""
    weight = weigh(persona, count)
    if weight.share(SMALL_WINDOW) > MOST:
        heaviest = max(weight.parts, key=lambda part: part.tokens).name
        message = (
            f"This takes {weight.always} tokens of every prompt, {weight.share(SMALL_WINDOW):.0%} of a 4k "
            f"window; {MOST:.0%} leave room to talk. Most of it is in `{heaviest}`."
        )
        yield (), message
    for index, entry in enumerate(persona.lore):
        needed = count(filled(entry.text, persona.name, None))
        if needed > entry.tokens:
            message = (
                f"This has {needed} tokens and gives itself {entry.tokens} (`tokens`): its middle is cut."
            )
            yield ("lore", index, "text"), message
