"""What a phrase of time says, before it is put together with the others beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from companion.initiative.when.words import pattern

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

DayKind = Literal["relative", "weekday", "monthday", "date", "limit"]
StretchName = Literal["morning", "afternoon", "evening", "night", "tonight"]
Country = Literal["us", "uk", "other"]
Freq = Literal["MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a reading depends on besides the words: the present in the user's zone, and the zone's habits."""

    now: datetime
    month_first: bool
    half_past: bool
    country: Country

    @property
    def today(self) -> date:
        """The user's day."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Day:
    """A day. `ahead`: the words themselves say that it is to come (`tomorrow`, `next ...`)."""

    date: date
    kind: DayKind
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `exact`: as said, no half of the day to choose; `weak`: only beside a day."""

    hour: int
    minute: int = 0
    exact: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the day. `bare`: it counts only beside a day or a clock; `today`: this one, not the next."""

    name: StretchName
    bare: bool = False
    today: bool = False


@dataclass(frozen=True, slots=True)
class Elapsed:
    """So long from now, by the clock that runs through."""

    delta: timedelta


@dataclass(frozen=True, slots=True)
class Rule:
    """A repetition. `days` are weekdays (`MO`) or ranked ones (`-1FR`); `first_after` what an interval starts
    with where nothing else says it.
    """

    freq: Freq
    interval: int = 1
    days: tuple[str, ...] = ()
    monthday: int | None = None
    month: int | None = None
    stretch: StretchName | None = None
    first_after: timedelta | None = None

    def text(self) -> str:
        """RFC 5545, without DTSTART."""
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.monthday:
            parts.append(f"BYMONTHDAY={self.monthday}")
        if self.days:
            parts.append(f"BYDAY={','.join(self.days)}")
        return ";".join(parts)


@dataclass(frozen=True, slots=True)
class Void:
    """Words that look like a time and are none, or none that can be used."""

    why: Literal["past", "vague", "none", "doubt"]


Part = Day | Clock | Stretch | Elapsed | Rule | Void
Reader = Callable[[re.Match[str], Scene], Part | None]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern, and what it says; the reader returns None where the words mean something else."""

    pattern: re.Pattern[str]
    read: Reader


@dataclass(slots=True)
class Phrases:
    """A list that phrases are written into, one function each."""

    all: list[Phrase] = field(default_factory=list)

    def of(self, *templates: str) -> Callable[[Reader], Reader]:
        """Register the function as the reader of these patterns."""

        def register(read: Reader) -> Reader:
            self.all.extend(Phrase(pattern(template), read) for template in templates)
            return read

        return register


def word_before(match: re.Match[str]) -> str:
    """The word in front of what matched; empty at the beginning."""
    return match.string[: match.start()].rstrip().rpartition(" ")[2]


def word_after(match: re.Match[str]) -> str:
    """The word behind what matched; empty at the end."""
    return match.string[match.end() :].lstrip().partition(" ")[0]
