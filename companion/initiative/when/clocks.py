"""Phrases that name a time of day: at 5, quarter to 8, 15h30, noon, in the evening, tonight."""

from __future__ import annotations

import re
from typing import Final

from companion.initiative.when.parts import (
    Clock,
    Part,
    Phrases,
    Scene,
    Stretch,
    StretchName,
    Void,
    word_after,
    word_before,
)
from companion.initiative.when.words import any_of

CLOCKS = Phrases()

STRETCH_HOURS: Final[dict[StretchName, int]] = {
    "morning": 9, "afternoon": 15, "evening": 19, "night": 21, "tonight": 20,
}  # fmt: skip
"""Where a part of the day is put when no hour is said."""

_INTRODUCES = any_of("at by until before after from around about past")
_SPANS = any_of("in for took takes within ran run of won lost every another last worked slept was score")
_DURATION_NOUNS = any_of("of drive flight shift long later ago straight ride trip journey a per")
_COUNTED = any_of(
    "people persons guests percent % euros euro dollars pounds bucks years year months month weeks week "
    "days day hours hour minutes minute km kg miles mile points point stage times places place different "
    "other more kids children cats dogs of k degrees to or in.a large small big best least most old"
)


@CLOCKS.of(r"noon|12 noon")
def _noon(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Clock(12, 0, exact=True)


@CLOCKS.of(r"midnight|12 midnight")
def _midnight(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Clock(24, 0, exact=True)


@CLOCKS.of(r"(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))?(?:-(?P<end>\d{1,2})(?:[:.]\d{2})?)?(?P<half>am|pm)")
def _meridiem(match: re.Match[str], _scene: Scene) -> Part | None:
    hour, minute = int(match["h"]), int(match["m"] or 0)
    if not 1 <= hour <= 12 or minute > 59 or hour > int(match["end"] or 12):
        return Void("doubt")
    return Clock(hour % 12 + (12 if match["half"] == "pm" else 0), minute, exact=True)


@CLOCKS.of(r"(?P<h>\d{1,2}):(?P<m>\d{2})(?:-\d{1,2}:\d{2})?(?: (?:o'clock|hours))?")
def _colon(match: re.Match[str], _scene: Scene) -> Part | None:
    if word_before(match) in _SPANS - {"was"} or word_after(match) in {"minutes", "per", "pace", "left"}:
        return Void("none")
    return _written(match)


def _written(match: re.Match[str], *, weak: bool = False) -> Part | None:
    hour, minute = int(match["h"]), int(match["m"])
    if hour > 23 or minute > 59:
        return Void("none")
    exact = hour > 12 or hour == 0 or match["h"].startswith("0")
    return Clock(hour, minute, exact, weak)


@CLOCKS.of(r"(?P<h>\d{1,2})\.(?P<m>\d{2})\.?(?: o'clock)?")
def _dot(match: re.Match[str], _scene: Scene) -> Part | None:
    if word_after(match) in _COUNTED:
        return Void("none")
    introduced = word_before(match) in _INTRODUCES - {"about", "around", "past"}
    return _written(match, weak=not introduced and word_after(match) not in _TRANSPORT)


_TRANSPORT = any_of("train bus flight ferry tram coach")


@CLOCKS.of(r"(?P<h>\d{1,2}) (?P<m>10|15|20|25|30|35|40|45|50|55)(?P<half>am|pm)?")
def _two_numbers(match: re.Match[str], _scene: Scene) -> Part | None:
    """`seven thirty`."""
    hour = int(match["h"])
    if not 1 <= hour <= 12 or word_after(match) in _COUNTED:
        return None
    if match["half"]:
        return Clock(hour % 12 + (12 if match["half"] == "pm" else 0), int(match["m"]), exact=True)
    return Clock(
        hour, int(match["m"]), weak=word_before(match) not in _INTRODUCES - {"about", "around", "past"}
    )


@CLOCKS.of(r"(?P<h>\d{1,2})h(?P<m>\d{2})?")
def _french(match: re.Match[str], _scene: Scene) -> Part | None:
    hour, minute = int(match["h"]), int(match["m"] or 0)
    if word_before(match) in _SPANS or word_after(match) in _DURATION_NOUNS or hour > 23 or minute > 59:
        return Void("none")
    return Clock(hour, minute, exact=True)


@CLOCKS.of(r"(?P<h>\d{1,2}) o'clock", r"(?P<mil>[01]\d[0-5]\d|2[0-3][0-5]\d) (?:hours|h)")
def _o_clock(match: re.Match[str], _scene: Scene) -> Part | None:
    military = match.groupdict().get("mil")
    if military:
        return Clock(int(military[:2]), int(military[2:]), exact=True)
    hour = int(match["h"])
    return Clock(hour, 0, exact=hour > 12 or hour == 0) if hour < 24 else Void("doubt")


@CLOCKS.of(
    r"(?:a )?(?P<m>half|quarter|\d{1,2})(?P<said> minutes?)? (?P<side>past|to|after|until|before|of) "
    r"(?P<h>\d{1,2}|noon|midnight)(?: o'clock)?(?P<half>am|pm)?"
)
def _spoken(match: re.Match[str], _scene: Scene) -> Part | None:
    minute = {"half": 30, "quarter": 15}.get(match["m"]) or int(match["m"])
    hour = {"noon": 12, "midnight": 24}.get(match["h"]) or int(match["h"])
    if not _is_spoken(match, minute, hour):
        return None
    total = hour * 60 + (minute if match["side"] in {"past", "after"} else -minute)
    if match["half"]:
        total = total % 720 + (720 if match["half"] == "pm" else 0)
    exact = bool(match["half"]) or hour > 12 or not match["h"].isdigit()
    return Clock(total // 60 or 12, total % 60, exact)


def _is_spoken(match: re.Match[str], minute: int, hour: int) -> bool:
    """`5 to 8` may be a range, or a number of people; `ten to six` is a time."""
    if word_before(match) in {"from", "between", "maybe"} or hour > 24 or word_after(match) in _COUNTED:
        return False
    if match["m"] == "half":
        return match["side"] in {"past", "after"}
    if match["m"] == "quarter":
        return True
    return bool(minute in {5, 10, 20, 25, 15} or match["said"]) and match["side"] in {
        "past",
        "to",
        "after",
        "until",
    }


@CLOCKS.of(r"half (?P<h>\d{1,2})")
def _half(match: re.Match[str], scene: Scene) -> Part | None:
    hour = int(match["h"])
    if not 1 <= hour <= 12 or word_after(match) in _COUNTED:
        return None
    return Clock(hour, 30) if scene.half_past else Void("doubt")  # half past in Britain, half to elsewhere


@CLOCKS.of(
    r"(?:from|between) (?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?(?P<first>am|pm)? (?:to|and|-|until) "
    r"(?P<end>\d{1,2})(?:[:.]\d{2})?(?P<half>am|pm)?",
    r"(?:from|between|at) "
    r"(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?-(?P<end>\d{1,2})(?:[:.]\d{2})?(?P<first>)(?P<half>)",
)
def _range(match: re.Match[str], _scene: Scene) -> Part | None:
    """Its start; `from 9 to 5` and `between 2 and 4pm` say the half of the day for one end only."""
    hour, end = int(match["h"]), int(match["end"])
    if hour > 23 or end > 24 or word_after(match) in _COUNTED:
        return Void("none")
    half = match["first"] or (match["half"] if hour < end else None)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return Clock(hour, int(match["m"] or 0), exact=bool(half) or hour > 12)


@CLOCKS.of(r"(?P<h>\d{1,2})(?P<ish>ish| ish| - ish| sharp)?")
def _bare(match: re.Match[str], _scene: Scene) -> Part | None:
    before, after, hour = word_before(match), word_after(match), int(match["h"])
    if not 1 <= hour <= 23:
        return None
    if match["ish"] or (hour <= 12 and _BEFORE_STRETCH.match(match.string, match.end())):
        return Clock(hour, 0, exact=hour > 12)
    counted = after in _COUNTED and (after != "to" or _RANGE_END.match(match.string, match.end()))
    if counted or before not in _INTRODUCES | {"for", "morning", "evening", "tonight", "tomorrow"}:
        return None
    closed = not after or not after[0].isalnum()
    if before == "at":
        weak = not closed if hour > 12 else after.endswith("s") and after not in _FOLLOWS
    else:
        weak = hour > 12 or before not in _INTRODUCES - {"about"} or not (closed or after in _FOLLOWS)
    return Clock(hour, 0, exact=hour > 12, weak=weak)


_RANGE_END = re.compile(r" to \d")
_BEFORE_STRETCH = re.compile(
    r" (?:o'clock )?(?:tonight|(?:in the|every|each|this|at) (?:morning|afternoon|evening|night))\b"
)
_FOLLOWS = any_of(
    "i we she he they you it the and for with to in on at today tomorrow tonight this next every sharp "
    "please by from because or if so then but here there my our your when is was before after until monday "
    "tuesday wednesday thursday friday saturday sunday outside near not i'm we're it's that as who about "
    "latest"
)


@CLOCKS.of(
    r"(?P<intro>in the |at |during the |this |the |first thing in the )?(?P<early>early |late "
    r")?(?P<name><STRETCH>)"
)
def _stretch(match: re.Match[str], _scene: Scene) -> Part | None:
    name, intro = match["name"], (match["intro"] or "").strip()
    if word_before(match) in {"good", "last", "parents", "whole"} or word_before(match).endswith("s'"):
        return Void("none")
    if match["early"]:
        return Void("vague")
    bare = intro in {"", "the"} or (intro == "at" and name != "night")
    return Stretch(_NAMES[name], bare=bare, today=intro == "this")


_NAMES: dict[str, StretchName] = {
    "morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "night",
}  # fmt: skip


@CLOCKS.of(r"(?:at )?this time(?= tomorrow| on )")
def _this_time(_match: re.Match[str], scene: Scene) -> Part | None:
    return Clock(scene.now.hour, scene.now.minute, exact=True)


@CLOCKS.of(r"tonight(?:'s)?")
def _tonight(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Stretch("tonight", today=True)


@CLOCKS.of(r"first thing(?: in the morning)?")
def _first_thing(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Stretch("morning")


@CLOCKS.of(r"(?:right |just )?now|immediately|straight away|at once|asap")
def _now(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Void("none")
