"""Phrases that name the edge of a stretch of days, a weekend or a holiday, and days counted from another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from companion.initiative.when import almanac
from companion.initiative.when.parts import Day, Part, Phrases, Scene, Void, word_before

if TYPE_CHECKING:
    import re

LIMITS = Phrases()


@LIMITS.of(r"(?:this |the )?(?P<next>next )?(?:coming )?weekend")
def _weekend(match: re.Match[str], scene: Scene) -> Part | None:
    if match["next"]:
        return Day(almanac.in_week(scene.today, 5, 1), "limit", ahead=True)
    if word_before(match) in {"a", "every", "each"}:
        return Void("none")
    if scene.today.weekday() >= 5 and not match[0].startswith("the"):
        return Void("doubt")  # it has begun: this one, or the next?
    ahead = match[0].startswith("this") or word_before(match) == "before"
    return Day(almanac.coming(scene.today, 5), "limit", ahead)


@LIMITS.of(r"(?:the )?end of (?:the|this) week", r"this week", r"(?:the )?end of (?P<next>next) week")
def _week(match: re.Match[str], scene: Scene) -> Part | None:
    weeks = 1 if match.groupdict().get("next") else 0
    return Day(almanac.in_week(scene.today, 6, weeks), "limit")


@LIMITS.of(
    r"(?:the )?(?:end|last day) of (?:the|this) month",
    r"this month|month's end|month end",
    r"(?:the )?(?:end|last day) of (?P<next>next) month",
)
def _month(match: re.Match[str], scene: Scene) -> Part | None:
    months = 1 if match.groupdict().get("next") else 0
    day = almanac.months_on(scene.today.replace(day=1), months)
    return Day(almanac.last_of(day.year, day.month), "limit")


@LIMITS.of(r"(?:the )?end of (?:the|this) year|year's end", r"(?:the )?end of (?P<next>next) year")
def _year(match: re.Match[str], scene: Scene) -> Part | None:
    years = 1 if match.groupdict().get("next") else 0
    return Day(almanac.last_of(scene.today.year + years, 12), "limit")


def _register(name: str) -> None:
    @LIMITS.of(rf"(?:the )?(?P<side>day (?:before|after) )?(?:this |next )?(?:{name})(?:'s)?")
    def _holiday(match: re.Match[str], scene: Scene) -> Part | None:
        if word_before(match) in {"happy", "merry", "a", "every", "each", "last"}:
            return Void("none")
        day = almanac.next_holiday(scene, name)
        shift = {"day before ": -1, "day after ": 1}.get(match["side"] or "", 0)
        return Day(day + timedelta(days=shift), "date") if day else Void("doubt")


for _name in almanac.HOLIDAYS:
    _register(_name)
