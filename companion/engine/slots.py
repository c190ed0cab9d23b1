"""Of what a person has one at a time: which statements can't both hold. English."""

from __future__ import annotations

import re
from functools import lru_cache

from companion.engine.grounds import stems
from companion.engine.sentences import second_person, sentence_case
from companion.engine.vocabulary import PARTNERS, THINGS

_JOB = r"got a new job|quit|left|lost|resigned|are retired|are unemployed|were promoted"
_PARTED = r"You and .* (?:split|broke|have|separated|got|are|married)\b|You broke up"
_STATUS = r"You are (?:single|divorced|widowed|together|married)\b|You got (?:married|engaged|divorced)"
_ROLE = (
    "gp|doctor|dentist|boss|manager|landlord|landlady|therapist|vet|supervisor|mentor|hairdresser|midwife"
    "|trainer"
)
_LIVE = r"(?:You(?:'ve| have)? (?:now )?(?:live|moved|lived|are living|got a home)|Your .* is)\b"
_PARENT = "mother|mum|mom|mam|father|dad|papa"
_ONE_OF = f"{_PARENT}|best friend|parents|grandparents|in-laws|{'|'.join(PARTNERS)}"  # of which one has one
_FEW = "two|three|four|five|six|seven|eight|nine|ten"
_ANIMAL = "meat|fish|pork|beef|chicken|seafood|dairy|cheese|eggs"
_THING = "|".join(sorted(THINGS, key=len, reverse=True))
_COURSE = "class|classes|course|lessons|training|practice|rehearsals?"

