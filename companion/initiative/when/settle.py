"""From the parts of a text to the one time that they mean, or none where they don't agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from companion.initiative.when import almanac
from companion.initiative.when.clocks import STRETCH_HOURS
from companion.initiative.when.parts import Clock, Day, Elapsed, Part, Rule, Scene, Stretch, StretchName, Void
from companion.initiative.when.repeats import with_day
from companion.initiative.when.words import RULE_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

_P = TypeVar("_P")

WAKING = range(7, 23)
"""The hours that an hour without a half of the day is looked for in."""


@dataclass(frozen=True, slots=True)
class When:
    """A time that was understood, aware, in the zone of `now`. `all_day`: the day alone is meant, `at` is its
    beginning. `rrule` (RFC 5545, without DTSTART) repeats it, `at` is then the first time.
    """

    at: datetime
    all_day: bool = False
    rrule: str | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """The parts of one reading, one of each sort."""

    day: Day | None = None
    clock: Clock | None = None
    stretch: Stretch | None = None
    elapsed: Elapsed | None = None
    rule: Rule | None = None


def settled(parts: Iterable[Part], scene: Scene) -> When | None:
    """The time that the parts mean together; None where they contradict each other or leave it open."""
    said = _said(list(parts))
    if said is None:
        return None
    if said.elapsed:
        alone = not (said.day or said.clock or said.stretch or said.rule)
        return When(_elapsed(scene, said.elapsed.delta)) if alone else None
    if said.rule:
        return _repeated(said, said.rule, scene)
    if said.clock or said.stretch:
        at = _instant(said, scene)
        return When(at) if at else None
    if said.day and said.day.date >= scene.today:
        return When(_wall(scene, said.day.date), all_day=True)
    return None


def _said(parts: list[Part]) -> _Said | None:
    day = _one_day([part for part in parts if isinstance(part, Day)])
    clocks = _clocks([part for part in parts if isinstance(part, Clock)])
    stretches = [part for part in parts if isinstance(part, Stretch)]
    elapsed = {part for part in parts if isinstance(part, Elapsed)}
    rules = {part for part in parts if isinstance(part, Rule)}
    vague = any(isinstance(part, Void) for part in parts)
    names = {part.name for part in stretches}
    if isinstance(day, Void) or max(len(clocks), len(elapsed), len(rules), len(names)) > 1:
        return None
    if vague and not day and not rules:
        return None
    stretch = next((part for part in stretches if part.today), stretches[0]) if stretches else None
    return _Said(day, _first(clocks), stretch, _first(elapsed), _first(rules))


def _clocks(found: list[Clock]) -> set[Clock]:
    """The different times of day; beside a plain one (`at 8`), a weak one (`for 4`) is none."""
    plain = [clock for clock in found if not clock.weak]
    return {replace(clock, weak=False) for clock in plain or found}


def _first(items: set[_P]) -> _P | None:
    return next(iter(items), None)


def _one_day(days: list[Day]) -> Day | Void | None:
    """The day that all of them name; a weekday beside a date has to be that date's."""
    if len({day.date for day in days}) <= 1:
        return days[0] if days else None
    dated = [day for day in days if day.kind != "weekday"]
    agree = len({day.date for day in dated}) == 1
    if agree and all(day.date.weekday() == dated[0].date.weekday() for day in days):
        return dated[0]
    return Void("doubt")


