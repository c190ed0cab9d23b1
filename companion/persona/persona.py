"""Who she is: a frozen object from a YAML file. What each field is for stands in `schema.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from companion.persona.placeholders import filled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Moment = Literal["first", "return", "late_night", "long_absence"]
Length = Literal["terse", "short", "medium", "long"]
Mode = Literal["off", "quiet", "normal"]


@dataclass(frozen=True, slots=True)
class Identity:
    """`core` never changes; `backstory` colours it."""

    core: str
    backstory: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """How it sounds."""

    register: str | None = None
    length: Length = "short"
    humour: str | None = None
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    banned_phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trait:
    """`strength` runs from -2 (much of the opposite) to 2 (much of it)."""

    name: str
    strength: int = 1
    shows_as: str | None = None
    opposite: str | None = None


@dataclass(frozen=True, slots=True)
class Greetings:
    """What is said before anything was said; `first` at the first meeting, the others may be missing."""

    first: str
    again: str | None = None
    late_night: str | None = None
    long_absence: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """An exchange as it should sound, or, with `good` False, as it never should."""

    user: str
    answer: str
    note: str | None = None
    good: bool = True


@dataclass(frozen=True, slots=True)
class Boundary:
    """What is not done, and what is said instead. It can only add to the floor."""

    rule: str
    response: str | None = None


@dataclass(frozen=True, slots=True)
class Initiative:
    """How much may be brought up unasked: where `mode` is quiet, only what has a time. `daily` is the most in
    a day, `quiet_hours` are by the user's clock, such as "22:00-07:30"; `topics` are welcome, `never` is left
    alone.
    """

    mode: Mode = "quiet"
    daily: int = 3
    quiet_hours: str | None = None
    topics: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def is_quiet(self, at: datetime) -> bool:
        """Whether it is in the quiet hours; `at` is in the user's zone. They may go over midnight."""
        if self.quiet_hours is None:
            return False
        start, end = self.quiet_hours.split("-")
        clock = f"{at:%H:%M}"
        return start <= clock < end if start <= end else clock >= start or clock < end


@dataclass(frozen=True, slots=True)
class Lore:
    """What is told to the model when the talk comes to it: `lore.py` says when. `tokens` is the most that it
    takes; a higher `priority` comes first; `without` are the words that keep it away. `lately` is how many of
    the last messages are looked at, the one at hand included.
    """

    id: str
    text: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    regex: str | None = None
    always: bool = False
    lately: int = 5
    priority: int = 0
    tokens: int = 200
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """A part that may change with experience: with the user's approval or not, and by how many changes."""

    part: str
    approval: bool = True
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Keeping:
    """What of the user's life this one remembers and what never, and for how many days."""

    remember: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    retention_days: int | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an answer must hold, must not hold, and match, in upper or lower case; `judged` is for a model."""

    contains: tuple[str, ...] = ()
    not_contains: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    judged: str | None = None


@dataclass(frozen=True, slots=True)
class PersonaTest:
    """What the user says, turn by turn, and what the last answer has to be like."""

    name: str
    turns: tuple[str, ...]
    expect: Expectation


@dataclass(frozen=True, slots=True)
class Hints:
    """What suits the voice: `length` is the most tokens of an answer. None leaves it to the model."""

    temperature: float | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Persona:
    """A persona, whole and checked. `extras` is what others' programs left in its file, by its place there;
    nothing here reads it.
    """

    id: str
    name: str
    identity: Identity
    greetings: Greetings
    version: str = "1"
    license: str | None = None
    tags: tuple[str, ...] = ()
    pronouns: str | None = None
    tagline: str | None = None
    voice: Voice = field(default_factory=Voice)
    traits: tuple[Trait, ...] = ()
    examples: tuple[Example, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    relationship: str | None = None
    initiative: Initiative = field(default_factory=Initiative)
    model: Hints = field(default_factory=Hints)
    sources: tuple[str, ...] = ()
    lore: tuple[Lore, ...] = ()
    growth: tuple[Growth, ...] = ()
    memory: Keeping = field(default_factory=Keeping)
    tests: tuple[PersonaTest, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def greeting(self, moment: Moment, user: str | None = None) -> str:
        """What to say at this moment to `user`; what the author left out is said as on any return."""
        greetings = self.greetings
        again = greetings.again or greetings.first
        said: dict[Moment, str | None] = {
            "first": greetings.first,
            "return": again,
            "late_night": greetings.late_night,
            "long_absence": greetings.long_absence,
        }
        return filled(said[moment] or again, self.name, user)
