"""The arithmetic of days: the next Monday, the next 31st, the last Sunday in May, Easter."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.initiative.when.parts import Scene


def coming(today: date, weekday: int) -> date:
    """The next such weekday, today excluded."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def in_week(today: date, weekday: int, weeks: int) -> date:
    """That weekday of the ISO week `weeks` from this one."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_monthday(today: date, number: int) -> date | None:
    """The next day with that number, today excluded, in the next month that has one."""
    for months in range(13):
        first = months_on(today.replace(day=1), months)
        if 1 <= number <= last_of(first.year, first.month).day and first.replace(day=number) > today:
            return first.replace(day=number)
    return None


def next_date(today: date, month: int, day: int) -> date | None:
    """The next such date, today excluded; None for the 31st of April."""
    for year in range(today.year, today.year + 9):
        if 1 <= day <= last_of(year, month).day and date(year, month, day) > today:
            return date(year, month, day)
    return None


def ranked(year: int, month: int, rank: int, weekday: int) -> date | None:
    """The first (1), second, ... or last (-1) such weekday of a month."""
    if rank < 0:
        last = last_of(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (rank - 1))
    return found if found.month == month else None


def easter(year: int) -> date:
    """Easter Sunday, Western churches."""
    from dateutil.easter import easter as computed  # only where somebody says Easter

    return computed(year)


def _fixed(month: int, day: int) -> Callable[[int, Scene], date | None]:
    return lambda year, _: date(year, month, day)


def _from_easter(days: int) -> Callable[[int, Scene], date | None]:
    return lambda year, _: easter(year) + timedelta(days=days)


def _thanksgiving(year: int, scene: Scene) -> date | None:
    return ranked(year, 11, 4, 3) if scene.country == "us" else None


def _mothers_day(year: int, scene: Scene) -> date | None:
    if scene.country == "uk":
        return easter(year) - timedelta(days=21)
    return ranked(year, 5, 2, 6) if scene.country == "us" else None


HOLIDAYS: dict[str, Callable[[int, Scene], date | None]] = {
    r"new year's eve": _fixed(12, 31),
    r"silvester": _fixed(12, 31),
    r"new year's day": _fixed(1, 1),
    r"new year's|new year": _fixed(1, 1),
    r"christmas eve": _fixed(12, 24),
    r"christmas day|christmas": _fixed(12, 25),
    r"boxing day": _fixed(12, 26),
    r"st nicholas day": _fixed(12, 6),
    r"epiphany": _fixed(1, 6),
    r"valentine's day|valentine's|valentines day|valentines": _fixed(2, 14),
    r"st patrick's day|saint patrick's day": _fixed(3, 17),
    r"april fool's day|april fools day": _fixed(4, 1),
    r"midsummer day|midsummer's day": _fixed(6, 24),
    r"halloween|hallowe'en": _fixed(10, 31),
    r"bonfire night|guy fawkes night|guy fawkes": _fixed(11, 5),
    r"all saints day|all saints": _fixed(11, 1),
    r"independence day": lambda year, scene: date(year, 7, 4) if scene.country == "us" else None,
    r"juneteenth": _fixed(6, 19),
    r"good friday": _from_easter(-2),
    r"easter sunday|easter": _from_easter(0),
    r"easter monday": _from_easter(1),
    r"easter weekend": _from_easter(-1),
    r"ash wednesday": _from_easter(-46),
    r"whit monday": _from_easter(50),
    r"ascension day": _from_easter(39),
    r"thanksgiving day|thanksgiving": _thanksgiving,
    r"mother's day|mothers day|mothering sunday": _mothers_day,
    r"father's day|fathers day": lambda year, scene: (
        ranked(year, 6, 3, 6) if scene.country in {"us", "uk"} else None
    ),
    r"labor day": lambda year, scene: ranked(year, 9, 1, 0) if scene.country == "us" else None,
    r"memorial day": lambda year, scene: ranked(year, 5, -1, 0) if scene.country == "us" else None,
}
"""Name to the day it falls on in a year; None where the user's country has another one, or none."""


def next_holiday(scene: Scene, name: str) -> date | None:
    """The next such holiday, today excluded."""
    for year in (scene.today.year, scene.today.year + 1):
        day = HOLIDAYS[name](year, scene)
        if day is not None and day > scene.today:
            return day
    return None
