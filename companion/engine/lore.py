"""A persona's lore as lines of a prompt: what fires for what was said lately, each within its own length."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from companion.engine.compose import clipped
from companion.models.tokens import count
from companion.persona.lore import fired, judged
from companion.persona.placeholders import filled
from companion.persona.render import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.engine.prompt import Prompt
    from companion.persona.persona import Lore, Persona


def lines(persona: Persona, texts: Sequence[str], user: str | None) -> tuple[str, ...]:
    """What is told, those that matter most first; whether all of it fits is for `compose` to say."""
    return tuple(line(persona, entry, user) for entry in fired(persona.lore, texts))


def line(persona: Persona, entry: Lore, user: str | None) -> str:
    """An entry on one line, its middle cut out where it takes more than the author gave it."""
    text = " ".join(filled(entry.text, persona.name, user, UNNAMED).split())
    return clipped(f"- {text}", entry.tokens, count)


@dataclass(frozen=True, slots=True)
class Trace:
    """Whether an entry fires for a message and why, what it takes, and whether the prompt had room for it."""

    id: str
    fires: bool
    because: str
    tokens: int
    fits: bool


def sourced(persona: Persona, user: str | None) -> list[tuple[str, str]]:
    """The texts that have a source, each with it."""
    return [
        (filled(entry.text, persona.name, user, UNNAMED), entry.source)
        for entry in persona.lore
        if entry.source
    ]


def told(persona: Persona, user: str | None, prompt: Prompt) -> list[tuple[str, str]]:
    """Those of them that stand in the prompt: as a whole, also where its length allowed a part."""
    there = _told_lines(prompt)
    lore = [entry for entry in persona.lore if there and line(persona, entry, user) in there]
    return sourced(replace(persona, lore=tuple(lore)), user)


def trace(persona: Persona, said: str, user: str | None, prompt: Prompt) -> tuple[Trace, ...]:
    """What becomes of each entry for a message, those that matter most first; `prompt` is the one for it."""
    there = _told_lines(prompt)
    traces = []
    for verdict in judged(persona.lore, [said]):
        text = line(persona, verdict.lore, user)
        fits = verdict.fires and text in there
        traces.append(Trace(verdict.lore.id, verdict.fires, verdict.because, count(text), fits))
    return tuple(traces)


def _told_lines(prompt: Prompt) -> list[str]:
    return next(part.text for part in prompt.parts if part.name == "lore").splitlines()
