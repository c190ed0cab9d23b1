"""Who is spoken of: names and family words, and whom a pronoun stands for."""

from __future__ import annotations

import re

from companion.initiative.when.words import any_of

FAMILY = (
    r"(?:grand|step)?(?:mum|mom|mama|mother|dad|papa|father|ma|pa)|mummy|mommy|daddy|nan|nana|gran|granny|"
    r"grandma|grandpa|granddad|grandad|oma|opa|amma|appa|abuela|abuelo|auntie|aunt|uncle|brother|sister|"
    r"son|daughter|wife|husband|partner|girlfriend|boyfriend|cousin|nephew|niece|in-laws|parents|kids?|"
    r"children|(?:mother|father|sister|brother)-in-law"
)
CALLED = (
    r"mum|mom|mama|mummy|mommy|dad|papa|daddy|nan|nana|gran|granny|grandma|grandpa|granddad|grandad|oma|"
    r"opa|amma|appa|abuela|abuelo|auntie"
)
"""Family words that serve as a name."""
OTHERS = (
    rf"{FAMILY}|friend|neighbou?r|flatmate|roommate|colleague|coworker|co-worker|boss|manager|buddy|mate|ex|"
    r"teacher|student|team|client|tenant|godson|goddaughter|housemate|girl|guy"
)
OWN_CHILD = re.compile(
    r"\b(?:my|our) (?:son|daughter|kids?|child|children|baby|toddler|dog|cat|puppy|boy|girl|little one|"
    r"eldest|youngest)\b",
    re.IGNORECASE,
)
NAME = r"(?:[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)"
WHO = (
    rf"(?:(?:[Mm]y|[Oo]ur) (?:{OTHERS})|(?i:{CALLED})|(?:Mrs?|Ms|Dr|Frau|Herr|Prof)\.? {NAME}|"
    rf"{NAME}(?: {NAME})?)"
)

_NOT_NAMES = any_of(
    "I The A An And But So Oh Ok Okay Yes No My Our His Her Their He She It We They You This That These "
    "Those What When Where Who Why How If Then There Here Not Just Also Still Maybe Please Dentist Dinner "
    "Lunch Interview Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April "
    "May June July August September October November December Christmas Easter New Halloween Paid Saw Had "
    "Did Got Need Must Remind Today Tomorrow Tonight Yesterday Everyone Everybody Nobody Somebody Someone "
    "One Two Three English German French Spanish Could Can Would Should Will Do Does Did Have Has Is Are "
    "Was Were Really Well Sure Thanks Good To For In On At By With From About After Before Until Since "
    "Every Some All Any Both Each Either Of Or As Exactly Third Second First Biopsy Flight Train Call "
    "Meeting Exam Appointment Too Poke Ping Nudge Tell Let Don't Don Never Nothing Something Anyway "
    "Because Although Though Once Twice Half Another Other Even Only"
)
_PERSON = re.compile(
    rf"(?P<before>\b\w+ )?\b(?P<name>(?:(?i:my|our) (?:{OTHERS})|(?i:{CALLED})|{NAME}))\b(?P<own>'s?)?"
)
_OTHERS_OWN = re.compile(
    rf"\b(?:{NAME}(?:'s|s')|(?i:(?:his|her|their))|(?i:{FAMILY})'s|(?:my|"
    rf"our) (?:{OTHERS})'s)\s+(?:\w+ ){{0,2}}$"
)
_PLACE_BEFORE = frozenset({"in", "at", "near", "via", "towards", "of", "the"})
_PRONOUN = re.compile(r"\b(?P<word>her|him|them)\b(?! (?:own|new|old|\w+ing\b))", re.IGNORECASE)


def last_person(text: str) -> str | None:
    """The last person that a text names."""
    people = [found for found in map(_person, _PERSON.finditer(text)) if found]
    return people[-1] if people else None


def _person(match: re.Match[str]) -> str | None:
    name, before = match["name"], (match["before"] or "").strip().lower()
    if name.split()[0] in _NOT_NAMES and " " not in name:
        return None
    if name[0].isupper() and before in _PLACE_BEFORE and not match["own"]:
        return None
    return re.sub(r"^(?i:my|our) ", "your ", name)


def with_names(text: str, before: str) -> str:
    """The text with its first pronoun made a name, where the words before it tell whose."""
    pronoun = _PRONOUN.search(text)
    if pronoun is None or last_person(text):
        return text
    person = last_person(before)
    if person is None:
        return text
    if pronoun["word"].lower() == "her" and re.match(r" [a-z]{3,}", text[pronoun.end() :]):
        following = text[pronoun.end() :].split()[0]
        if following not in _AFTER_OBJECT:
            person += "'s"
    return text[: pronoun.start()] + person + text[pronoun.end() :]


_AFTER_OBJECT = any_of(
    "about again back to the a an at on in for if whether that when how why what and or before after by "
    "with tonight tomorrow today this next properly soon"
)


def possessive(name: str) -> str:
    """What makes the name an owner."""
    return "'" if name.endswith("s") else "'s"


def belongs_to_others(before: str) -> bool:
    """Whether the words end in somebody else's `his`, `Anna's`, `my sister's`."""
    return _OTHERS_OWN.search(before) is not None
