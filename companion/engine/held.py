"""When what you tell of was so: the time that stands beside a statement, as its first and last instant.

Pure. English. What has no time that can be told holds from when you said it.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from companion.engine.doubt import CLAUSE
from memory.recall.dates import NUMBERS, asked

if TYPE_CHECKING:
    from datetime import date

    from companion.engine.sentences import Sentence
    from memory.recall.dates import Span

_LATELY = timedelta(days=60)  # what happened since is later than what you said of it before, whatever its day
_TIME = r"(?:[\w’'-]+ ){0,3}?(?:\d{4}|[\w’'-]+)"
_BETWEEN = re.compile(r"(\bbetween (?:\w+ )?\d{4}) and (?=(?:\w+ )?\d{4})", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:from|between) (?P<since>(?:\w+ )?\d{4}) +(?:to|until|till|through) (?P<until>(?:\w+ )?\d{4})\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"\b(?:until|till|up to) (?P<until>{_TIME})(?=[.,;!]|$| when\b)", re.IGNORECASE)
_SINCE = re.compile(r"\b(?P<since>(?:ever )?since [^.,;!]+)", re.IGNORECASE)
_FOR = re.compile(
    rf"\bfor (?:the (?:last|past) )?(?P<count>\d+|{'|'.join(NUMBERS)}) (?P<unit>year|month)s?\b"
)
_ONCE = re.compile(
    r"\bas an? (?:\w+ )?(?:child|kid|boy|girl|teenager|teen|baby|student)\b|\bwhen (?:I|we) (?:was|were)\b"
    r"|\b(?:back then|in those days|in my (?:childhood|youth|teens|twenties|thirties)|long ago)\b"
    r"|\b(?:many|some|several) years ago\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:who|whose|which|where|that)\b", re.IGNORECASE)  # what follows is told of another
_HAPPENED = re.compile(
    r"\b(?:\w{3,}ed|left|quit|got|bought|became|began|gave|sold|lost|split|broke|took|went|put|died)\b",
    re.IGNORECASE,
)


class Held(NamedTuple):
    """From when, until when if it is over, and the time by which it is newer or older than another."""

    since: datetime
    until: datetime | None = None
    told: datetime | None = None


def once(said: Sentence, start: int, end: int) -> bool:
    """Whether it was so at some time long ago that can't be told: "as a child"."""
    return bool(_ONCE.search(_around(said, start, end)))


def held(said: Sentence, start: int, end: int, at: datetime, *, past: bool = False) -> Held | None:
    """The time of what stands there in a sentence that was said at that instant; `past`: it is over."""
    near = _around(said, start, end)
    if match := _FROM_TO.search(near):
        return _span(f"in {match['since']}", f"in {match['until']}", at)
    if match := _UNTIL.search(near):
        return _span(f"in {match['until']}", f"in {match['until']}", at)
    if past:
        return _span(near, near, at)
    return _going_on(near, at) or _happened(near, said.masked[start:end], at)


def _span(since: str, until: str, at: datetime) -> Held | None:
    first, last = _days(since, at), _days(until, at)
    if first is None or last is None or last[1] >= at.date() or first[0] > last[1]:
        return None
    return Held(_instant(first[0], at), _instant(last[1], at))


def _going_on(near: str, at: datetime) -> Held | None:
    if (match := _SINCE.search(near)) and (days := _days(match["since"], at)):
        return Held(_instant(days[0], at))
    if match := _FOR.search(near):
        count = int(match["count"]) if match["count"].isdigit() else NUMBERS[match["count"]]
        days_each = 365.25 if match["unit"] == "year" else 30.4
        if count < 120:
            return Held(_instant((at - timedelta(int(count * days_each))).date(), at))
    return None


def _happened(near: str, words: str, at: datetime) -> Held | None:
    if not _HAPPENED.search(words) or (days := _days(near, at)) is None:
        return None
    since, told = _instant(days[0], at), _instant(days[1], at)
    return Held(since, told=None if at - told < _LATELY else told)


def _days(text: str, at: datetime) -> tuple[date, date] | None:
    """The first and last day of the time that a text names, if it has begun."""
    today = at.date()
    spans = [_begun(span, today, last="last " in text.lower()) for span in asked(text, today)]
    known = [days for days in spans if days and days[0] <= today]
    if not known:
        return None
    first, last = known[0]
    if re.search(r"\bago\b", text):
        first = last = first + (last - first) // 2
    return first, last


def _begun(span: Span, today: date, *, last: bool) -> tuple[date, date] | None:
    """The span's days; of one that comes each year, those of the last time that it began, or was over."""
    if not span.yearly:
        return span.start, span.end
    years = (span.in_year(year) for year in (today.year, today.year - 1, today.year - 2))
    return next(((first, end) for first, end in years if (end < today if last else first <= today)), None)


def _instant(day: date, at: datetime) -> datetime:
    return min(datetime.combine(day, time(), at.tzinfo), at)


def _around(said: Sentence, start: int, end: int) -> str:
    """The clause that it stands in, and a time before it: "In 2015, I moved"."""
    text = _BETWEEN.sub(r"\1  to ", said.masked)
    cuts = [(cut.start(), cut.end()) for cut in CLAUSE.finditer(text)]
    begin = max((after for _, after in cuts if after <= start), default=0)
    other = _WHO.search(text, end)
    finish = min((before for before, _ in cuts if before >= end), default=len(text))
    finish = min(finish, other.start()) if other else finish
    before = max((after for _, after in cuts if after < begin), default=0)
    if len(text[before:begin].split()) <= 5 and (asked(text[before:begin]) or _ONCE.search(text[:begin])):
        begin = before
    return text[begin:finish]
