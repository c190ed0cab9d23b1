"""The blocks of a persona file: what each key may hold, and what it means, as an editor shows it too."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from companion.persona import persona as made
from companion.persona.kinds import Hours, Line, Name, Paragraph, Pattern, Text, Word

Growing = Literal[
    "voice.register",
    "voice.length",
    "voice.humour",
    "voice.do",
    "voice.dont",
    "traits",
    "greetings",
    "examples",
    "relationship",
    "lore",
    "initiative.topics",
]
"""What experience may change: never who it is at its core, and never what it does not do."""


class Part(BaseModel):
    """A block of keys. Strict: a number is not a text, and a key that is not here is an error."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, str_strip_whitespace=True)


class IdentityPart(Part):
    core: Text = Field(description="Who this is, in a few sentences that never change.")
    backstory: Text | None = Field(None, description="Where this one comes from; it colours the core.")


class VoicePart(Part):
    register_: Line | None = Field(None, alias="register", description="The tone: warm, formal, blunt.")
    length: made.Length = Field("short", description="How long an answer usually is.")
    humour: Line | None = Field(None, description="What kind of humour, if any.")
    do: list[Line] = Field([], max_length=20, description="Habits of speech.")
    dont: list[Line] = Field([], max_length=20, description="What this voice never does.")
    banned_phrases: list[Line] = Field([], max_length=50, description="Words that are never said.")


class TraitPart(Part):
    name: Word = Field(description="The trait in a word.")
    strength: int = Field(1, ge=-2, le=2, description="-2 is much of the opposite, 2 is much of it.")
    shows_as: Line | None = Field(None, description="How one notices it in an answer.")
    opposite: Word | None = Field(None, description="What the other end is called.")


class GreetingsPart(Part):
    first: Paragraph = Field(description="The first words to someone new.")
    return_: Paragraph | None = Field(None, alias="return", description="To someone who comes back.")
    late_night: Paragraph | None = Field(None, description="Between 23:00 and 5:00.")
    long_absence: Paragraph | None = Field(None, description="After a long time away. Glad, never hurt.")


class ExamplePart(Part):
    user: Paragraph = Field(description="What is said to this persona.")
    answer: Paragraph = Field(description="What it answers.")
    note: Line | None = Field(None, description="Why the answer is good or bad.")
    good: bool = Field(True, description="False shows how it should not sound.")


class BoundaryPart(Part):
    rule: Line = Field(
        description="What is not done. It adds to what holds for everyone; nothing lifts that."
    )
    response: Line | None = Field(None, description="What is said instead.")


class LorePart(Part):
    id: Name = Field(description="The name of the entry: a-z, 0-9 and hyphens.")
    text: Paragraph = Field(description="What the model is told when it fires.")
    any: list[Word] = Field(
        [], max_length=40, description="One of these words or phrases was said. `garden*`: also gardens."
    )
    all: list[Word] = Field([], max_length=20, description="All of these were said.")
    not_: list[Word] = Field([], alias="not", max_length=20, description="None of these was said.")
    regex: Pattern | None = Field(None, description="Or this regular expression matches what was said.")
    always: bool = Field(False, description="It is told whatever was said.")
    lately: int = Field(
        5,
        ge=1,
        le=5,
        description="In how many of the last messages it is looked for, the one at hand included.",
    )
    priority: int = Field(0, ge=-100, le=100, description="Where not all fit, the highest come first.")
    tokens: int = Field(200, ge=10, le=2000, description="The most tokens that it takes.")
    source: Line | None = Field(
        None, description="Where it is from. An answer that quotes it gets this in brackets."
    )


class InitiativePart(Part):
    mode: made.Mode = Field(
        "quiet",
        description="What may be brought up unasked: off, nothing; quiet, what has a time; normal, anything.",
    )
    daily: int = Field(3, ge=0, le=20, description="The most in a day.")
    quiet_hours: Hours | None = Field(None, description='When nothing is brought up, as "22:00-07:30".')
    topics: list[Line] = Field([], max_length=20, description="What is welcome to be brought up.")
    never: list[Line] = Field([], max_length=20, description="What is never brought up unasked.")


class GrowthPart(Part):
    part: Growing = Field(
        description=(
            "A part that experience may change. Suggestions come for voice.length, voice.do, voice.dont, lore"
            " and initiative.topics; for the others none is made yet."
        )
    )
    approval: bool = Field(True, description="Whether you are asked before it changes.")
    limit: int = Field(3, ge=1, le=20, description="How many changes of it may stand at once.")


class KeepingPart(Part):
    remember: list[Line] = Field(
        [], max_length=20, description="What of your life is worth a note; such facts come first."
    )
    never: list[Line] = Field(
        [], max_length=20, description="What is never noted: topics, one a line, in plain words."
    )
    retention_days: int | None = Field(
        None, ge=1, le=36500, description="After how many days what is said to it is forgotten."
    )


class ModelPart(Part):
    temperature: float | None = Field(None, ge=0, le=2, description="How much the wording may vary.")
    length: int | None = Field(None, ge=16, le=8192, description="The most tokens of an answer.")


class ExpectPart(Part):
    contains: list[Line] = Field(
        [],
        max_length=20,
        description="All of these are in the answer, not inside a word. `garden*`: also gardens.",
    )
    not_contains: list[Line] = Field([], max_length=20, description="None of these is in the answer.")
    matches: list[Pattern] = Field([], max_length=20, description="Regular expressions that all match.")
    judged: Line | None = Field(None, description="What a model has to find true of the answer.")

    @model_validator(mode="after")
    def _expects_something(self) -> ExpectPart:
        if not (self.contains or self.not_contains or self.matches or self.judged):
            message = "Say what the answer has to be: `contains`, `not_contains`, `matches` or `judged`."
            raise PydanticCustomError("expects_nothing", "{said}", {"said": message})
        return self


class PersonaTestPart(Part):
    name: Line = Field(description="What is tested, in a few words.")
    turns: list[Paragraph] = Field(
        min_length=1, max_length=10, description="What is said to it, one after the other."
    )
    expect: ExpectPart = Field(description="What the last answer has to be like.")