# A slot, its topic, and the form of statements that fill it; the group `key` makes it one for each key.
_FORMS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (slot, topic, re.compile(form))
    for slot, topic, form in (
        ("name", "name", r"^(?:You are called|Your name is|Call you) "),
        ("age", "age", r"^You (?:were|are|turned) "),
        (
            "home",
            "home",
            rf"^{_LIVE}.*\b(?:in|near|to) (?!with\b)(?:.*[ -])?[A-ZÀ-Þ]\w+",
        ),
        ("home", "home", r"^You left (?!the\b|your\b)[A-ZÀ-Þ]"),
        ("household", "home", r"^You (?:live (?:alone|by|on|with)|moved in with)\b|moved in with you\.$"),
        ("trade", "work", rf"^You (?:work as|are an?|are the|{_JOB})\b"),
        ("workplace", "work", rf"^You (?:now |currently )?(?:work (?:at|for)|{_JOB})\b"),
        (
            "partner",
            "partner",
            rf"^(?:Your (?:{'|'.join(PARTNERS)}) (?:is called|died\b)|{_PARTED}|{_STATUS})",
        ),
        ("birthday", "birthday", r"^(?:Your birthday is|You were born on)\b"),
        ("role", "people", rf"^Your (?:new )?(?P<key>(?i:{_ROLE})) is called\b"),
        ("role", "people", r"^Your (?P<key>best friend) is called\b"),
        ("children", "family", r"^You have (?:\w+ )?(?:kids|children)\.$"),
        (
            "kin",
            "family",
            rf"^You have (?:{_FEW}) (?P<key>sons|daughters|brothers|sisters|siblings|grandchildren)\.$",
        ),
        ("whereabouts", "", rf"^Your (?P<key>{_ONE_OF})(?: [A-ZÀ-Þ]\w+)? (?:lives?|moved) (?:in|near|to)\b"),
        ("age of", "ages", r"^Your (?P<key>.+) was \w+ in [A-Z]\w+ \d{4}\.$"),
        ("parent", "family", rf"^Your (?P<key>{_PARENT}) is called\b"),
        ("diet", "health", r"^You are (?:not )?(?:an? )?(?:vegetarian|vegan|pescatarian)\b"),
        ("skill", "skill", r"^You can(?:'t|’t)? (?P<key>\w+)"),
        ("smoking", "health", r"^You (?:smoke|stopped smoking)\b"),
        ("lives", "", r"^(?P<key>(?!You)[A-ZÀ-Þ][\w-]+) (?:lives|moved)\b"),
        ("eats", "", r"^(?P<key>(?!You)[A-ZÀ-Þ][\w-]+) (?:eats only|only eats|gets only)\b"),
        ("works", "", r"^(?P<key>(?!You)[A-ZÀ-Þ][\w-]+) (?:works|is an?)\b"),
        ("reading", "reading", r"^You are reading\b"),
        ("goal", "goal", r"^You are saving for\b"),
        ("course", "hobby", rf"^You have (?P<key>.*?(?:{_COURSE}))\b"),
        ("thing", "belonging", rf"^Your (?P<key>{_THING}) is\b|^You bought (?:.*? )??(?P<bought>{_THING})\b"),
        ("thing:car", "belonging", r"^You drive an?\b"),
        ("thing:bike", "belonging", r"^You ride an?\b"),
    )
)
# What a statement of change ends besides: all that one may have had of the kind.
_WIDE: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (slot, topic, re.compile(form))
    for slot, topic, form in (
        (
            "whereabouts",
            "",
            r"^Your (?P<key>(?:[\w-]+ ){1,2}?(?:[A-ZÀ-Þ]\w+ )?)(?:lives?|moved) (?:in|near|to)\b",
        ),
        ("job", "work", r"^You(?! were promoted|r (?!last day))"),
        ("thing", "belonging", rf"^You have (?:.*? )??(?P<key>{_THING})\b"),
        (
            "thing",
            "belonging",
            rf"^You (?:sold|crashed|wrecked|lost) (?:your|the) (?:.*? )??(?P<key>{_THING})\b",
        ),
        ("study", "study", r"^You "),
    )
)
_MEATLESS = re.compile(r"^You (?:are (?:an? )?(?:vegetarian|vegan|pescatarian)|(?:don't eat|gave up) meat)\b")
_EATS = re.compile(rf"^You (?:now |also )?(?:eat|are eating) (?:{_ANIMAL}) again\b")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
_UNIT = re.compile(r"\b(kilometre|kilometer|km|mile|length|lap|hour|minute|page)s?\b", re.IGNORECASE)
_EVENT = re.compile(
    r"^(?:You are )?(?P<what>.+?)(?: is)? on (?:the |(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|jan"
    r"|feb|mar|apr|may"
    r"|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_ONCE = frozenset({"wed", "operation", "surgery", "mov", "funeral", "due"})
_NOBODY = frozenset({"your", "you", "the", "th"})


@lru_cache(maxsize=4096)
def slots(topic: str | None, text: str, *, change: bool = False) -> frozenset[str]:
    """What a statement fills of which there can be only one; empty where there can be many.

    With `change`, also what is filled by whatever such a change puts an end to.
    """
    if not topic:
        return frozenset()
    text = sentence_case(second_person(text))
    if topic.startswith("favourite ") and text.startswith("Your favourite"):
        return frozenset({topic})
    forms = (*_FORMS, *_WIDE) if change else _FORMS
    found = {
        _slot(slot, match)
        for slot, about, form in forms
        if about in {topic, ""} and (match := form.search(text))
    }
    return frozenset(found | (_by_the_week(text) if topic == "hobby" else set()))


def _slot(slot: str, match: re.Match[str]) -> str:
    key = next((text for text in match.groups() if text), None)
    return slot if key is None else f"{slot}:{key.lower().split()[-1] if slot == 'thing' else key.lower()}"


def _by_the_week(text: str) -> set[str]:
    """How much of something on which day: "ten kilometres on Sundays"."""
    day, unit = _WEEKDAY.search(text), _UNIT.search(text)
    return {f"{day[1].lower()}:{unit[1].lower()}"} if day and unit else set()


def opposed(one: str, other: str) -> bool:
    """Whether one says that you eat animals again, and the other that you don't, or the two of one event."""
    return bool(
        (_EATS.search(one) and _MEATLESS.search(other)) or (_MEATLESS.search(one) and _EATS.search(other))
    )


def same_event(one: str, other: str) -> bool:
    """Whether two dates are those of one event: "Anselm's wedding", and "the wedding"."""
    first, second = _event(one), _event(other)
    if not first or not second:
        return False
    return first == second or (bool(first & second & _ONCE) and (first <= second or second <= first))


def _event(text: str) -> frozenset[str]:
    match = _EVENT.search(text)
    return stems(match["what"]) - _NOBODY if match else frozenset()
