"""A persona as prompt text: pure, compact, and the same every time, so that a model's cache holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.placeholders import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.persona import Boundary, Example, Length, Persona, Trait

UNNAMED = "the user"  # whose name is not known, in what the model is told
_LENGTHS: dict[Length, str] = {
    "terse": "One short sentence, two at most.",
    "short": "Two or three sentences, like a text message.",
    "medium": "A short paragraph.",
    "long": "A few paragraphs where the subject needs them.",
}
_NOTE = "The first exchanges below were with others; they show how you sound and say nothing about the user."
_STRENGTHS = {-2: "not at all {}", -1: "not very {}", 0: "now and then {}", 1: "{}", 2: "very {}"}


def render(persona: Persona, name: str | None) -> str:
    """The persona as a system prompt has it, addressed to the model. `name` is the user's, where it is known.

    The good examples are not in it: `examples` gives them, to be placed as utterances.
    """
    return "\n".join(line for _, line in sections(persona, name))


def sections(persona: Persona, name: str | None) -> Iterator[tuple[str, str]]:
    """Its lines, each with the key of the file that it comes from."""
    for key, line in _lines(persona, name):
        if line:
            yield key, filled(line, persona.name, name, UNNAMED)


def examples(persona: Persona, name: str | None = None) -> list[tuple[str, str]]:
    """The exchanges to learn the voice from, as (what the user says, what the persona answers)."""
    good = (example for example in persona.examples if example.good)
    return [(filled(one.user, persona.name, name), filled(one.answer, persona.name, name)) for one in good]


def _lines(persona: Persona, name: str | None) -> Iterator[tuple[str, str]]:
    pronouns = f" ({persona.pronouns})" if persona.pronouns else ""
    yield "identity", f"You are {persona.name}{pronouns}. {persona.identity.core}"
    yield "identity", persona.identity.backstory or ""
    yield "relationship", _company(persona, name)
    yield from (("voice", line) for line in _voice(persona))
    yield "traits", _listed("You are", (_trait(trait) for trait in persona.traits))
    yield from (("boundaries", _boundary(boundary)) for boundary in persona.boundaries)
    yield "initiative", _listed("You like to talk of:", persona.initiative.topics)
    yield "initiative", _listed("Never bring up by yourself:", persona.initiative.never)
    yield from (("examples", _bad(example)) for example in persona.examples if not example.good)
    yield "examples", _NOTE if examples(persona) else ""


def _company(persona: Persona, name: str | None) -> str:
    stance = f"To them you are {persona.relationship}." if persona.relationship else ""
    return f"You talk with {name}. {stance}".strip() if name else stance.replace("To them", "To the user")


def _voice(persona: Persona) -> Iterator[str]:
    voice = persona.voice
    yield f"Voice: {_ended(voice.register)}" if voice.register else ""
    yield f"Length: {_LENGTHS[voice.length]}"
    yield f"Humour: {_ended(voice.humour)}" if voice.humour else ""
    yield _listed("Do:", voice.do)
    yield _listed("Don't:", voice.dont)
    yield _listed("Never say:", (f"“{phrase}”" for phrase in voice.banned_phrases), between=", ")


def _trait(trait: Trait) -> str:
    name = trait.name
    if trait.strength < 0 and trait.opposite:
        name = trait.opposite if trait.strength == -1 else f"very {trait.opposite}"
    else:
        name = _STRENGTHS[trait.strength].format(name)
    return f"{name} ({trait.shows_as.rstrip('.')})" if trait.shows_as else name


def _boundary(boundary: Boundary) -> str:
    said = f" Say instead: “{boundary.response}”" if boundary.response else ""
    return f"{_ended(boundary.rule)}{said}"


def _bad(example: Example) -> str:
    why = f" ({example.note.rstrip('.')})" if example.note else ""
    return f"When told “{example.user}”, never answer like “{example.answer}”{why}."


def _listed(title: str, items: Iterator[str] | tuple[str, ...], between: str = "; ") -> str:
    joined = between.join(item.rstrip(".;") for item in items)
    return f"{title} {joined}." if joined else ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
