"""Facts about you, from your own words: plain statements by patterns, with the words that they rest on.

Pure: of messages alone, some ten thousand a second. Not covered: what a model finds (`vouch.py` checks that),
and what becomes of a fact that is known already or has changed (`reconcile.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.engine.doubt import NOT, SUPPOSED, doubtful, played, requested
from companion.engine.ellipsis import about_another, filled_in
from companion.engine.held import Held, held, once
from companion.engine.sentences import Sentence, masked, second_person, sentence_case, sentences
from companion.engine.statements import PATTERNS
from companion.engine.vocabulary import (
    KIN,
    NOT_NAMES,
    NOT_PLACES,
    NOT_TOWNS,
    OCCUPATIONS,
    PARTNERS,
    SHORT,
)
from memory.records import USER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from companion.engine.patterns import Pattern
    from memory.records import Message

__all__ = ["HEDGED", "NOT", "SUPPOSED", "SURE", "Candidate", "patterns", "requested"]

SURE, HEDGED = 0.9, 0.6
_INTRODUCED_WITHIN = 3  # messages of yours; later, "I'm Lena" is rarely an introduction
_NEAR = 12  # characters after a statement in which "I think" is about it
_LONGEST = 4000  # characters; what is longer was pasted

_HEDGE = re.compile(
    r"\b(?:i guess|i think|i suppose|probably|apparently|i believe|sort of|kind of)\b", re.IGNORECASE
)
_CORRECTING = re.compile(
    r"(?:^|[.!?,] )(?:no(?=[,.!])|nope|wrong|that['’]?s (?:wrong|not right|not true|incorrect)|not quite"
    r"|correction"
    r"|i meant|actually(?=,)|sorry,)",
    re.IGNORECASE,
)
_NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_TITLES = frozenset({"Dr", "Mr", "Mrs", "Ms", "Prof", "Frau", "Herr", "Madame", "Monsieur"})
_TAG = re.compile(
    r",\s*(?:did I (?:ever )?(?:say|tell|mention)\b[^,?]*|have I (?:told|mentioned)\b[^,?]*|can you "
    r"believe (?:it|that)"
    r"|remember|right|you know)\?\W*$",
    re.IGNORECASE,
)
# What has one after the other: of these, what was once is seldom so today.
_IN_TURN = frozenset({"home", "work", "partner", "hobby", "pet", "belonging"})
_TIMED = _IN_TURN | {"study", "family", "people", "health", "food", "language", "goal"}
# What is liked at the moment, of what is spoken of, or is too vague to mean anything later.
_PASSING = re.compile(
    r"^(?:to|how|when|if|that|what|it|this|these|those|you|your|him|her|his|its|their|them|being|my|one"
    r"|more|where"
    r"|who|seeing|so|too|all|everything|nothing|something|anything|both|us|me|not|is|are|was|were|every"
    r"|each|having"
    r"|same|such|lots?|most|because|for|from|about)\b"
    r"|^the (?!ocean|sea\b|beach|mountains?|outdoors|countryside|rain|snow|cold|heat|winter|summer|autumn"
    r"|spring"
    r"|fall\b|forest|woods|desert|theatre|theater|opera|cinema|gym|(?:smell|taste|sound) of)"
    r"|\b(?:today|tonight|now|this|that|these|those|it|you|your|here|there|idea|too|much|yours|them|him"
    r"|his|their"
    r"|the (?:way|idea|look))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact before it is learned: `text` says it to you, `quote` are your words in message `source`.

    `value` is what tells it from another fact of its topic; `change` marks the end of what held before,
    `correcting` that you put something right. Known facts with all words of `ends` are over (of the topics
    `of`, if any); with `known` it is a fact only if there are such, with
    `about`, a name, only if that is somebody known. Without a text it is a word, `value`, in
    the place of `wrong` in a known fact. `plain` is what code found, and no model. `since` and `until`
    are the times that you tell of; `told` is when, where that is long ago. `live`: said here, not imported.
    """

    topic: str
    text: str
    quote: str
    source: int
    at: datetime
    value: str
    confidence: float = SURE
    change: bool = False
    correcting: bool = False
    ends: str = ""
    of: tuple[str, ...] = ()
    known: bool = False
    about: str = ""
    wrong: str = ""
    plain: bool = True
    since: datetime | None = None
    until: datetime | None = None
    told: datetime | None = None
    live: bool = False

    @property
    def when(self) -> datetime:
        """The time by which it is newer or older than another."""
        return self.told or self.at


