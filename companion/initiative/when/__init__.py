"""Times in words: `parse_when("tomorrow at 8", now)`; English; in doubt None, so that somebody asks.

It reads days, clock times, parts of the day, durations, holidays and repetitions by a grammar of phrases. It
does not read other languages, spans (of `from 3 to 5` it takes the start) or what depends on events
("when I get home").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.initiative.when.describe import describe
from companion.initiative.when.line import Line, line
from companion.initiative.when.parts import Country, Day, Part, Rule, Scene, Stretch, Void
from companion.initiative.when.reading import Group, groups
from companion.initiative.when.settle import When, asked_for, settled
from companion.initiative.when.tense import usable
from companion.initiative.when.words import any_of, quantity

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Found", "When", "describe", "find_when", "parse_when"]

_BRITISH = any_of(
    "Europe/London Europe/Dublin Europe/Belfast Europe/Jersey Europe/Guernsey Europe/Isle_of_Man"
)
_HALF_PAST = _BRITISH | any_of("Australia/Sydney Australia/Melbourne Pacific/Auckland")
_NOT_US = tuple(
    any_of(
        "America/Toronto America/Vancouver America/Halifax America/Winnipeg America/Edmonton America/Lima "
        "America/Montreal America/Mexico America/Tijuana America/Sao America/Argentina America/Bogota "
        "America/Havana America/Santiago"
    )
)
_LONGEST = 2000
"""Characters that are read; nobody says a time in more."""
_MOVED = re.compile(
    r"\b(?:moved|rescheduled|postponed|pushed|changed|brought forward|shifted|put off|delayed)\b"
)


_COUNTED_FROM = re.compile(
    r"(?:(?P<n>\d+|an?|a couple(?: of)?) |the )(?P<unit>day|week)s? "
    r"(?P<side>before|after) (?:the )?$"
)
_WAKE = re.compile(r"\b(?:wake (?:me|us|up)|get (?:me )?up|alarm)\b.* (?:at|for) \d{1,2}(?:[:.]\d\d)?\b")
_HALF_SAID = re.compile(
    r"\d[ap]m\b|\b(?:afternoon|evening|night|tonight|noon|midnight|in \d+)\b|"
    r"\b(?:1[2-9]|2[0-3]):"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was understood, and the places in the text that said it: pairs of start and end."""

    when: When | None
    spans: tuple[tuple[int, int], ...]


def parse_when(text: str, now: datetime) -> When | None:
    """The time that a text means, seen from `now` (aware, in the user's zone, whose wall time it keeps to).

    None: it means no time, one that is past, or one that has to be asked for. Raises `ValueError` where
    `now` is naive.
    """
    return find_when(text, now).when


def find_when(text: str, now: datetime) -> Found:
    """As `parse_when`, with the places of all that speaks of time, understood or not."""
    scene = scene_of(now)
    read = line(text[:_LONGEST])
    found = groups(read, scene)
    spans = tuple(read.span(group.start, group.end) for group in found)
    if any(part == Void("doubt") for group in found for part in group.parts()) or _with_exceptions(found):
        return Found(None, spans)
    return Found(_meant(_in_question(found, read), read, scene), spans)


def _with_exceptions(found: list[Group]) -> bool:
    """Whether a repetition ends or leaves days out, which no rule here says."""
    repeated = any(isinstance(part, Rule) for group in found for part in group.parts())
    return repeated and any(group.lead in {"until", "except", "but", "not"} for group in found)


def scene_of(now: datetime) -> Scene:
    """What the zone of `now` says about habits: the order of day and month, `half seven`, holidays."""
    if now.tzinfo is None:
        raise ValueError("A time in words needs a `now` with a zone.")
    zone = getattr(now.tzinfo, "key", "") or ""
    american = zone.startswith(("America/", "US/"))
    country: Country = "uk" if zone in _BRITISH else "other"
    if american and not zone.startswith(_NOT_US):
        country = "us"
    return Scene(now, american, zone in _HALF_PAST, country)


def _in_question(found: list[Group], read: Line) -> list[Group]:
    """Without what is told as past, ruled out, or the end of a span."""
    moved = [group for group in found if group.lead == "to" and _MOVED.search(read.norm, 0, group.start)]
    if moved:
        return moved[-1:]
    kept: list[Group] = []
    for i, group in enumerate(found):
        ends_span = i > 0 and group.lead in {"to", "-", "through"} and group.start - found[i - 1].end < 10
        between = group.lead == "and" and i > 0 and found[i - 1].lead == "between"
        if not ends_span and not between and usable(group, read, len(found) - 1):
            kept.append(group)
    return kept


def _meant(found: list[Group], read: Line, scene: Scene) -> When | None:
    if len(found) > 1 and any(group.lead == "or" for group in found[1:]):
        return None
    together = settled(
        [*_waking(read), *(part for group in found for part in _parts(group, read.norm))], scene
    )
    if together or len(found) < 2:
        return together
    asked = [group for group in found if asked_for(read.norm[: group.start])]
    return settled(_parts(asked[0], read.norm), scene) if len(asked) == 1 else None


def _waking(read: Line) -> list[Part]:
    """`wake me at 6:30`: the hour is one of the morning."""
    ambiguous = _WAKE.search(read.norm) and not _HALF_SAID.search(read.norm)
    return [Stretch("morning", bare=True)] if ambiguous else []


def _parts(group: Group, norm: str) -> list[Part]:
    """A group's parts; `before` a day is the day before it, `two days before` it two."""
    parts = group.parts()
    days = [part for part in parts if isinstance(part, Day)]
    if not days or len(days) != len(parts):
        return parts
    counted = _COUNTED_FROM.search(norm, 0, group.start)
    if counted:
        amount = quantity(counted["n"] or "a") * (7 if counted["unit"] == "week" else 1)
        shift = timedelta(days=amount if counted["side"] == "after" else -amount)
    elif group.lead == "before":
        shift = timedelta(days=-1)
    else:
        return parts
    return [replace(day, date=day.date + shift) for day in days]
