"""Days, weeks, months and years of someone's calendar: each lies within one of the next level.

A week begins on a Monday and ends with its month, so that a month is made of whole weeks and a message is in
one of each. A period's key is its ISO 8601 form, and sorts among the others by time:

    day 2026-05-04, week 2026-05-04/2026-05-10, month 2026-05, year 2026
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import tzinfo

Span = Literal["day", "week", "month", "year"]
SPANS: tuple[Span, ...] = ("day", "week", "month", "year")

_KEY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:/(\d{4}-\d\d-\d\d))?)?)?")
_LAST = date(9998, 12, 30)  # what comes later has no midnight after it in every zone


@dataclass(frozen=True, slots=True)
class Period:
    """From the `first` day to the `last`, both within it."""

    level: Span
    first: date
    last: date

    @property
    def key(self) -> str:
        """Its ISO form, which tells it from every other period."""
        match self.level:
            case "day":
                return self.first.isoformat()
            case "week":
                return f"{self.first.isoformat()}/{self.last.isoformat()}"
            case "month":
                return f"{self.first.year:04}-{self.first.month:02}"
            case "year":
                return f"{self.first.year:04}"

    @property
    def above(self) -> Period | None:
        """The period of the next level that it lies in; None for a year."""
        match self.level:
            case "day":
                return week_of(self.first)
            case "week":
                return month_of(self.first)
            case "month":
                return year_of(self.first)
            case "year":
                return None

    @property
    def rank(self) -> int:
        """1 for a day to 4 for a year."""
        return 1 + SPANS.index(self.level)

    def over(self, zone: tzinfo | None) -> datetime:
        """The instant at which the next one begins, in that zone."""
        return datetime.combine(min(self.last, _LAST) + timedelta(days=1), time(), zone)


def day_of(at: datetime, zone: tzinfo | None) -> Period:
    """The day on which that was, in that zone."""
    try:
        day = at.astimezone(zone).date()
    except OverflowError:  # the first or last day that there is
        day = at.date()
    return Period("day", day, day)


def week_of(day: date) -> Period:
    """The days of the month from Monday to Sunday around it."""
    month = month_of(day)
    first = max(month.first.toordinal(), day.toordinal() - day.weekday())
    last = min(month.last.toordinal(), day.toordinal() - day.weekday() + 6)
    return Period("week", date.fromordinal(first), date.fromordinal(last))


def month_of(day: date) -> Period:
    """The month that it is in."""
    return Period("month", day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def year_of(day: date) -> Period:
    """The year that it is in."""
    return Period("year", date(day.year, 1, 1), date(day.year, 12, 31))


def period(key: str) -> Period:
    """The period of that key. Raises `ValueError` where it is none."""
    parts = _KEY.fullmatch(key)
    if parts is None:
        raise ValueError(f"{key!r} is no period; one looks like 2026, 2026-05 or 2026-05-04.")
    year, month, day, last = parts.groups()
    first = date(int(year), int(month or 1), int(day or 1))
    if last:
        return Period("week", first, date.fromisoformat(last))
    if day:
        return Period("day", first, first)
    return month_of(first) if month else year_of(first)