def patterns(messages: Iterable[Message], *, begins: bool = True) -> tuple[Candidate, ...]:
    """The plain statements about yourself, in the order in which you made them; `begins`: the conversation
    does with these messages.
    """
    found: list[Candidate] = []
    messages = list(messages)
    yours = [message for message in messages if message.author == USER]
    of_another = _after_another(messages, begins=begins)
    for place, message in enumerate(yours):
        introducing = begins and place < _INTRODUCED_WITHIN
        here = list(_in_message(message, introducing=introducing, of_another=of_another[message.id]))
        found += [one for one in here if not any(_tells_more(other, one) for other in here)]
    once: dict[tuple[int, str, tuple[str, ...]], Candidate] = {}
    for one in sorted(found, key=_conditional):
        text = one.text or one.quote
        if (one.source, text, ()) not in once:
            once.setdefault((one.source, text, one.of if _conditional(one) else ()), one)
    kept = {id(one) for one in once.values()}
    return tuple(one for one in found if id(one) in kept)


def _after_another(messages: Sequence[Message], *, begins: bool) -> dict[int, bool]:
    """For each message whether what was said just before is about somebody else than you, or is not known."""
    found, of_another = {}, not begins
    for message in messages:
        found[message.id] = of_another
        of_another = message.author != USER and about_another(message.text)
    return found


def _in_message(message: Message, *, introducing: bool, of_another: bool) -> Iterator[Candidate]:
    if len(message.text) > _LONGEST or requested(message) or played(message):
        return
    whole = Sentence(0, message.text, masked(message.text))
    found = list(_in_text(_ACROSS, message, whole))
    told = tuple(map(_without_tag, sentences(message.text)))
    for said in filled_in(told, of_another=of_another):
        if not said.asks:
            found += _in_text(_WITHIN if introducing else _LATER, message, said)
    yield from (one for _, one in sorted(found, key=lambda placed: placed[0]))


def _without_tag(said: Sentence) -> Sentence:
    """A statement that only ends as a question: "I'm vegan, have I told you?"."""
    tag = _TAG.search(said.masked)
    return Sentence(said.start, said.text[: tag.start()], said.masked[: tag.start()]) if tag else said


_ACROSS = tuple(one for one in PATTERNS if one.across)
_WITHIN = tuple(one for one in PATTERNS if not one.across)
_LATER = tuple(one for one in _WITHIN if not one.introduces)


def _in_text(
    looked_for: Iterable[Pattern], message: Message, said: Sentence
) -> Iterator[tuple[int, Candidate]]:
    """What the patterns find, with its place in the message."""
    low = said.masked.lower()
    for pattern in looked_for:
        if not pattern.cue or any(cue in low for cue in pattern.cue):
            yield from _found(pattern, message, said)


def _found(pattern: Pattern, message: Message, said: Sentence) -> Iterator[tuple[int, Candidate]]:
    for match in pattern.regex.finditer(said.masked):
        doubt = doubtful(said, match.start(), match.end(), negative=pattern.negative)
        if doubt or not _meant(match) or (pattern.topic in _IN_TURN and once(said, *match.span())):
            continue
        timed = pattern.topic in _TIMED and "called" not in pattern.says
        when = held(said, *match.span(), message.at, past=pattern.past) if timed else None
        if pattern.past == bool(when and when.until):
            yield said.start + match.start(), _candidate(pattern, match, message, said, when)


