"""Sentences about the days of people you care for: birthdays, and what you want to hear about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.initiative.notice.candidate import Draft
from companion.initiative.notice.people import WHO, possessive
from companion.initiative.notice.wording import phrase, shortened

if TYPE_CHECKING:
    from companion.initiative.notice.heard import Heard

_INVITES_CARE = re.compile(
    r"\b(?:want|like|wait|love|need|must|have|going|try|remember) to (?:hear|know|ask|find "
    r"out)\b.{0,20}\bhow\b|\bwish (?:her|him|them) luck|\bfingers crossed|\bnervous for|\brooting for|"
    r"\bthinking of (?:her|him|them)|\bask (?:her|him|them)\b.{0,12}\bhow\b|\bhow it (?:goes|went)\b",
    re.IGNORECASE,
)
_THEIR_DAY = re.compile(
    rf"(?P<who>\b{WHO})(?:(?P<own>'s|')| (?:has|is having|has got|is getting|gets) (?:her|his|"
    rf"their|an?|the)) "
    r"(?P<what>[\w-]+(?: [\w-]+)?)"
)
_BIRTHDAY = re.compile(
    rf"(?P<who>\b(?:{WHO}|(?i:(?:my|our|his|her|their) \w+(?: \w+)?)))(?:'s|') (?:\d+(?:st|nd|rd|th) (?=b|"
    rf"a)|big )?(?P<what>birthday|b-?day|anniversary|\d\d(?:st|nd|rd|th)(?= (?:is|on|this|next)\b))(?! "
    rf"(?:cake|party|present|card|gift|dinner|do))|(?P<turner>\b(?:{WHO}|(?i:the (?:twins|baby|kids|boys|"
    rf"girls)))) (?:turns?|is turning|are turning|will be|'ll be|turning) (?:\d+|[a-z]+(?:-[a-z]+)?)\b"
    r"|\b(?P<ours>(?i:our|my)) (?:\d+(?:st|nd|rd|th) |\w+ )?(?:wedding )?anniversary\b"
)


def birthday(heard: Heard, before: str) -> Draft | None:
    """`Grandpa turns 80 on 2 May`, `Anna's birthday is on 3 May`."""
    match = _BIRTHDAY.search(heard.plain)
    if match is None:
        return None
    who = match["who"] or match["turner"]
    if not who:
        text = shortened(phrase(heard, match.start(), match.end(), before=before))
        return Draft("person", text, "It is an anniversary.", match.span(), 1, needs_time=True, repeats=True)
    who = re.sub(r"^(?i:my|our) ", "your ", who)
    if who.lower() in {"her", "his", "their"}:
        return None
    what = match["what"] or "birthday"
    text = shortened(f"{who}'s {what.lower()}")
    return Draft(
        "person", text, f"It is {who}'s {what.lower()}.", match.span(), 1, needs_time=True, repeats=True
    )


def cared_for(heard: Heard, after: str) -> Draft | None:
    """Somebody's day that you want to hear about: `Lena's audition is tomorrow ... how it goes`."""
    match = _THEIR_DAY.search(heard.plain)
    if match is None or not _INVITES_CARE.search(f"{heard.plain} {after}"):
        return None
    what = re.sub(r" (?:is|are|on|at|in|starts?|takes?)$", "", match["what"])
    who = re.sub(r"^(?i:my|our) ", "your ", match["who"])
    text = f"Ask how {who}{match['own'] or possessive(who)} {what} went"
    return Draft("follow_up", text, "You wanted to know how it went.", match.span(), 1, needs_time=True)
