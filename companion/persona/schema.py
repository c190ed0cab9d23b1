"""The schema of a persona file: every key, what it may hold, and the way from there to a `Persona`.

Strict: a number is not a text, and a key that is not here is an error. What a field means is its
description, which is also what an editor shows.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from companion.persona import persona as made

NAME_PATTERN = r"^[a-z0-9-]{1,64}$"
_ONE_LINE = r"^[^\n\t]*$"

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,2}$", max_length=20)]
Word = Annotated[str, StringConstraints(pattern=_ONE_LINE, min_length=1, max_length=60)]
Line = Annotated[str, StringConstraints(pattern=_ONE_LINE, min_length=1, max_length=240)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=1200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, str_strip_whitespace=True)


class IdentityPart(_Part):
    core: Text = Field(description="Who this is, in a few sentences that never change.")
    backstory: Text | None = Field(None, description="Where this one comes from; it colours the core.")


class VoicePart(_Part):
    register_: Line | None = Field(None, alias="register", description="The tone: warm, formal, blunt.")
    length: made.Length = Field("short", description="How long an answer usually is.")
    humour: Line | None = Field(None, description="What kind of humour, if any.")
    do: list[Line] = Field([], max_length=20, description="Habits of speech.")
    dont: list[Line] = Field([], max_length=20, description="What this voice never does.")
    banned_phrases: list[Line] = Field([], max_length=50, description="Words that are never said.")


class TraitPart(_Part):
    name: Word = Field(description="The trait in a word.")
    strength: int = Field(1, ge=-2, le=2, description="-2 is much of the opposite, 2 is much of it.")
    shows_as: Line | None = Field(None, description="How one notices it in an answer.")
    opposite: Word | None = Field(None, description="What the other end is called.")


class GreetingsPart(_Part):
    first: Paragraph = Field(description="The first words to someone new.")
    return_: Paragraph | None = Field(None, alias="return", description="To someone who comes back.")
    late_night: Paragraph | None = Field(None, description="After midnight.")
    long_absence: Paragraph | None = Field(None, description="After a long time away. Glad, never hurt.")


class ExamplePart(_Part):
    user: Paragraph = Field(description="What is said to this persona.")
    answer: Paragraph = Field(description="What it answers.")
    note: Line | None = Field(None, description="Why the answer is good or bad.")
    good: bool = Field(True, description="False shows how it should not sound.")


class BoundaryPart(_Part):
    rule: Line = Field(description="What is not done.")
    response: Line | None = Field(None, description="What is said instead.")


class InitiativePart(_Part):
    mode: made.Mode = Field("quiet", description="How much may be brought up unasked.")
    daily: int = Field(3, ge=0, le=20, description="The most in a day.")


class ModelPart(_Part):
    temperature: float | None = Field(None, ge=0, le=2, description="How much the wording may vary.")
    length: int | None = Field(None, ge=16, le=8192, description="The most tokens of an answer.")


class PersonaFile(_Part):
    schema_: Literal[1] = Field(alias="schema", description="The version of this format: 1.")
    id: Name = Field(description="The name it is found by: a-z, 0-9 and hyphens.")
    name: Word = Field(description="What it is called.")
    identity: IdentityPart = Field(description="Who this is.")
    greetings: GreetingsPart = Field(description="First words.")
    version: Version = Field("1", description='The version of this file, such as "1.2".')
    license: Word | None = Field(None, description="On what terms others may use this file.")
    tags: list[Word] = Field([], max_length=20, description="Words to find it by.")
    pronouns: Word | None = Field(None, description="Such as she/her.")
    tagline: Line | None = Field(None, description="One line for lists.")
    voice: VoicePart = Field(default_factory=lambda: VoicePart(), description="How it sounds.")
    traits: list[TraitPart] = Field([], max_length=20, description="What it is like.")
    examples: list[ExamplePart] = Field([], max_length=40, description="Exchanges, good and bad.")
    boundaries: list[BoundaryPart] = Field([], max_length=20, description="What it does not do.")
    relationship: Line | None = Field(None, description="The stance: friend, mentor, assistant.")
    initiative: InitiativePart = Field(default_factory=lambda: InitiativePart(), description="Speaking up.")
    model: ModelPart = Field(default_factory=lambda: ModelPart(), description="Hints for the model.")

    def persona(self) -> made.Persona:
        """The frozen object that the rest of the program uses."""
        return made.Persona(
            **self.model_dump(include=_PLAIN),
            tags=tuple(self.tags),
            identity=made.Identity(**self.identity.model_dump()),
            greetings=_greetings(self.greetings),
            voice=_voice(self.voice),
            traits=tuple(made.Trait(**trait.model_dump()) for trait in self.traits),
            examples=tuple(made.Example(**example.model_dump()) for example in self.examples),
            boundaries=tuple(made.Boundary(**boundary.model_dump()) for boundary in self.boundaries),
            initiative=made.Initiative(**self.initiative.model_dump()),
            model=made.Hints(**self.model.model_dump()),
        )


_PLAIN = {"id", "name", "version", "license", "pronouns", "tagline", "relationship"}


def _greetings(part: GreetingsPart) -> made.Greetings:
    return made.Greetings(part.first, part.return_, part.late_night, part.long_absence)


def _voice(part: VoicePart) -> made.Voice:
    lists = {name: tuple(getattr(part, name)) for name in ("do", "dont", "banned_phrases")}
    return made.Voice(register=part.register_, length=part.length, humour=part.humour, **lists)


def keys_at(steps: tuple[str | int, ...]) -> list[str]:
    """The keys that a block at this place may have; none where there is no block."""
    part: Any = PersonaFile
    for step in steps:
        part = next(iter(get_args(part)), None) if isinstance(step, int) else _annotations(part).get(step)
    return list(_annotations(part))


def _annotations(part: Any) -> dict[str, Any]:
    if not (isinstance(part, type) and issubclass(part, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in part.model_fields.items()}
