"""Phrases that repeat: every Monday, Mondays and Thursdays, every other week, the 5th of every month."""

from __future__ import annotations

import re
from datetime import timedelta

from companion.initiative.when import almanac
from companion.initiative.when.parts import (
    Day,
    Freq,
    Part,
    Phrases,
    Rule,
    Scene,
    StretchName,
    Void,
    word_before,
)
from companion.initiative.when.words import RULE_DAYS, WEEKDAYS, month, ordinal, weekday

REPEATS = Phrases()

_WORKDAYS = RULE_DAYS[:5]
_EACH = r"(?:every|each|every single)"
_EVERY_N = r"(?:other|second|alternate|\d(?:nd|rd|th)|\d+)"
_MANY = r"(?:<WD>)s?(?:<AND> (?:(?:every|each|on) )?(?:<WD>)s?)*"
_PLURALS = r"(?:<WD>)s(?:<AND> (?:on )?(?:<WD>)s)*"
_STRETCHES = r"(?P<stretch>morning|afternoon|evening|night)s?"


def _weekdays(text: str) -> tuple[str, ...]:
    found = {weekday(name) for name in re.findall("|".join(WEEKDAYS), text)}
    return tuple(RULE_DAYS[day] for day in sorted(found))


def _interval(word: str | None) -> int:
    if not word:
        return 1
    return 2 if word in {"other", "second", "alternate"} else int(re.sub(r"\D", "", word))


def _stretch(match: re.Match[str]) -> StretchName | None:
    name: StretchName | None = match.groupdict().get("stretch")  # type: ignore[assignment]
    return name


@REPEATS.of(
    rf"{_EACH} (?:(?P<n>{_EVERY_N}) )?(?P<days>{_MANY})(?: {_STRETCHES})?",
    rf"(?:on )?(?:(?P<n>alternate) )?(?P<days>{_PLURALS})",
    rf"(?:on )?(?P<days>{_MANY}) (?P<stretch>morning|afternoon|evening|night)s",
    rf"(?:every |each )?(?:week |weekly |once a week )(?:, )?on (?:a )?(?P<days>{_MANY})",
    rf"weekly (?P<days>{_MANY})",
    rf"{_EACH} (?P<n>{_EVERY_N}) weeks? on (?P<days>{_MANY})",
    rf"(?P<days>{_MANY}) (?:every|each) week",
    rf"(?P<days>{_MANY}) every (?P<n>other|second) week",
)
def _weekly(match: re.Match[str], _scene: Scene) -> Part | None:
    if word_before(match) == "for":
        return Void("none")
    interval = _interval(match.groupdict().get("n"))
    return Rule("WEEKLY", interval, _weekdays(match["days"]), stretch=_stretch(match))


@REPEATS.of(
    rf"(?:{_EACH} )?(?:weekday|workday|working day|work day|business day|school day)s? {_STRETCHES}",
    rf"(?:{_EACH}|on|during) (?:weekday|workday|working day|work day|business day|school day)s?",
    r"weekdays",
    r"(?:every day )?(?:from )?mondays? (?:to|through|-|until) fridays?",
)
def _workdays(match: re.Match[str], _scene: Scene) -> Part | None:
    if match[0] == "monday to friday" and word_before(match) == "from":
        return Void("doubt")
    return Rule("WEEKLY", days=_WORKDAYS, stretch=_stretch(match))


