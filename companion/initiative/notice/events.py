"""Sentences that say what takes place: appointments, journeys, invitations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.initiative.notice.candidate import Draft
from companion.initiative.notice.people import OTHERS, OWN_CHILD, WHO, belongs_to_others, last_person
from companion.initiative.notice.wording import clause_start, phrase, shortened

if TYPE_CHECKING:
    from companion.initiative.notice.heard import Heard

_EVENTS = (
    r"dentist|doctor|gp|physio(?:therapist)?|vet|optician|dermatologist|gyna?ecologist|surgeon|hairdresser|"
    r"barber|haircut|appointment|check-?up|scan|mri|x-?ray|blood test|vaccination|jab|surgery|operation|"
    r"biopsy|interview|meeting|call with|exam|test|viva|defen[cs]e|presentation|talk|lecture|class|lesson|"
    r"course|workshop|seminar|conference|hearing|court|audition|rehearsal|recital|concert|gig|show|play|"
    r"premiere|screening|match|game|race|marathon|run|tournament|flight|train|bus|ferry|trip|journey|"
    r"holiday|vacation|check-?in|wedding|party|barbecue|bbq|picnic|dinner|lunch|breakfast|brunch|drinks|"
    r"coffee|date|reunion|get-together|christening|baptism|graduation|ceremony|parade|fair|festival|market|"
    r"viewing|inspection|handover|move|moving day|delivery|visit|visitors|guests|plumber|electrician|"
    r"chimney sweep|movers|cleaner|handyman|landlord|technician|engineer|mechanic|mot|service|garage|"
    r"parents'? evening|school|kindergarten|open day|excursion|choir|yoga|training|practice|session|"
    r"therapy|therapist|webinar|deadline|booking|reservation|table|tickets|theatre|theater|opera|cinema|"
    r"museum|tour|ceilidh|housewarming|leaving do|baby shower|stag|hen|review|evaluation|webcast|launch|"
    r"opening|election|vote|strike|sale|auction|quiz|raid|kickoff|kick-off|stand-?up|one-on-one|1:1|retro|"
    r"demo|driving test|eye test|bin day|council|exhibition|club|vernissage|bootcamp|camp|retreat|"
    r"sleepover|playdate"
)
_EVENT = re.compile(rf"\b(?P<noun>{_EVENTS})s?\b", re.IGNORECASE)
_SOCIAL = re.compile(
    r"\b(?:wedding|party|concert|recital|play|leaving do|housewarming|dinner|graduation|christening|baby "
    r"shower|birthday|barbecue|bbq|gig|opening|exhibition|premiere|show|lunch|drinks|reunion|bar mitzvah|"
    r"ceremony)\b",
    re.IGNORECASE,
)
_OTHERS_HAVE = re.compile(
    rf"(?P<lead>\b\w+ )?\b(?P<who>{WHO}|(?i:he|she|they|(?:his|her|the) (?:{OTHERS}))) "
    r"(?:has|have|had|is having|are having|goes|is going|are going|is getting|is seeing|is taking|is "
    r"flying|flies|must|needs to|wants? to|starts)\b"
)
_MINE = re.compile(
    r"\b(?:I|we)(?:'ve| have|'ve got| have got|'m| am|'re| are)?(?: also| then| just)? (?:have|got|having|"
    r"picking|visiting|bringing|cooking|babysitting|dropping|seeing|meeting|flying|leaving|going|taking|"
    r"starting|playing|running|performing|fly|leave|meet|start|play|move|host|sing|giving|hosting|moving|"
    r"driving|hand over|get the keys|see|booked|reserved|scheduled|an?|another|my|the|tickets|dinner|lunch|"
    r"visitors|guests|friends)\b",
    re.IGNORECASE,
)
_ARRANGED = re.compile(
    r"\b(?:is|are|was|were|'s|got) (?:now |all )?(?:booked|scheduled|planned|set|fixed|arranged|confirmed|"
    r"down) (?:for|on|at)\b|^(?:\w+,? ){0,2}(?:booked|picking up|dropping off|meeting|seeing|having|"
    r"visiting|signing|handing over|moving|leaving for|flying)\b",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"\b(?:is coming|are coming|is at|moved to|(?:has|have|was|were|got|been) moved to|will be|wants? to "
    r"see|takes place|kicks off|starts?|begins?|comes?|arrives?|leaves?|goes|opens|lands?|departs?|meets|"
    r"is|are)\b|'ll be\b|'s\b",
    re.IGNORECASE,
)
_HAPPENS = re.compile(r"want|com(?:es|ing)|(?:is|are) (?!taking place)\w+ing", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:You(?:'ve| have|'re| are)?(?: got| having)?|Oh|Ok|Okay|So|And|Well|"
    r"Booked)(?: so)? (?=\w+ ?\w)"
)
_INSTITUTION_WANTS = re.compile(
    r"\b(?:the|my|our) (?:vet|doctor|dentist|gp|physio|school|bank|hospital|clinic|surgeon|garage|landlord|"
    r"teacher|lawyer|notary|consulate|embassy|council|hr|optician) (?:wants?|needs?|has asked|asked|would "
    r"like) to see\b",
    re.IGNORECASE,
)


def event(heard: Heard, before: str) -> Draft | None:
    """An appointment: `Hairdresser on Tuesday at 4`, `we have the open day on Saturday`."""
    if _foreign(heard.plain):
        return None
    noun = _EVENT.search(heard.plain, 0, _head(heard))
    mine = _MINE.search(heard.plain)
    summoned = _INSTITUTION_WANTS.search(heard.plain)
    copula = _COPULA.search(heard.plain)
    mine = mine or _ARRANGED.search(heard.plain)
    if not (noun or mine or summoned):
        return None
    if not (copula or mine or summoned or _subjectless(heard)):
        return None
    text = _name_of_event(heard, copula, mine, before)
    if len(text) < 3 or text.split()[0].lower() in {"it", "that", "this", "he", "she", "they", "there"}:
        text = phrase(heard, 0, before=before)
    place = (noun or mine or summoned or copula).span()  # type: ignore[union-attr]
    return Draft("event", text, "It is coming up.", place, 3, needs_time=True, soft=True, whole=True)


def _foreign(plain: str) -> bool:
    """Somebody else's day, unless it is your child's or one that people are asked to."""
    if OWN_CHILD.search(plain) or _INSTITUTION_WANTS.search(plain) or re.search(r"\b(?:we|us|me|I)\b", plain):
        return False
    if any(_is_person(match) for match in _OTHERS_HAVE.finditer(plain)):
        return True
    noun = _EVENT.search(plain)
    return bool(noun and belongs_to_others(plain[: noun.start()]) and not _SOCIAL.search(plain))


def _head(heard: Heard) -> int:
    """Where the words end that say what takes place: at the time, or at the end where that comes first."""
    first = heard.found.spans[0][0] if heard.found.spans else 0
    return first if len(heard.plain[:first].split()) > 1 else len(heard.plain)


def _is_person(match: re.Match[str]) -> bool:
    place = (match["lead"] or "").strip().lower() in {"to", "in", "at", "from", "of", "the"}
    return not place and (
        match["who"].lower() in {"he", "she", "they"} or last_person(match["who"]) is not None
    )


def _subjectless(heard: Heard) -> bool:
    """`Hairdresser on Tuesday at 4`: the thing, then the time."""
    if not heard.found.spans:
        return False
    head = heard.plain[: heard.found.spans[0][0]]
    return len(head.split()) <= 8 and not re.search(r"\b(?:I|he|she|they|you)\b", head)


def _name_of_event(
    heard: Heard, copula: re.Match[str] | None, mine: re.Match[str] | None, before: str
) -> str:
    """What takes place, in the words before the verb, or with it where it says what happens."""
    if copula and copula.start() > 2 and not (mine and mine.start() < copula.start()):
        start = clause_start(heard.plain, copula.start())
        happens = _HAPPENS.search(heard.plain, copula.start(), copula.end() + 12)
        return phrase(heard, start, None if happens else copula.start(), before=before)
    start = mine.start() if mine and not _ARRANGED.match(heard.plain, mine.start()) else 0
    return shortened(_OPENING.sub("", phrase(heard, start, before=before)))
