"""Facts about you, from your own words: plain statements by patterns, with the words that they rest on.

Pure. Not covered: what a model finds (`vouch.py` checks that), and what becomes of a fact that is known
already or has changed (`reconcile.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.engine.patterns import PATTERNS
from companion.engine.sentences import Sentence, masked, second_person, sentence_case, sentences
from companion.engine.vocabulary import KIN, NOT_NAMES, NOT_PLACES, OCCUPATIONS, PARTNERS
from memory.records import USER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from companion.engine.patterns import Pattern
    from memory.records import Message

SURE, HEDGED = 0.9, 0.6
_INTRODUCED_WITHIN = 3  # messages of yours; later, "I'm Lena" is rarely an introduction

NOT = re.compile(r"\b(?:not|no|never|no longer|nobody|without|hardly|neither|nor)\b|n['’]t\b", re.IGNORECASE)
SUPPOSED = re.compile(
    r"\b(?:if|would|could|might|maybe|perhaps|wish|wished|imagine|suppose|pretend|unless|as though|almost"
    r"|should|used to|dream(?:ed|t)?|want(?:ed)? to|hope to|thought|pretending|joking|kidding)\b|['’]d\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:i guess|i think|i suppose|probably|apparently|i believe|sort of|kind of)\b", re.IGNORECASE
)
_OTHERS_SAY = re.compile(
    r"(?<!\bI )(?<!\bI['’]ve )\b(?:says?|said|saying|told|tells?|asks?|asked|thinks?|claims?|claimed"
    r"|writes?|wrote|sings?|narrator|character|shouts?|shouted|insists?|reads?|goes)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"^\W*(?:that|whether|how|what|why|when|like) (?:I|we)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"^(?:please |can you |could you |would you |now )*(?:write|continue|make (?:it|this|the)|pretend|imagine"
    r"|translate|rewrite|rephrase|proofread|correct|role-?play|act as|you are now|let['’]?s play|ignore"
    r"|repeat|compose|draft|paraphrase|summari[sz]e)\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;:]\s|\s[-–—]\s|\b(?:but|and|because|so|although)\s", re.IGNORECASE)
# What is liked at the moment, or is too vague to mean anything later.
_PASSING = re.compile(
    r"^(?:to|how|when|if|that|what|it|this|these|those|you|your|him|her|them|being|the way|the idea|the sound"
    r"|my|one|more|where|who|seeing|so|too|all|everything|nothing|something|anything|both|us|me|being)\b"
    r"|\b(?:today|tonight|now|this|that|these|those|it|you|your|here|there|idea|too|much)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact before it is learned: `text` says it to you, `quote` are your words in message `source`.

    `value` is what tells it from another fact of its topic; `change` marks the end of what held before.
    """

    topic: str
    text: str
    quote: str
    source: int
    at: datetime
    value: str
    confidence: float = SURE
    change: bool = False


def patterns(messages: Iterable[Message]) -> tuple[Candidate, ...]:
    """The plain statements about yourself, in the order in which you made them."""
    found: list[Candidate] = []
    yours = [message for message in messages if message.author == USER]
    for place, message in enumerate(yours):
        here = list(_in_message(message, introducing=place < _INTRODUCED_WITHIN))
        found += [one for one in here if not any(_tells_more(other, one) for other in here)]
    return tuple(dict.fromkeys(found))


def requested(message: Message) -> bool:
    """Whether a text was asked for: what is in such a message is a story's or a letter's, not about you."""
    return any(_REQUEST.search(said.text) for said in sentences(message.text))


def _in_message(message: Message, *, introducing: bool) -> Iterator[Candidate]:
    if requested(message):
        return
    whole = (Sentence(0, message.text, masked(message.text)),)
    statements = tuple(said for said in sentences(message.text) if not said.asks)
    for said in statements:
        for pattern in (one for one in PATTERNS if not one.across and (introducing or not one.introduces)):
            yield from _found(pattern, message, said)
    for pattern in (one for one in PATTERNS if one.across):
        yield from _found(pattern, message, *whole)


def _found(pattern: Pattern, message: Message, said: Sentence) -> Iterator[Candidate]:
    for match in pattern.regex.finditer(said.masked):
        doubt = doubtful(said, match.start(), match.end(), negative=pattern.negative)
        if not doubt and _meant(match):
            yield _candidate(pattern, match, message, said)


def _tells_more(other: Candidate, one: Candidate) -> bool:
    """Whether the other says the same of that person, and more."""
    kin = {"family", "people"}
    return (
        {one.topic, other.topic} <= kin
        and len(other.text) > len(one.text)
        and one.quote in other.quote
        and one.value in other.value
    )


def clause(said: Sentence, start: int, end: int) -> str:
    """What stands there in a sentence, from the beginning of its clause; quotations masked."""
    begins = [mark.end() for mark in CLAUSE.finditer(said.masked, 0, start)]
    return said.masked[begins[-1] if begins else 0 : end]


def doubtful(said: Sentence, start: int, end: int, *, negative: bool = False) -> bool:
    """Whether what stands there in a sentence is asked, denied, supposed, or what others say."""
    denials = len(NOT.findall(clause(said, start, end)))
    return bool(
        said.asks
        or _FRAGMENT.search(said.masked)
        or denials > negative
        or SUPPOSED.search(said.masked[:end])
        or _OTHERS_SAY.search(said.masked[:start])
    )


def _meant(match: re.Match[str]) -> bool:
    """Whether the words that a pattern found are of the kind that it is about."""
    kept = {name: text for name, text in match.groupdict().items() if text}
    return all(_KINDS[name](text) for name, text in kept.items() if name in _KINDS)


def _is_name(text: str) -> bool:
    parts = text.split()
    return not any(part.lower() in NOT_NAMES or (part.isupper() and len(part) > 1) for part in parts)


def _is_trade(text: str) -> bool:
    return text.lower() in OCCUPATIONS or text.lower().endswith(("ologist", "ographer", "therapist"))


_KINDS: dict[str, Callable[[str], bool]] = {
    "who": _is_name,
    "place": lambda text: text.split()[0].lower() not in NOT_PLACES,
    "where": lambda text: text.split()[-1].lower() not in NOT_NAMES,
    "job": _is_trade,
    "age": lambda text: not text.isdigit() or 3 < int(text) < 120,
    "liked": lambda text: not _PASSING.search(text),
}


def _candidate(pattern: Pattern, match: re.Match[str], message: Message, said: Sentence) -> Candidate:
    kept = {name: _put(name, text or "") for name, text in match.groupdict().items()}
    topic = pattern.topic.format(**kept)
    if topic == "people" and set(kept["kin"].split()) & {*KIN, *PARTNERS}:
        topic = "family"
    return Candidate(
        topic=topic,
        text=sentence_case(pattern.says.format(**kept, month=f"{message.at:%B %Y}")),
        quote=said.text[match.start() : match.end()].strip(" ,.:;!-"),
        source=message.id,
        at=message.at,
        value=" ".join(" ".join(kept.values()).split()),
        confidence=HEDGED if _HEDGE.search(said.masked) else SURE,
        change=pattern.change,
    )


def _put(name: str, text: str) -> str:
    if name == "kin":
        return " ".join(word if word.isupper() else word.lower() for word in text.split())
    if name in {"who", "place"} and text == text.lower():
        return text.title()
    return second_person(text)
