"""Sentences that say what you wait for: what others said they would do, what should arrive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.initiative.notice.candidate import Draft
from companion.initiative.notice.people import NAME, WHO, last_person
from companion.initiative.notice.wording import lowered, phrase, shortened

if TYPE_CHECKING:
    from companion.initiative.notice.heard import Heard

_RECIPROCAL = (
    r"send|call|ring|phone|bring|return|pay|get back|let (?:me|us) know|deliver|give|lend|fix|reply|answer|"
    r"transfer|mail|e-?mail|text|forward|ship|come back|come round|come by|confirm|decide|tell|show|repair|"
    r"drop|have (?:it|them|the)|be in touch|write back|write me|write to me|hand|refund|invoice|install|"
    r"finish|publish|post|drive me|take me|pick me"
)
_THEY_WILL = re.compile(
    rf"(?P<who>\b(?:{WHO}|(?i:the|my|our) \w+(?: \w+)?|(?i:he|she|they)))(?: has| have|'s|'ve)?(?: also)? "
    rf"(?:(?:said|says|promised|swore|told me|told us|agreed|assured me|wrote)(?: me| us)?(?: that)? "
    rf"(?:(?:he|she|they|it|{NAME})(?:'d|'ll| would| will| can| could)|to)|(?:'ll|will|is going to|are "
    rf"going to|is supposed to|are supposed to|should|is meant to))(?: also| then| probably| finally)? "
    rf"(?P<what>(?:{_RECIPROCAL})\b)"
)
_SHOULD_COME = re.compile(
    r"(?P<what>\b(?:the |my |our |his |her )?(?:\w+ )?(?:results?|answer|decision|verdict|parcel|package|"
    r"delivery|letter|reply|quote|offer|visa|passport|keys|order|contract|refund|money|payment|feedback|"
    r"grades?|marks?|news|report|diagnosis|shipment|couch|sofa|washing machine|fridge|part|parts|"
    r"documents?|papers|invoice|estimate|ticket|tickets|book|test results|lab results)) (?:should|will|'ll|"
    r"is supposed to|are supposed to|is due to|are due to|ought to|is meant to|are meant to|is going to|"
    r"are going to|is|are|comes?|arrives?|gets?)(?: be)?(?: \w+)?",
    re.IGNORECASE,
)
_AWAIT = re.compile(
    r"\bI(?:'m| am)?(?: still)? (?:waiting|await(?:ing)?) (?:for |on )?(?P<what>[\w' -]+)|"
    r"\b(?:I|we) (?:should|will|'ll) (?:hear|know|find out|get)\b(?P<news>[\w' -]*)",
    re.IGNORECASE,
)

_OWES_ME = re.compile(
    rf"(?P<who>\b(?:{WHO}|[A-Z]{{2,5}}|(?i:(?:the|my|our) \w+|he|she|they))) (?:still "
    rf")?owes? (?:me|us) (?=\w)"
)


def awaited(heard: Heard, before: str) -> Draft | None:
    """`Ida said she'd lend me her van on Sunday`, `the parcel should arrive tomorrow`."""
    match = _THEY_WILL.search(heard.plain)
    if match and match["who"].split()[0].lower() not in {"i", "we", "you"} and _concerns_me(heard, match):
        deed = phrase(heard, match.start("what"), before=before)
        return Draft("follow_up", shortened(f"Ask {_whom(match['who'], before)} to {lowered(deed)}"),
                     "It was promised to you for then.", match.span(), 2, needs_time=True)  # fmt: skip
    match = _OWES_ME.search(heard.plain)
    if match:
        text = f"Ask {_whom(match['who'], before)} about {lowered(phrase(heard, match.end(), before=before))}"
        return Draft("follow_up", shortened(text), "It is owed to you.", match.span(), 2)
    match = _SHOULD_COME.search(heard.plain) or _AWAIT.search(heard.plain)
    if match is None:
        return None
    named = match.groupdict()
    topic = (named.get("what") or named.get("news") or "").strip()
    topic = re.sub(r"^(?:back )?(?:from|about|whether|if)\b", "", topic).strip() or "the answer"
    subject = _topic(before) if len(topic.split()) < 2 else None
    text = shortened(f"Ask about {_plain_phrase(heard, match, topic)}{f' ({subject})' if subject else ''}")
    return Draft("follow_up", text, "You are waiting for it.", match.span(), 3, needs_time=True)


def _whom(who: str, before: str) -> str:
    """Whom to ask: the name, or whom the pronoun stands for."""
    if who.lower() in {"he", "she", "they"}:
        return last_person(before) or {"he": "him", "she": "her"}.get(who.lower(), "them")
    return re.sub(r"^(?i:my|our) ", "your ", who)


def _plain_phrase(heard: Heard, match: re.Match[str], topic: str) -> str:
    start = heard.plain.find(topic, match.start())
    if start < 0:
        return topic
    return lowered(phrase(heard, start, start + len(topic)))


def _topic(before: str) -> str | None:
    """What the sentence before was about, where it is a few words: `Scan over.`"""
    last = re.split(r"[.!?]\s+", before.strip())[-1].strip(" .!?")
    return last if 0 < len(last.split()) <= 5 else None


def _concerns_me(heard: Heard, match: re.Match[str]) -> bool:
    rest = heard.plain[match.start("what") :]
    other = re.match(rf"\w+(?: \w+)? (?:to )?(?:(?:his|her|their) (?!.*\bto me\b)|{NAME}\b)", rest)
    return not other
