"""Which of your sentences tell the most about what a conversation was about; small talk tells nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.engine.extract import requested
from companion.engine.sentences import MASK, sentences, words
from companion.engine.vocabulary import FILLERS, SMALL_TALK
from memory.records import USER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memory.records import Message

LEAST = 1.5  # a sentence of less weight says nothing that is worth a note

_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|we|we['’]\w+|our|me)\b", re.IGNORECASE)
_TO_HER = re.compile(r"\b(?:you|your|you['’]\w+)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\b\d[\d.,:/]*")
_DATE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:jan|febr)uary\b|\b(?:march|april|june|july|august)\b"
    r"|\b(?:septem|octo|novem|decem)ber\b|\b(?:tomorrow|next (?:week|month|year)|birthday|christmas)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;:] )(?!I\b)[A-ZÀ-Þ][\w-]+")
_PARTING = re.compile(
    r"\b(?:leave it (?:there|at that)|(?:talk|speak|see you|write)(?: to you)? (?:soon|later|tomorrow)"
    r"|off to bed|quick (?:hello|hi)|good ?night|kettle['’]s on)\b",
    re.IGNORECASE,
)
# What changes a life, or is still to come.
_CHANGE = re.compile(
    r"\b(?:mov(?:ed|ing)|quit|left|started|new|married|marry|wedding|engaged|divorced?|split up|broke up|died"
    r"|born|pregnant|diagnosed|allergic|accepted|hired|fired|passed|failed|bought|sold|decided|promised?|plan"
    r"|deadline|appointment|interview|exam|operation|results?|waiting|scared|afraid|worried|proud|love|hate|miss"
    r"|favou?rite|signed|booked|have to|going to|called|answered|arrived|came back|finished|extended"
    r"|together now)\b",
    re.IGNORECASE,
)
# What is still open: waited for, undecided, or meant to be done at a time that is named.
WAITING = re.compile(
    r"\b(?:wait(?:ing)? (?:for|on|to hear)|still waiting|awaiting"
    r"|(?:will|['’]ll|going to) (?:let (?:me|you|us) know|(?:call|write|come|get) back|tell (?:me|you|us))"
    r"|should (?:hear|know|find out) (?:\w+ )?(?:by|on|in|next|from|tomorrow))\b",
    re.IGNORECASE,
)
UNDECIDED = re.compile(
    r"\b(?:have|has|had)(?:n['’]t| not) (?:\w+ )?(?:decided|heard|made up|found out|chosen|told)\b"
    r"|\b(?:do|does)(?:n['’]t| not) (?:\w+ )?know (?:\w+ )?(?:yet|whether|if|what to|how to|which|when)\b"
    r"|\b(?:can['’]t|cannot) decide\b|\bundecided\b"
    r"|\bnot sure (?:yet|whether|if)\b|\bthinking (?:about|of) \w+ing\b",
    re.IGNORECASE,
)
_AT_A_TIME = (
    r"(?:next (?:week|month|year|\w+day)|tomorrow|this weekend|(?:on|by|before|until) (?:\w+day|\d{1,2} \w+)"
    r"|in (?:a|two|three|four) (?:weeks?|months?|days?))"
)
_MEANT = r"(?:I|we|you)(?:['’]ll| will|['’](?:m|re) going to| have to| need to| must| want to| plan to)"
PLANNED = re.compile(rf"\b(?:{_MEANT}\b.*\b{_AT_A_TIME}|{_AT_A_TIME}\b.*\b{_MEANT})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of yours, its `place` among them, and how much it tells; `asks`: for an answer or a text."""

    place: int
    message: Message
    text: str
    weight: float
    content: frozenset[str]
    asks: bool = False


def tellings(messages: Iterable[Message]) -> tuple[Telling, ...]:
    """Every sentence of yours, in order; a name counts for more where it is mentioned first."""
    found: list[Telling] = []
    known: set[str] = set()
    for message in messages:
        if message.author != USER:
            continue
        request = requested(message)
        for sentence in sentences(message.text):
            asks = request or sentence.asks
            content = content_words(sentence.masked)
            fresh = frozenset(_NAME.findall(sentence.masked)) - known
            known |= fresh
            weight = weigh(sentence.masked) + 0.5 * min(len(fresh), 2) - 1.5 * asks
            found.append(Telling(len(found), message, sentence.text, weight, content, asks))
    return tuple(found)


def weigh(sentence: str) -> float:
    """How much a sentence tells: who speaks of themself, names, dates, numbers, changes, rare words."""
    content = content_words(sentence)
    small_talk = not content - SMALL_TALK and not _DIGITS.search(sentence)
    if small_talk or _PARTING.search(sentence):
        return 0.0
    long = sum(len(word) > 6 for word in content)
    weight = 0.3 * min(len(content), 8) + 0.15 * min(long, 4)
    weight += 1.0 * bool(_FIRST_PERSON.search(sentence))
    weight += 0.8 * min(len(_DIGITS.findall(sentence)) + len(_DATE.findall(sentence)), 2)
    weight += 0.6 * min(len(_NAME.findall(sentence)), 2)
    weight += 0.8 * bool(_CHANGE.search(sentence))
    weight += 0.6 * any(kind.search(sentence) for kind in (WAITING, UNDECIDED, PLANNED))
    weight -= 0.8 * bool(_TO_HER.search(sentence))
    weight -= 3.0 * (sentence.count(MASK) > len(sentence) / 2)
    return max(0.0, weight - 0.02 * max(0, len(sentence) - 200))


def content_words(text: str) -> frozenset[str]:
    """Its words that are not fillers."""
    return frozenset(word for word in words(text) if word not in FILLERS and word != MASK)
