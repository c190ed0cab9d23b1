"""The time that a question names: days, months, seasons, years, feasts, and words like "last week".

Pure. A time is a span of days, every year's where the question names no year. English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
FEASTS = {
    r"new year'?s eve": ((12, 31), (1, 1)),
    r"new year'?s(?: day)?(?! eve)": ((1, 1), (1, 2)),
    r"christmas(?: eve| day)?": ((12, 24), (12, 26)),
    r"hallowe'?en": ((10, 31), (10, 31)),
    r"valentine'?s(?: day)?": ((2, 14), (2, 14)),
}
_COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: n for n, word in enumerate(_COUNTED)}
NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "a few": 3}

# What happened is told on the day or soon after it, and seldom before.
TOLD_SOON = 3
TOLD_LATER = 10

LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` to `end`, both in it; of every year when `yearly`. `weight` is 0..1: how much
    lies in it for a message to be of that time, the narrower the more.
    """

    start: date
    end: date
    weight: float
    yearly: bool = False

    @property
    def days(self) -> int:
        """Its length."""
        return (self.end - self.start).days + 1

    def fit(self, day: date) -> float:
        """0..weight: how well something that was told on that day is of this time."""
        return max((self._fit(start, end, day) for start, end in self._near(day.year)), default=0.0)

    def in_year(self, year: int) -> tuple[date, date]:
        """First and last day of the span that begins in that year."""
        length = self.end - self.start
        start = _day(year, self.start.month, self.start.day)
        return start, start + length

    def _near(self, year: int) -> Iterator[tuple[date, date]]:
        if not self.yearly:
            yield self.start, self.end
            return
        for begun in (year - 1, year):
            if begun >= 1:
                yield self.in_year(begun)

    def _fit(self, start: date, end: date, day: date) -> float:
        late = (day - end).days
        if day < start or late > TOLD_LATER:
            return 0.0
        if late <= 0 or (late <= TOLD_SOON and self.days <= TOLD_SOON):
            return self.weight
        return self.weight * 0.5


def asked(text: str, today: date | None = None) -> tuple[Span, ...]:
    """The spans that the text names. Relative ones ("last week") are told from `today`, without it they are
    passed over.
    """
    low = text.lower().replace("\u2019", "'")
    readers: list[Callable[[str], Iterator[Span]]] = [_exact_days, _feasts]
    found = [span for reader in readers for span in reader(low)]
    if not found:
        found = [*_months(text), *_seasons(low)]
    if today is not None:
        found += _relative(low, today)
    return tuple(dict.fromkeys(found or _years(low)))


def timeless(text: str) -> str:
    """The text, in lower case, without the days that it names and without "yesterday" and its like: what was
    said on a day seldom holds its date.
    """
    low = text.lower()
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _AGO, _LAST, _NEAR_DAY):
        low = pattern.sub(" ", low)
    return low


