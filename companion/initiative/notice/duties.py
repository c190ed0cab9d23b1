"""Sentences that say what you have to do, or said you would: duties, intentions, promises, deadlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.initiative.notice.candidate import Draft
from companion.initiative.notice.people import FAMILY, NAME, OTHERS, WHO, with_names
from companion.initiative.notice.wording import lowered, phrase, shortened

if TYPE_CHECKING:
    from companion.initiative.notice.candidate import CandidateKind
    from companion.initiative.notice.heard import Heard

_ADVERB = (
    r"(?: really| still| also| just| absolutely| definitely| probably| desperately| urgently| finally| then|"
    r" (?!apply|reply|supply|fly|rely)\w+ly)*"
)
_STRONG = (
    r"have to|have got to|'ve got to|'ve to|gotta|got to|need to|must(?: not forget to)?|mustn't forget to|"
    r"can't forget to|'d better|had better|am supposed to|'m supposed to|are supposed to|'re supposed to|"
    r"agreed to|offered to|volunteered to|signed up to|committed to|better not forget to"
)
_WEAK = (
    r"should|ought to|want to|wanna|will|'ll|am going to|'m going to|are going to|'re going to|'m gonna|"
    r"gonna|plan to|'m planning to|am planning to|aim to|intend to|hope to|would like to|'d like to|are to|"
    r"am to|'m to"
)
_DUTY = re.compile(
    rf"\b(?:I|we){_ADVERB}(?: |(?='))(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))\b{_ADVERB} "
    rf"(?=[a-z])",
    re.IGNORECASE,
)
_BARE_DUTY = re.compile(
    rf"(?:^|[,;:–—-] |\b(?:and|but|so|oh|ok|okay|ugh|also|btw|well|anyway|still)\b,? )(?P<strong>need to|"
    rf"must|have to|gotta|got to|don't forget to|mustn't forget to|note to self:?|todo:?|to do:?){_ADVERB} "
    rf"(?=[a-z])",
    re.IGNORECASE,
)
_NO_DEED = re.compile(
    r"(?:say|admit|confess|laugh|think|know|believe|sit|breathe|sleep|rest|vent|cry|accept|learn to|stop|"
    r"live|understand|wonder|agree|go(?: now| home| to bed| back| on| through)?(?=\W*$)|run(?=\W*$)|get "
    r"used|get over|keep|feel|hope|like|love|remember (?!to\b)|forget(?! to\b)|try|see (?:if|how|what|"
    r"whether)|be\b(?! (?:at|in|there|back|home|on time|ready|done|out|up)\b)|have (?!(?:\w+ "
    r"){0,4}(?:ready|done|finished|dinner|lunch|it)\b)|hear|die|scream|eat|drink|tell you|ask you|thank "
    r"you|miss|hate|mention|add|point out|get through|survive|hand it to|ask (?:him|her|them)[^.]{0,15} "
    r"how (?:it|he|she|they) (?:went|goes|did|was|were)|deal with|cope|smile|lie|calm|relax|warn you|make "
    r"peace|let (?:go|it)|hold on|wait|grow|become|marry|win|lose|look (?:good|like)|happen|never|not|"
    r"always|usually)\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"(?:make|book|call|ring|phone|send|buy|pay|write|e?mail|renew|cancel|order|return|post|pick|fix|sign|"
    r"submit|apply|register|schedule|arrange|ask|tell|text|message|get (?:a|an|the|my|her|him|some|new|it|"
    r"that|those|around)|print|pack|clean|wash|check|bring|take|give|fill|file|hand|finish|prepare|sort|"
    r"find|visit|see (?:a|the|my)|talk|reply|answer|update|upload|download|replace|repair|collect|change|"
    r"invite|transfer|return|water|feed|tidy|organi[sz]e|declare|enrol|unsubscribe|contact|complain|claim|"
    r"thank|apologi[sz]e|set up|look up|look for|look into|measure|mow|paint|iron|back up|translate|review|"
    r"proofread|edit|deliver|drop|vaccinate|backup|write|read|study|practi[sc]e|rehearse|confirm|rebook|"
    r"reschedule|chase|remember to)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    rf"(?:\bI(?:'ve| have)?(?: also| kind of| sort of| already)? |^)(?P<verb>(?i:promised|swore|told|said "
    rf"to|said))(?: (?P<who>him|her|them|{WHO}|(?:my|the|our) \w+))?,?(?: that)? (?P<that>(?:I'd|I would|"
    rf"I'll|I will|I can|we'd|we'll|to) )?(?=\w)"
)
_ASKED_ME = re.compile(
    r"\b(?:asked|begged|wants|needs|invited) (?:me|us) (?:whether I could|if I could|"
    r"to) (?=\w)"
)
_YES = re.compile(
    r"\b(?:said|told \w+) (?:yes|sure|ok|okay|of course)\b|\bI agreed\b|\bof course I "
    r"(?:will|am|do)\b"
)
_AGREED = re.compile(
    r"\b(?:we|they|it was|it's) (?:all )?(?:agreed|decided|settled)(?: that)? "
    r"I(?:'d|'ll| will| would)? (?=\w)",
    re.IGNORECASE,
)
_OWE = re.compile(rf"\bI (?:still )?owe (?P<who>{WHO}|him|her|them) (?=\w)")
_NO_DEBT = re.compile(r"(?:you|it|an apology to|everything|so much|my life|a lot)\b")
_STILL_HAVE = re.compile(
    rf"\bI(?:'ve| have)? (?:still (?:have|got)|still)? "
    rf"?(?P<thing>{NAME}(?:'s?|s') \w+)"
)
_NEEDS_BACK = re.compile(
    rf"\b(?:he|she|they|{WHO}) (?:needs?|wants?) (?P<what>it|them|that|the \w+|his "
    rf"\w+|her \w+) back\b"
)
_PEOPLE_VERBS = re.compile(
    r"(?:call|ring|phone|visit|write to|write|text|message|see|check (?:in|on|up)|drive|pick|help|take|"
    r"invite|thank|apologi[sz]e|send|go and see|go see|stop by|drop by|talk to|speak to|cook for|look "
    r"after|be there|babysit|meet)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    rf"^\w+(?: \w+){{0,2}}? (?:him|her|them|(?:my|our|your) (?:{OTHERS})|"
    rf"(?i:{FAMILY})|{NAME})\b"
)


def duty(heard: Heard, before: str) -> Draft | None:
    """`I have to ...`, `need to ... by Friday`, `I'll ... tonight`."""
    for match in (*_DUTY.finditer(heard.plain), *_BARE_DUTY.finditer(heard.plain)):
        rest = heard.plain[match.end() :]
        if _NO_DEED.match(rest) or not _own(heard.plain, match):
            continue
        strong = bool(match["strong"])
        text = phrase(heard, match.end(), before=before)
        if len(text) < 3:
            continue
        reason = "You said you have to." if strong else "You said you would."
        loose = strong and bool(_DEED.match(rest))
        return Draft(_kind(text), text, reason, match.span(), 1, needs_time=not loose, soft=not strong)
    return None


def _own(plain: str, match: re.Match[str]) -> bool:
    """Not said of somebody's words (`he says I must marry`), nor of a condition."""
    head = plain[: match.start()]
    return not re.search(
        r"\b(?:says?|said|thinks?|thought|told me|tells me|wants?|believes?|insists?|think) (?:that )?$|"
        r"\b(?:if|unless|whenever|when|until|before|after|why|what|where|how|than|everything|all|things) $",
        head,
        re.IGNORECASE,
    )


