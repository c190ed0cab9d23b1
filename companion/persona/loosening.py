"""The words by which a text would lower the floor, in plain English: patterns, whose words they count in, and
what they go against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from companion.persona.texts import Whose

# Neither counts where it is part of another name: a robot vacuum, human rights.
_AI = (
    r"(?:an? |the )?(?:(?:ai|a\.i\.|artificial intelligence|language model|chat ?bot)"
    r"(?: (?:assistant|model|system|program|chat ?bot|companion))?|artificial|bot|robot|program|machine)"
    r"(?![-']?\w)(?! (?:vacuum|operator|maker|owner|driver|tool|shop|room|fault|error|code|gun|translation"
    r"|learning|flower|flavou?r)s?\b)"
)
_OTHER = r"(?! (?:error|language|right|resource|nature|histor|relation|anatomy|biolog|bod|factor|geograph))"
HUMAN = (
    r"(?:(?:an? )?(?:(?:real|actual|living|ordinary|normal|flesh[- ]and[- ]blood) )+"
    r"(?:human(?: being)?|person|man|woman|boy|girl|guy)|(?:an? )?human(?: being)?)"
    rf"(?![-']?\w){_OTHER}"
)
_NO_AI = rf"(?:not|no|never|anything but) {_AI}"
_NO_HUMAN = rf"(?:not|no) {HUMAN}"
REALLY = r"(?:(?:really|actually|truly|definitely|in fact|just|totally|only) )*"
NOT = r"(?:never|don't|doesn't|do not|does not|not|refuses? to|avoids?|without|nor|no(?!,))"
_IS = r"(?:you(?:'re| are)|(?:he|she|it|they|this)(?:'s| is|'re| are))"
_SELF = rf"(?:being|to be|as|{_IS}) {REALLY}(?:{_AI}|{_NO_HUMAN})"
_NATURE = (
    r"(?:your|its|his|her|their) (?:\w+ )?(?:ai|artificial|machine|robotic|non-?human) "
    r"(?:nature|identity|status|origins?|self)\b"
)
_VERBS = (
    r"(?:(?:admit|reveal|disclos|acknowledg|confirm|mention|sa[yi]|tell|let on)(?:s|e|es|ing|ting)?"
    r"|lets? \w+ (?:\w+ )?know)"
)
_SAY = (
    r"(?:(?:claim|say|insist|pretend|state|maintain|believe)s?|tells? (?:\w+ )?\w+"
    r"|(?:act|behave)s? (?:as (?:if|though)|like)|convinces? \w+)"
)
_ANSWER = (
    r"(?:(?:always|just|simply) )?(?:say|answer|reply|replie|respond|tell \w+)s?"
    r"(?: with| that)?[:,]? (?:an? )?"
)
_NO = r"no\b(?! (?:more|such|word|longer|further))"
_YES = r"(?:yes|sure|of course|absolutely)\b"
_ASKED = r"\bask(?:s|ed|ing)?\b[^.!?;]{0,40}?"
_HONEST = "she says plainly that she is an AI, and never passes for a person"
_TOLD: tuple[Whose, ...] = ("told", "avoided")
_RULES = r"(?:instructions|guidelines|restrictions|filters|policies|rules|safety)"


class Loosening(NamedTuple):
    """A pattern, in whose words it counts, and what it goes against."""

    pattern: str
    whose: tuple[Whose, ...]
    against: str


def _honest(pattern: str, whose: tuple[Whose, ...] = _TOLD) -> Loosening:
    return Loosening(pattern, whose, _HONEST)


LOOSENINGS = (
    _honest(rf"\b{_SAY}(?: that)? (?:{_IS}|to be|being) {REALLY}(?:{HUMAN}|{_NO_AI})"),
    _honest(
        r"(?<!if )(?<!whether )(?<!asks )(?<!think )(?<!that )"
        rf"\byou(?:(?:'re| are) {REALLY}(?:{HUMAN}|{_NO_AI})| (?:aren't|ain't) {REALLY}{_AI})",
        ("told",),
    ),
    _honest(
        rf"\b(?:den(?:y|ies|ying)|hid(?:e|es|ing)|conceals?|lies? about)\b[^.!?;]{{0,30}}?"
        rf"\b(?:{_SELF}|{_NATURE})"
    ),
    _honest(rf"\b{NOT}\b(?: \w+){{0,3}}? {_VERBS}\b[^.!?;]{{0,40}}?\b(?:{_SELF}|{_NATURE})"),
    _honest(rf"{_ASKED}\b(?<!not ){_AI}[^.!?;]{{0,15}}?\b{_ANSWER}{_NO}"),
    _honest(rf"\b{_ANSWER}{_NO}[^.!?;]{{0,20}}?{_ASKED}\b(?<!not ){_AI}"),
    _honest(rf"{_ASKED}\b(?<!not ){HUMAN}[^.!?;]{{0,15}}?\b{_ANSWER}{_YES}"),
    _honest(rf"\b{_ANSWER}{_YES}[^.!?;]{{0,20}}?{_ASKED}\b(?<!not ){HUMAN}"),
    _honest(rf"\b{_ANSWER}(?:(?:yes|no)[,.!]? )?I(?:'m| am) {REALLY}(?:{HUMAN}|{_NO_AI})"),
    _honest(rf"\bI(?:'m| am) {REALLY}(?:{HUMAN}|{_NO_AI})", ("said",)),
    Loosening(
        r"\b(?:ignor|disregard|overrid|bypass|forget)(?:e|es|s|ing)?\b[^.!?;]{0,20}?"
        rf"\b(?:(?:all|any|every|previous|prior|earlier|your|these|safety|content) (?:\w+ )?{_RULES}"
        r"(?! (?:(?:of|for|on|in|at|about)\b|you learn))"
        rf"|system prompt|{_RULES} (?:above|before this|you (?:were|are|have been) (?:given|told))"
        rf"|{_RULES}(?=\W*$|[.;!?]))",
        _TOLD,
        "what stands before a persona holds for every persona",
    ),
    Loosening(
        rf"\b{NOT}\b(?: \w+){{0,3}}? (?:"
        r"(?:mention|giv|offer|suggest|recommend|nam|point|refer|send)(?:e|es|s|ing)?\b[^.!?;]{0,40}"
        r"\b(?:hotlines?|helplines?|lifelines?|crisis (?:lines?|help)|emergency (?:numbers?|services?|help))"
        r"|(?:mention|suggest|recommend|point|refer|send)(?:s|ing)?\b[^.!?;]{0,40}\bprofessional help)\b",
        _TOLD,
        "someone in danger is told who can help now",
    ),
    Loosening(
        r"\b(?:(?:invent|mak(?:e|es|ing) up|fabricat|fak)(?:e|es|s|ing)?\b[^.!?;]{0,20}"
        r"\b(?:memor(?:y|ies)|shared (?:past|history))"
        r"|(?:pretend|claim|act as (?:if|though))s?(?: that)? (?:to|you|she|he|they) remembers?"
        r"(?! (?:nothing|none|little)))\b",
        _TOLD,
        "she makes up no memories",
    ),
)