_MONTH = "|".join((*MONTHS, *(f"{short}\\.?" for short in SHORT_MONTHS)))
_YEAR = r"(?:,?\s+(?:of\s+)?((?:19|20)\d\d))?"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY_FIRST = re.compile(rf"\b{_ORDINAL}\s+(?:of\s+)?({_MONTH})\b{_YEAR}")
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\s+(?:the\s+)?{_ORDINAL}\b(?!\d){_YEAR}")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
# "may" and "march" are verbs as well, and some months are names: a preposition or a year stands beside one.
_MONTH_ALONE = re.compile(
    r"\b(?:(?:in|during|of|since|late|early|mid|last|this|around|by|until|before|after|every)"
    rf"[\s-]+({_MONTH})\b{_YEAR}"
    rf"|({_MONTH}),?\s+((?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_SEASON = re.compile(rf"\b({'|'.join(SEASONS)})\b{_YEAR}")
_SEASON_BEFORE = re.compile(r"\b(in|during|of|since|late|early|mid|last|this|that|around|by|the)[\s-]+$")
_YEAR_ALONE = re.compile(r"\b(?:in|since|during|of|back in|until|before|after|year)\s+((?:19|20)\d\d)\b")


def _day(year: int, month: int, day: int) -> date:
    """That day, or the month's last where it has fewer."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


def _exact_days(low: str) -> Iterator[Span]:
    for match in _ISO.finditer(low):
        yield from _one_day(int(match[3]), int(match[2]), match[1])
    for match in _DAY_FIRST.finditer(low):
        yield from _one_day(int(match[1]), _month_number(match[2]), match[3])
    for match in _MONTH_FIRST.finditer(low):
        yield from _one_day(int(match[2]), _month_number(match[1]), match[3])


def _one_day(day: int, month: int, year: str | None) -> Iterator[Span]:
    if 1 <= day <= 31 and 1 <= month <= 12:
        start = _day(int(year) if year else LEAP_YEAR, month, day)
        yield Span(start, start, 1.0, yearly=year is None)


def _feasts(low: str) -> Iterator[Span]:
    for pattern, (first, last) in FEASTS.items():
        if re.search(rf"\b{pattern}", low):
            start = _day(LEAP_YEAR, *first)
            end = _day(LEAP_YEAR + (last < first), *last)
            yield Span(start, end, 0.7, yearly=True)


def _months(text: str) -> Iterator[Span]:
    for match in _MONTH_ALONE.finditer(text):
        month, year = _month_number(match[1] or match[3]), match[2] or match[4]
        yield _month_span(int(year) if year else LEAP_YEAR, month, month, yearly=not year)


def _month_span(year: int, first: int, last: int, *, yearly: bool, weight: float = 0.5) -> Span:
    start = date(year, first, 1)
    end = _day(year + (last < first), last, 31)
    return Span(start, end, weight, yearly)


def _seasons(low: str) -> Iterator[Span]:
    for match in _SEASON.finditer(low):
        if match[2] or _SEASON_BEFORE.search(low[max(match.start() - 12, 0) : match.start()]):
            first, last = SEASONS[match[1]]
            year = int(match[2]) if match[2] else LEAP_YEAR
            yield _month_span(year, first, last, yearly=not match[2], weight=0.35)


def _years(low: str) -> list[Span]:
    years = [int(match[1]) for match in _YEAR_ALONE.finditer(low)]
    return [Span(date(year, 1, 1), date(year, 12, 31), 0.25) for year in years]


_AGO = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\s+(day|week|month|year)s?\s+ago\b"
)
_LAST = re.compile(rf"\b(last|this|past)\s+(week|weekend|month|year|{'|'.join(WEEKDAYS)})\b")
_NEAR_DAY = re.compile(
    r"\b(?:(today|tonight|this morning)|(yesterday|last night)|(the day before yesterday))\b"
)
_LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}


def _relative(low: str, today: date) -> Iterator[Span]:
    for match in _NEAR_DAY.finditer(low):
        back = timedelta((match.lastindex or 1) - 1)
        yield Span(today - back, today - back, 1.0)
    for match in _AGO.finditer(low):
        yield from _ago(match, today)
    for match in _LAST.finditer(low):
        yield _last(match[2], today, this=match[1] == "this")


def _ago(match: re.Match[str], today: date) -> Iterator[Span]:
    count = int(match[1]) if match[1].isdigit() else NUMBERS[match[1]]
    length = _LENGTHS[match[2]]
    if count * length < (today - date(1900, 1, 1)).days:
        middle, slack = today - timedelta(count * length), timedelta(length // 2)
        yield Span(middle - slack, middle + slack, 0.35 if length > 30 else 0.6)


def _last(unit: str, today: date, *, this: bool) -> Span:
    if unit in WEEKDAYS:
        back = (today.weekday() - WEEKDAYS.index(unit)) % 7 or (0 if this else 7)
        return Span(today - timedelta(back), today - timedelta(back), 1.0)
    if unit == "year":
        year = today.year - (not this)
        return Span(date(year, 1, 1), date(year, 12, 31), 0.25)
    if unit == "month":
        first = today.replace(day=1)
        start = first if this else (first - timedelta(1)).replace(day=1)
        return Span(start, _day(start.year, start.month, 31), 0.5)
    monday = today - timedelta(today.weekday() + (0 if this else 7))
    return Span(monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6), 0.7)
