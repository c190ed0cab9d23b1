"""Phrases that name a day: tomorrow, next Tuesday, the 14th, in two weeks, the last Sunday in May."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from companion.initiative.when import almanac
from companion.initiative.when.parts import Day, Elapsed, Part, Phrases, Scene, Void, word_after, word_before
from companion.initiative.when.words import any_of, month, ordinal, quantity, weekday

if TYPE_CHECKING:
    import re

DAYS = Phrases()


@DAYS.of(r"today(?:'s)?|(?:the )?end of (?:the |to)?day|eod|cob|close of business")
def _today(match: re.Match[str], scene: Scene) -> Part | None:
    if word_before(match) in {"of", "at"} and match[0] == "today":
        return Void("none")  # "the young people of today"
    return Day(scene.today, "relative")


@DAYS.of(r"(?P<after>(?:the )?day after )?tomorrow(?:'s)?|overmorrow")
def _tomorrow(match: re.Match[str], scene: Scene) -> Part | None:
    days = 2 if match["after"] or match[0] == "overmorrow" else 1
    return Day(scene.today + timedelta(days=days), "relative", ahead=True)


@DAYS.of(r"(?:this |the )?(?:coming )?(?P<wd><WD>)(?:'s)?(?: coming)?")
def _coming(match: re.Match[str], scene: Scene) -> Part | None:
    if word_before(match) in {"a", "some", "any", "1", "one"}:
        return Void("none")  # some Friday is no Friday
    ahead = match[0].startswith("this ") or "coming" in match[0]
    return Day(almanac.coming(scene.today, weekday(match["wd"])), "weekday", ahead)


@DAYS.of(
    r"next (?P<wd><WD>)(?:'s)?",
    r"(?P<wd><WD>) (?:of )?next week",
    r"next week (?:, )?(?:on )?(?P<wd><WD>)",
)
def _next_weekday(match: re.Match[str], scene: Scene) -> Part | None:
    return Day(almanac.in_week(scene.today, weekday(match["wd"]), 1), "weekday", ahead=True)


@DAYS.of(r"(?P<wd><WD>) (?:of )?this week", r"this week (?:, )?(?:on )?(?P<wd><WD>)")
def _this_week(match: re.Match[str], scene: Scene) -> Part | None:
    day = almanac.in_week(scene.today, weekday(match["wd"]), 0)
    return Day(day, "weekday", ahead=True) if day > scene.today else Void("past")


@DAYS.of(
    r"(?P<wd><WD>) (?:week|fortnight)",
    r"a week (?:on|from|this) (?P<wd><WD>)",
    r"(?P<n>\d+) weeks (?:on|from) (?P<wd><WD>)",
    r"a fortnight (?:on|from) (?P<wd><WD>)",
)
def _weeks_from_weekday(match: re.Match[str], scene: Scene) -> Part | None:
    weeks = 2 if "fortnight" in match[0] else int(match.groupdict().get("n") or 1)
    coming = almanac.coming(scene.today, weekday(match["wd"]))
    return Day(coming + timedelta(days=7 * weeks), "weekday", ahead=True)


def _later(day: date, n: int, unit: str) -> date:
    unit = unit.rstrip("s")
    if unit == "month":
        return almanac.months_on(day, n)
    if unit == "year":
        return almanac.months_on(day, 12 * n)
    return day + timedelta(days=n * {"day": 1, "night": 1, "week": 7, "fortnight": 14}[unit])


@DAYS.of(
    r"in (?:about |around |exactly |like )?(?P<n><N>) (?P<unit><UNIT>)(?:'s)?(?: time)?",
    r"(?P<n><N>) (?P<unit><UNIT>) (?:from (?:today|now)|today|hence)",
)
def _in_days(match: re.Match[str], scene: Scene) -> Part | None:
    if word_after(match) in {"or", "ago"} or word_before(match) in {"once", "twice", "times"}:
        return Void("vague")
    return Day(_later(scene.today, quantity(match["n"]), match["unit"]), "relative", ahead=True)


@DAYS.of(
    r"(?P<n><N>) (?P<unit><UNIT>) (?:from )?tomorrow",
    r"(?P<n><N>) (?P<unit><UNIT>) from (?P<wd><WD>)",
    r"tomorrow (?P<unit>week|fortnight)",
    r"today (?P<unit>week|fortnight)",
)
def _from_day(match: re.Match[str], scene: Scene) -> Part | None:
    named = match.groupdict()
    start = scene.today + timedelta(days="tomorrow" in match[0])
    if named.get("wd"):
        start = almanac.coming(scene.today, weekday(match["wd"]))
    return Day(_later(start, quantity(named.get("n") or "a"), match["unit"]), "relative", ahead=True)


@DAYS.of(r"this (?:day|time) next (?P<unit>week|month|year)")
def _this_day_next(match: re.Match[str], scene: Scene) -> Part | None:
    if "time" in match[0]:
        return Void("vague")
    return Day(_later(scene.today, 1, match["unit"]), "relative", ahead=True)


@DAYS.of(
    r"in (?P<half>half )?an? (?P<unit><SHORT>)(?:'s)?(?P<more> and a half| and a quarter)?(?: time)?",
    r"in (?:about |around |exactly |like )?(?P<n>\d+(?:[.,]\d+)?|an?|a couple(?: of)?)(?P<more> and a half|"
    r" 1/2)? (?P<unit><SHORT>)(?P<more2> and a half| and a quarter)?(?: (?:and )?(?P<min>\d+) minutes)?(?: "
    r"time)?",
    r"in (?P<quarters>a quarter|3 quarters) of an (?P<unit>hour)",
    r"(?P<half>half )?(?P<n><N>) (?P<unit><SHORT>)(?P<more> and a half)? from now",
    r"in (?P<n>\d+)h(?P<min>\d+)?",
    r"(?:timer|alarm)(?: set)? for (?P<n>\d+|an?) (?P<unit><SHORT>)(?P<more> and a half)?(?: from now)?",
)
def _elapsed(match: re.Match[str], _scene: Scene) -> Part | None:
    if word_after(match) in {"or", "ago"} or word_before(match) in {"once", "twice", "times"}:
        return Void("vague")
    named = match.groupdict()
    amount = float((named.get("n") or "1").replace(",", ".").replace("an", "1").replace("a couple of", "2")
                   .replace("a couple", "2").replace("a", "1"))  # fmt: skip
    amount += sum(
        0.25 if "quarter" in more else 0.5 for more in (named.get("more"), named.get("more2")) if more
    )
    amount = 0.5 if named.get("half") else amount
    if named.get("quarters"):
        amount = 0.25 if named["quarters"] == "a quarter" else 0.75
    seconds = {"second": 1, "minute": 60}.get((named.get("unit") or "hour").rstrip("s"), 3600)
    return Elapsed(timedelta(seconds=amount * seconds, minutes=int(named.get("min") or 0)))


_NOUNS_OF_RANK = any_of(
    "floor time century birthday anniversary place row grade attempt edition street avenue chapter page "
    "year day week month half quarter party person one of child kid level round season episode draft "
    "version wedding marriage language world"
)


@DAYS.of(r"the (?P<n><ORD>)", r"(?P<n>\d{1,2}(?:st|nd|rd|th))")
def _monthday(match: re.Match[str], scene: Scene) -> Part | None:
    number, after, before = ordinal(match["n"]), word_after(match), word_before(match)
    if after in _NOUNS_OF_RANK or (
        after[:1].isalpha() and not _function_word(after) and before not in _LEADS
    ):
        return Void("none")
    if not match["n"][0].isdigit() and before not in _LEADS - {"is"}:
        return None  # "the first", "the second" alone are seldom days
    if not match[0].startswith("the") and before not in _LEADS - {"is", "for"}:
        return Void("none")
    day = almanac.next_monthday(scene.today, number)
    return Day(day, "monthday") if day else None


_LEADS = any_of("on by until before after from of is due , so since monday tuesday wednesday thursday friday "
                   "saturday sunday for")  # fmt: skip


def _function_word(word: str) -> bool:
    return word in any_of(
        "at in of and or i we she he they it you is are to for with by please so then if because when "
        "before from until but this next every each noon morning afternoon evening night not that which "
        "our my his her their we've i've i'm we're they're there he's she's it's works suits"
    )


@DAYS.of(r"the (?P<n><ORD>) (?:of )?(?P<which>this|next|the|each) month")
def _monthday_of(match: re.Match[str], scene: Scene) -> Part | None:
    if match["which"] == "each":
        return None
    if match["which"] == "the":
        day = almanac.next_monthday(scene.today, ordinal(match["n"]))
        return Day(day, "monthday") if day else None
    return _in_month(scene, ordinal(match["n"]), months=int(match["which"] == "next"))


def _in_month(scene: Scene, number: int, months: int) -> Part | None:
    first = almanac.months_on(scene.today.replace(day=1), months)
    if not 1 <= number <= almanac.last_of(first.year, first.month).day:
        return Void("doubt")
    day = first.replace(day=number)
    return Day(day, "date", ahead=True) if day > scene.today else Void("past")


@DAYS.of(
    r"(?:the )?(?P<n>\d{1,2}(?:st|nd|rd|th)?|first|second) (?:of |in )?(?P<month><MONTH>)(?:'s)?(?: ,? "
    r"?(?P<year>\d{4}))?",
    r"(?P<month><MONTH>) (?:the )?(?P<n>\d{1,2}(?:st|nd|rd|th)?|first|second)(?: ,? ?(?P<year>\d{4}))?",
)
def _named_date(match: re.Match[str], scene: Scene) -> Part | None:
    if word_after(match) in {
        "people",
        "times",
        "%",
        "percent",
        "points",
        "miles",
        "km",
        "years",
        "days",
        "weeks",
    }:
        return Void("none")
    return _date(scene, ordinal(match["n"]), month(match["month"]), match["year"])


def _date(scene: Scene, number: int, month_number: int, year: str | None = None) -> Part | None:
    if year is None:
        day = almanac.next_date(scene.today, month_number, number)
        return Day(day, "date") if day else Void("doubt")
    try:
        day = date(int(year) + (2000 if len(year) == 2 else 0), month_number, number)
    except ValueError:
        return Void("doubt")
    return Day(day, "date", ahead=True) if day >= scene.today else Void("past")


@DAYS.of(r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})(?:[/-](?P<year>\d{4}|\d{2}))?")
def _slashed(match: re.Match[str], scene: Scene) -> Part | None:
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    if "-" in match[0] and year is None:
        return None  # a range
    number, month_number = (b, a) if scene.month_first else (a, b)
    if month_number > 12 >= number:
        number, month_number = month_number, number
    if year is None and not _is_date(match):
        return Void("none")
    return _date(scene, number, month_number, year) if 1 <= month_number <= 12 else Void("none")


def _is_date(match: re.Match[str]) -> bool:
    if match[0] in {"24/7", "50/50"} or word_after(match) in {
        "of",
        "cup",
        "full",
        "inch",
        "done",
        "mile",
        "hour",
    }:
        return False
    before = word_before(match)
    return before in (_LEADS - {"is", "of"}) | {"", "the", "(", ":", "till"} or (
        before == "is" and word_after(match) in {"", ".", ","} and int(match["b"]) != 10
    )


@DAYS.of(r"(?P<n>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>\d{4}|\d{2})?", r"(?P<iso>\d{4}-\d{2}-\d{2})")
def _dotted(match: re.Match[str], scene: Scene) -> Part | None:
    named = match.groupdict()
    if named.get("iso"):
        year, month_number, number = map(int, match["iso"].split("-"))
        return _date(scene, number, month_number, str(year)) if month_number <= 12 else Void("doubt")
    if int(match["m"]) > 12 or word_before(match) == "at":
        return None
    return _date(scene, int(match["n"]), int(match["m"]), match["year"])


@DAYS.of(r"\d{4}-\d{2}-\d{2}t\S+")
def _instant(match: re.Match[str], scene: Scene) -> Part | None:
    try:
        at = datetime.fromisoformat(match[0].upper())
    except ValueError:
        return Void("doubt")
    at = at if at.tzinfo else at.replace(tzinfo=scene.now.tzinfo)
    return Elapsed(at - scene.now) if at > scene.now else Void("past")


@DAYS.of(
    r"(?:the )?(?P<rank><RANK>) (?P<wd><WD>) (?:in|of) (?P<month><MONTH>)",
    r"(?:the )?(?P<rank><RANK>) (?P<wd><WD>) (?:in|of) (?P<which>the|this|next) month",
    r"(?:the )?(?P<rank>last) (?P<wd>day) (?:in|of) (?P<month><MONTH>)",
    r"(?:the )?end of (?P<month><MONTH>)(?P<wd>)(?P<rank>)",
)
def _ranked(match: re.Match[str], scene: Scene) -> Part | None:
    named, today = match.groupdict(), scene.today
    if named.get("month"):
        months = [date(today.year + i, month(match["month"]), 1) for i in (0, 1)]
    else:
        months = [
            almanac.months_on(today.replace(day=1), i) for i in ((1,) if named["which"] == "next" else (0, 1))
        ]
    for first in months:
        day = _ranked_in(first, named["rank"] or "last", named["wd"] or "day")
        if day and day > today:
            return Day(day, "date", ahead=True)
    return Void("doubt")


def _ranked_in(first: date, rank: str, name: str) -> date | None:
    if name == "day":
        return almanac.last_of(first.year, first.month)
    number = -1 if rank == "last" else ordinal(rank)
    return almanac.ranked(first.year, first.month, number, weekday(name))
