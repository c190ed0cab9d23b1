"""A time in plain words, always absolute: `Thursday 27 November at 15:00`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.initiative.when.words import MONTHS, RULE_DAYS, WEEKDAYS

if TYPE_CHECKING:
    from datetime import date, datetime

    from companion.initiative.when.settle import When

_RANKS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_UNITS = {
    "MINUTELY": "minute",
    "HOURLY": "hour",
    "DAILY": "day",
    "WEEKLY": "week",
    "MONTHLY": "month",
    "YEARLY": "year",
}


def describe(when: When, now: datetime) -> str:
    """The time as it is shown back, in the zone of `now`; with the year where it is another one."""
    at = when.at.astimezone(now.tzinfo)
    clock = "" if when.all_day else f" at {at:%H:%M}"
    day = _day(at.date(), now.date())
    if when.rrule is None:
        return f"{day}{clock}"
    if "FREQ=HOURLY" in when.rrule or "FREQ=MINUTELY" in when.rrule:
        return f"{_repetition(when.rrule)}, first on {day}{clock}"
    return f"{_repetition(when.rrule)}{clock}, first on {day}"


def _day(day: date, today: date) -> str:
    year = f" {day.year}" if day.year != today.year else ""
    return f"{WEEKDAYS[day.weekday()].title()} {day.day} {MONTHS[day.month - 1].title()}{year}"


def _repetition(rrule: str) -> str:
    parts = dict(part.split("=", 1) for part in rrule.removeprefix("RRULE:").split(";") if "=" in part)
    interval = int(parts.get("INTERVAL", 1))
    every = "every other" if interval == 2 else f"every {interval}" if interval > 2 else "every"
    unit = _UNITS[parts["FREQ"]] + ("s" if interval > 2 else "")
    days = parts.get("BYDAY", "")
    if days == ",".join(RULE_DAYS[:5]):
        return "every weekday"
    if days and unit == "week":
        return f"{every} {_listed([_weekday(day) for day in days.split(',')])}"
    if days:
        return f"the {_listed([_weekday(day) for day in days.split(',')])} of {every} {unit}"
    if "BYMONTH" in parts:
        return f"{every} {unit} on {parts.get('BYMONTHDAY', '1')} {MONTHS[int(parts['BYMONTH']) - 1].title()}"
    if "BYMONTHDAY" in parts:
        number = int(parts["BYMONTHDAY"])
        return f"the last day of {every} {unit}" if number < 0 else f"day {number} of {every} {unit}"
    return f"{every} {unit}"


def _weekday(entry: str) -> str:
    name = WEEKDAYS[RULE_DAYS.index(entry[-2:])].title()
    return f"{_RANKS.get(int(entry[:-2]), entry[:-2])} {name}" if entry[:-2] else name


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
