"""The texts of a persona, each with its place and whose words they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona

Whose = Literal["said", "told", "avoided"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text: `said` by the persona, `told` to the model about it, or `avoided`, told to be left undone."""

    steps: Steps
    text: str
    whose: Whose


def passages(persona: Persona) -> Iterator[Passage]:
    """All of them. Bad examples and banned phrases are not among them: they show what is not meant."""
    for steps, text in spoken(persona):
        yield Passage(steps, text, "said")
    for steps, text in _told(persona):
        yield Passage(steps, text, "told")
    for index, text in enumerate(persona.voice.dont):
        yield Passage(("voice", "dont", index), text, "avoided")


def spoken(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """What it says, in its own words."""
    yield from greetings(persona)
    for index, example in enumerate(persona.examples):
        if example.good:
            yield ("examples", index, "answer"), example.answer
    for index, boundary in enumerate(persona.boundaries):
        if boundary.response:
            yield ("boundaries", index, "response"), boundary.response


def greetings(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """Its first words."""
    said = persona.greetings
    words = {"first": said.first, "return": said.again}
    words |= {"late_night": said.late_night, "long_absence": said.long_absence}
    for key, text in words.items():
        if text:
            yield ("greetings", key), text


def _told(persona: Persona) -> Iterator[tuple[Steps, str]]:
    identity, voice = persona.identity, persona.voice
    yield ("identity", "core"), identity.core
    yield ("identity", "backstory"), identity.backstory or ""
    yield ("relationship",), persona.relationship or ""
    yield ("voice", "register"), voice.register or ""
    yield ("voice", "humour"), voice.humour or ""
    for index, habit in enumerate(voice.do):
        yield ("voice", "do", index), habit
    for index, trait in enumerate(persona.traits):
        yield ("traits", index, "shows_as"), trait.shows_as or ""
    for index, boundary in enumerate(persona.boundaries):
        yield ("boundaries", index, "rule"), boundary.rule
    for index, entry in enumerate(persona.lore):
        yield ("lore", index, "text"), entry.text
    for index, topic in enumerate(persona.initiative.topics):
        yield ("initiative", "topics", index), topic
