"""The schema of a persona file as a whole, and the way from there to a `Persona`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field

from companion.persona import persona as made
from companion.persona.blocks import (
    BoundaryPart,
    ExamplePart,
    GreetingsPart,
    GrowthPart,
    IdentityPart,
    InitiativePart,
    KeepingPart,
    LorePart,
    ModelPart,
    Part,
    PersonaTestPart,
    TraitPart,
    VoicePart,
)
from companion.persona.kinds import Line, Name, Version, Word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from companion.persona.findings import Steps

FOREIGN = "x_"
"""Keys that begin so belong to others' programs: they may stand in any block, and nothing here reads them."""


class Head(Part):
    """What a file says of itself; it is not handed down to those that are built on it."""

    schema_: Literal[1] = Field(alias="schema", description="The version of this format: 1.")
    id: Name = Field(description="The name it is found by: a-z, 0-9 and hyphens. Name the file like it.")
    version: Version = Field("1", description='The version of this file, such as "1.2".')
    partial: bool = Field(False, description="True: only a part for others' `mixins`; it need not be whole.")
    extends: Name | None = Field(
        None, description="The id of a persona whose values hold where none is here."
    )
    mixins: list[Name] = Field([], max_length=8, description="Ids of files laid over the parent, in order.")


class PersonaFile(Head):
    """A whole persona, or what a file adds to those that it is built on."""

    name: Word = Field(description="What it is called.")
    identity: IdentityPart = Field(description="Who this is.")
    greetings: GreetingsPart = Field(description="First words.")
    license: Word | None = Field(None, description="On what terms others may use this file.")
    sources: list[Line] = Field([], max_length=50, description="What it was made from.")
    tags: list[Word] = Field([], max_length=20, description="Words to find it by.")
    pronouns: Word | None = Field(None, description="Such as she/her.")
    tagline: Line | None = Field(None, description="One line for lists.")
    voice: VoicePart = Field(default_factory=lambda: VoicePart(), description="How it sounds.")
    traits: list[TraitPart] = Field([], max_length=20, description="What it is like.")
    examples: list[ExamplePart] = Field([], max_length=40, description="Exchanges, good and bad.")
    boundaries: list[BoundaryPart] = Field([], max_length=20, description="What it does not do.")
    lore: list[LorePart] = Field([], max_length=200, description="What it knows, told when it comes up.")
    relationship: Line | None = Field(None, description="The stance: friend, mentor, assistant.")
    initiative: InitiativePart = Field(default_factory=lambda: InitiativePart(), description="Speaking up.")
    growth: list[GrowthPart] = Field([], max_length=11, description="What experience may change.")
    memory: KeepingPart = Field(default_factory=lambda: KeepingPart(), description="What is kept of you.")
    model: ModelPart = Field(default_factory=lambda: ModelPart(), description="Hints for the model.")
    tests: list[PersonaTestPart] = Field([], max_length=60, description="Turns, and what must come of them.")

    def persona(self, extras: Mapping[str, Any] | None = None) -> made.Persona:
        """The frozen object that the rest of the program uses."""
        return made.Persona(
            **self.model_dump(include=_PLAIN),
            sources=tuple(self.sources),
            tags=tuple(self.tags),
            identity=made.Identity(**self.identity.model_dump()),
            greetings=_greetings(self.greetings),
            voice=made.Voice(**_named(self.voice)),
            traits=tuple(made.Trait(**trait.model_dump()) for trait in self.traits),
            examples=tuple(made.Example(**example.model_dump()) for example in self.examples),
            boundaries=tuple(made.Boundary(**boundary.model_dump()) for boundary in self.boundaries),
            lore=tuple(made.Lore(**_named(entry)) for entry in self.lore),
            initiative=made.Initiative(**_named(self.initiative)),
            growth=tuple(made.Growth(**growth.model_dump()) for growth in self.growth),
            memory=made.Keeping(**_named(self.memory)),
            model=made.Hints(**self.model.model_dump()),
            tests=tuple(map(_test, self.tests)),
            extras=dict(extras or {}),
        )


WHOLE = ("name", "identity", "greetings")
"""What a persona has to have, from wherever; the rest has a default."""
_PLAIN = {"id", "name", "version", "license", "pronouns", "tagline", "relationship"}
_RENAMED = {"register_": "register", "not_": "without"}


def _greetings(part: GreetingsPart) -> made.Greetings:
    return made.Greetings(part.first, part.return_, part.late_night, part.long_absence)


def _test(part: PersonaTestPart) -> made.PersonaTest:
    return made.PersonaTest(part.name, tuple(part.turns), made.Expectation(**_named(part.expect)))


def _named(part: Part) -> dict[str, Any]:
    """The values of a block by the names that a persona has for them, its lists frozen."""
    values = ((name, getattr(part, name)) for name in type(part).model_fields)
    return {_RENAMED.get(name, name): tuple(v) if isinstance(v, list) else v for name, v in values}


def keys_at(steps: Steps) -> list[str]:
    """The keys that a block at this place may have; none where there is no block."""
    return list(_annotations(_kind_at(steps)))


def is_changeable_at(steps: Steps) -> bool:
    """Whether a list belongs at this place that can be a change to the one of a parent."""
    handed_down = len(steps) > 1 or not {*steps} & Head.model_fields.keys()
    return handed_down and get_origin(_kind_at(steps)) is list


def is_block_at(steps: Steps) -> bool:
    """Whether a block of keys belongs at this place."""
    return bool(_annotations(_kind_at(steps)))


def first_key_at(steps: Steps) -> str | None:
    """The key by which an entry of the list at this place is told from the others; None for plain texts."""
    return next(iter(_annotations(_kind_at((*steps, 0)))), None)


def _kind_at(steps: Steps) -> Any:
    kind: Any = PersonaFile
    for step in steps:
        kind = next(iter(get_args(kind)), None) if isinstance(step, int) else _annotations(kind).get(step)
    return kind


def _annotations(part: Any) -> dict[str, Any]:
    if not (isinstance(part, type) and issubclass(part, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in part.model_fields.items()}