def _wall(scene: Scene, day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Wall time in the user's zone; hour 24 ends the day; what a clock change skips moves forward."""
    day, hour = day + timedelta(days=hour // 24), hour % 24
    at = datetime.combine(day, time(hour, minute), tzinfo=scene.now.tzinfo)
    return at.astimezone(UTC).astimezone(scene.now.tzinfo)


def _elapsed(scene: Scene, delta: timedelta) -> datetime:
    return (scene.now.astimezone(UTC) + delta).astimezone(scene.now.tzinfo)


def _hours(clock: Clock | None, stretch: StretchName | None) -> list[tuple[int, int]]:
    """The times of day that are meant, earliest first; an hour without its half has to be a waking one."""
    if clock is None:
        return [(STRETCH_HOURS[stretch], 0)] if stretch else []
    if clock.exact or not 1 <= clock.hour <= 12:
        return [(clock.hour, clock.minute)]
    early, late = clock.hour % 12, clock.hour % 12 + 12
    if stretch is None:
        return [(hour, clock.minute) for hour in (early, late) if hour in WAKING]
    if stretch == "morning":
        return [(early, clock.minute)]
    if stretch == "afternoon":
        return [(late, clock.minute)]
    if clock.hour == 12:
        return [(24, clock.minute)]
    if stretch == "night" and clock.hour < 6:
        return [(early, clock.minute)]
    return [(late, clock.minute)] if clock.hour > 3 else []


def _instant(said: _Said, scene: Scene) -> datetime | None:
    stretch = said.stretch
    hours = _hours(said.clock, stretch.name if stretch else None)
    if said.day:
        if stretch and stretch.today and said.day.date != scene.today:
            return None
        days = [said.day.date]
    else:
        days = [scene.today] if stretch and stretch.today else _days(scene.today, 2)
    return next(
        (at for day in days for at in (_wall(scene, day, *hour) for hour in hours) if at > scene.now), None
    )


def _days(start: date, count: int) -> list[date]:
    return [start + timedelta(days=i) for i in range(count)]


def _repeated(said: _Said, rule: Rule, scene: Scene) -> When | None:
    start = said.day.date if said.day else scene.today
    if said.day:
        merged = with_day(rule, said.day)
        if (
            merged is None
            and (not said.day.ahead or said.day.kind == "date")
            and said.day.date != scene.today
        ):
            return None
        rule, start = (merged, scene.today) if merged else (rule, start)
    if rule.freq in {"HOURLY", "MINUTELY"}:
        timed = said.clock or said.stretch or said.day
        return (
            None
            if timed or not rule.first_after
            else When(_elapsed(scene, rule.first_after), rrule=rule.text())
        )
    hours = _hours(said.clock, said.stretch.name if said.stretch else rule.stretch)
    if (said.clock or said.stretch) and not hours:
        return None
    return _first_time(rule, start, hours[0] if hours else None, scene)


def _first_time(rule: Rule, start: date, hour: tuple[int, int] | None, scene: Scene) -> When | None:
    """The first occurrence after now that the rule allows, on `start` or later."""
    if rule.freq in {"MONTHLY", "YEARLY"} and not (rule.days or rule.monthday):
        return None
    if rule.first_after and not rule.days:
        start = max(start, scene.today + rule.first_after)
    elif rule.interval > 1 and start == scene.today:
        start += timedelta(days=1)
    for day in _days(start, 9 * 366 if rule.freq == "YEARLY" else 70):
        at = _wall(scene, day, *(hour or (0, 0)))
        if at > scene.now and _falls_on(rule, day):
            return When(at, hour is None, rule.text())
    return None


def _falls_on(rule: Rule, day: date) -> bool:
    if rule.month and day.month != rule.month:
        return False
    if rule.monthday:
        return day.day == (rule.monthday if rule.monthday > 0 else almanac.last_of(day.year, day.month).day)
    return not rule.days or any(_is_weekday(entry, day) for entry in rule.days)


def _is_weekday(entry: str, day: date) -> bool:
    rank, name = entry[:-2], RULE_DAYS.index(entry[-2:])
    if not rank:
        return day.weekday() == name
    return almanac.ranked(day.year, day.month, int(rank), name) == day


_ASKED = re.compile(r"\b(?:remind|ping|poke|nudge|wake|tell|text|message|alert|prod|buzz) (?:me|us)(?: "
                    r"about (?:it|this|that))?"
                    r"(?: again| please)?$|^(?:please )?remind me$")  # fmt: skip


def asked_for(before: str) -> bool:
    """Whether the words before a time ask for a reminder at that time: `remind me` tomorrow."""
    return bool(_ASKED.search(re.sub(r"(?: (?:on|at|in|by|,|the|this))+$", "", before.rstrip())))