def _kind(text: str) -> CandidateKind:
    return "person" if _PEOPLE_VERBS.match(text) and _SOMEBODY.match(text) else "task"


def promise(heard: Heard, before: str) -> Draft | None:
    """`I promised her ...`, `I told Ali I'd ...`, `it was agreed that I ...`."""
    match = _AGREED.search(heard.plain)
    if match:
        text = phrase(heard, match.end(), before=before)
        return Draft("task", text, "It was agreed that you do.", match.span(), 1)
    match = _ASKED_ME.search(heard.plain)
    if match and _YES.search(heard.plain, match.end()):
        return Draft("person", phrase(heard, match.end(), before=before), "You said yes.", match.span(), 1)
    match = _PROMISE.search(heard.plain)
    if match is None:
        return None
    who, said_so = match["who"], (match["that"] or "").startswith("I")
    if not said_so and match["verb"].lower() not in {"promised", "swore"}:
        return None
    text = phrase(heard, match.end(), before=before)
    if not match["that"]:
        if not who:
            return None
        whom = re.sub(r"^(?i:my|our) ", "your ", with_names(who, before))
        given = f"Keep your promise to {whom}: {lowered(text)}"
        return Draft("person", given, "You promised.", match.span(), 1)
    if _NO_DEED.match(text):
        return None
    return Draft("person" if who else "task", text, "You promised.", match.span(), 1)


def owed(heard: Heard, before: str) -> Draft | None:
    """What you have of others: `I still have Max' saw`, `he wants it back tomorrow`, `I owe ...`."""
    match = _OWE.search(heard.plain)
    if match and not _NO_DEBT.match(heard.plain, match.end()):
        text = phrase(heard, match.start("who"), before=before)
        return Draft("person", f"You owe {text}", "You said that you owe it.", match.span(), 2)
    match = _NEEDS_BACK.search(heard.plain)
    if match is None:
        return None
    thing = _borrowed(before) or match["what"]
    text = shortened(f"Give {thing} back")
    return Draft("task", text, "It has to go back.", match.span(), 1, needs_time=True)


def _borrowed(before: str) -> str | None:
    found = [match["thing"] for match in _STILL_HAVE.finditer(before)]
    return found[-1] if found else None