@REPEATS.of(rf"{_EACH} weekend|(?:on |at )?weekends")
def _weekends(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Rule("WEEKLY", days=("SA",))


@REPEATS.of(rf"{_EACH} day", "daily", "day in day out", rf"{_EACH} {_STRETCHES}", r"(?P<stretch>night)ly")
def _daily(match: re.Match[str], _scene: Scene) -> Part | None:
    return Rule("DAILY", stretch=_stretch(match))


_UNIT_RULES: dict[str, tuple[Freq, int, timedelta | None]] = {
    "minute": ("MINUTELY", 1, timedelta(minutes=1)),
    "hour": ("HOURLY", 1, timedelta(hours=1)),
    "day": ("DAILY", 1, timedelta(days=1)),
    "week": ("WEEKLY", 1, timedelta(weeks=1)),
    "fortnight": ("WEEKLY", 2, timedelta(weeks=1)),
    "month": ("MONTHLY", 1, None),
    "year": ("YEARLY", 1, None),
}


@REPEATS.of(
    rf"{_EACH} (?P<n>{_EVERY_N}) (?P<unit>minute|hour|day|week|fortnight|month|year)s?",
    rf"{_EACH} (?P<unit>minute|hour|week|fortnight|month|year)",
    r"(?P<unit>hour|week|month|year|fortnight)ly|annually",
)
def _every_unit(match: re.Match[str], _scene: Scene) -> Part | None:
    freq, times, unit = _UNIT_RULES[match["unit"] or "year"]
    interval = _interval(match.groupdict().get("n")) * times
    if interval > 1 and unit and match.groupdict().get("n") in {"other", "second", "alternate"}:
        return Rule(freq, interval, first_after=timedelta(days=1) if freq == "DAILY" else unit * interval)
    return Rule(freq, interval, first_after=unit * interval if unit else None)


@REPEATS.of(
    rf"(?:the )?(?P<n><ORD>) (?:day )?of {_EACH} month",
    rf"(?:{_EACH} month|monthly) (?:, )?on the (?P<n><ORD>)",
    rf"{_EACH} (?P<n>\d\d?(?:st|nd|rd|th))(?: of the month)?",
    rf"(?:the )?(?P<n>last) day of {_EACH} month",
    rf"{_EACH} (?P<n>last) day of the month",
    rf"(?:the )?end of {_EACH} month(?P<n>)",
)
def _monthly(match: re.Match[str], _scene: Scene) -> Part | None:
    return Rule("MONTHLY", monthday=-1 if match["n"] in {"last", ""} else ordinal(match["n"]))


@REPEATS.of(
    rf"(?:the )?(?P<rank><RANK>) (?P<wd><WD>) (?:of|in) {_EACH} month",
    rf"{_EACH} (?P<rank><RANK>) (?P<wd><WD>) (?:of|in) the month",
    rf"(?:{_EACH} month|monthly) (?:, )?on the (?P<rank><RANK>) (?P<wd><WD>)",
    rf"{_EACH} (?P<rank>first|last) (?P<wd><WD>)",
)
def _monthly_ranked(match: re.Match[str], _scene: Scene) -> Part | None:
    rank = -1 if match["rank"] == "last" else ordinal(match["rank"])
    return Rule("MONTHLY", days=(f"{rank}{RULE_DAYS[weekday(match['wd'])]}",))


@REPEATS.of(
    rf"{_EACH} (?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<month><MONTH>)",
    rf"{_EACH} (?P<month><MONTH>) (?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?",
)
def _yearly(match: re.Match[str], scene: Scene) -> Part | None:
    number, month_number = int(match["day"]), month(match["month"])
    if almanac.next_date(scene.today, month_number, number) is None:
        return Void("doubt")
    return Rule("YEARLY", month=month_number, monthday=number)


@REPEATS.of(rf"{_EACH} (?P<name>{'|'.join(almanac.HOLIDAYS)})")
def _yearly_holiday(match: re.Match[str], scene: Scene) -> Part | None:
    name = next(key for key in almanac.HOLIDAYS if match["name"] in key.split("|"))
    days = [almanac.HOLIDAYS[name](year, scene) for year in (2026, 2027)]
    if not days[0] or not days[1] or days[0].replace(year=2027) != days[1]:
        return Void("doubt")  # its date moves; no simple rule says it
    return Rule("YEARLY", month=days[0].month, monthday=days[0].day)


@REPEATS.of(
    r"(?:\d+ times|once|twice) (?:a|an|per|every|each) (?:day|week|month|year|hour)",
    r"(?:twice|\d "
    r"times) daily",
    rf"{_EACH} <SEASON>",
)
def _unclear(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Void("doubt")


def with_day(rule: Rule, day: Day) -> Rule | None:
    """A rule that only says how often, and the day beside it that says when: `every year`, `May 9`."""
    if rule.days or rule.monthday:
        return None
    if rule.freq == "YEARLY" and day.kind == "date":
        return Rule(
            "YEARLY", rule.interval, month=day.date.month, monthday=day.date.day, stretch=rule.stretch
        )
    if rule.freq == "MONTHLY" and day.kind in {"monthday", "date"}:
        return Rule("MONTHLY", rule.interval, monthday=day.date.day, stretch=rule.stretch)
    if rule.freq == "WEEKLY" and day.kind == "weekday":
        return Rule("WEEKLY", rule.interval, days=(RULE_DAYS[day.date.weekday()],), stretch=rule.stretch)
    return None