def _tells_more(other: Candidate, one: Candidate) -> bool:
    """Whether the other says the same, and more."""
    kin = {"family", "people"}
    alike = {one.topic, other.topic} <= kin or one.topic == other.topic
    return (
        alike
        and not _conditional(other)
        and len(other.text) > len(one.text)
        and one.quote in other.quote
        and (one.value in other.value or one.topic not in kin)
    )


def _conditional(one: Candidate) -> bool:
    """Whether it is a fact only beside others that are known."""
    return one.known or bool(one.about)


def _meant(match: re.Match[str]) -> bool:
    """Whether the words that a pattern found are of the kind that it is about."""
    kept = {name: text for name, text in match.groupdict().items() if text}
    return all(_KINDS[name](text) for name, text in kept.items() if name in _KINDS)


def _is_name(text: str) -> bool:
    parts = text.split()
    if len(parts) > 1 and parts[0].rstrip(".") in _TITLES:
        del parts[0]
    return not any(part.lower() in NOT_NAMES or (part.isupper() and len(part) > 1) for part in parts)


def _is_trade(text: str) -> bool:
    return text.lower() in OCCUPATIONS or text.lower().endswith(("ologist", "ographer", "therapist"))


_KINDS: dict[str, Callable[[str], bool]] = {
    "who": _is_name,
    "name": _is_name,
    "place": lambda text: text.split()[0].lower() not in NOT_PLACES | NOT_TOWNS,
    "where": lambda text: (
        text.split()[-1].lower() not in NOT_TOWNS
        and text.split()[1:2] != ["Team"]
        and (text.split()[-1].lower() not in NOT_NAMES or text[:2] not in {"in", "to", "ne", "fr"})
    ),
    "job": _is_trade,
    "age": lambda text: not text.isdigit() or 3 < int(text) < 120,
    "liked": lambda text: not _PASSING.search(text),
}


def _candidate(
    pattern: Pattern, match: re.Match[str], message: Message, said: Sentence, when: Held | None
) -> Candidate:
    kept = {name: _put(name, text or "") for name, text in match.groupdict().items()}
    topic = pattern.topic.format(**kept)
    if topic == "people" and set(kept.get("kin", "").split()) & {*KIN, *PARTNERS}:
        topic = "family"
    days = {name: _date(message.at, days) for name, days in _NEAR_DAYS.items()}
    text = sentence_case(pattern.says.format(**kept, **days, month=f"{message.at:%B %Y}"))
    right = next((kept[name] for name in ("right", "renamed", "moved") if kept.get(name)), "")
    return Candidate(
        topic=topic,
        text=text,
        quote=said.text[max(match.start(), said.added) : match.end()].strip(" ,.:;!-"),
        source=message.id,
        at=message.at,
        value=right or " ".join(" ".join(kept.values()).split()) or text,
        confidence=HEDGED if _HEDGE.search(said.masked, 0, match.end() + _NEAR) else SURE,
        change=pattern.change,
        correcting=bool(_CORRECTING.search(message.text)),
        ends=pattern.ends.format(**kept),
        of=pattern.of,
        known=pattern.known,
        about=kept["name"] if pattern.about else "",
        wrong=kept.get("wrong", ""),
        since=when and when.since,
        until=when and when.until,
        told=when and when.told,
        live=message.origin != "import",
    )


def _date(at: datetime, days: int) -> str:
    """So many days after that instant: "3 May"."""
    day = at + timedelta(days)
    return f"{day.day} {day:%B}"


def _put(name: str, text: str) -> str:
    if name == "kin":
        return " ".join(
            SHORT.get(word.lower(), word if word.isupper() else word.lower()) for word in text.split()
        )
    if name in {"who", "place"} and text == text.lower():
        return text.title()
    return second_person(text)
