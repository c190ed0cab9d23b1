"""A model's facts, checked against your words: what is not in them, or says something else, is refused.

Pure. Small models mix up who did what, keep moods and questions, and quote what nobody said; each refusal
has a reason, so that their number can be logged and their kinds studied.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from companion.engine.doubt import CLAUSE, NOT, clause, doubtful, played, requested
from companion.engine.extract import Candidate
from companion.engine.grounds import share, unfounded
from companion.engine.lasting import lasting, topic_of
from companion.engine.misread import compared, misread
from companion.engine.sentences import (
    MASK,
    Sentence,
    second_person,
    sentence_case,
    sentences,
    without_lead,
    words,
)
from companion.engine.telling import content_words
from memory.records import USER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from memory.records import Message

CONFIDENCE = 0.7
LONGEST = 200  # characters of a fact, and of its quote
MOST = 12  # facts of one reply
_SHARE = 0.75  # of a fact's content words have to be in the sentence that it quotes

Topic = Literal[
    "name", "age", "home", "work", "study", "family", "partner", "friend", "pet", "food", "like", "dislike",
    "hobby", "health", "birthday", "belonging", "other",
]  # fmt: skip
Reason = Literal["quote", "story", "doubt", "denial", "passing", "words", "subject", "empty"]

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "facts": {
            "type": "array",
            "maxItems": MOST,
            "items": {
                "type": "object",
                "properties": {
                    "quote": {"type": "string"},
                    "text": {"type": "string"},
                    "topic": {"enum": list(get_args(Topic))},
                },
                "required": ["quote", "text", "topic"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["facts"],
    "additionalProperties": False,
}

_OBJECT = re.compile(r"\{[^{}]*\}")
_ABOUT_THE_USER = re.compile(r"^(?:the )?(?:user|person|speaker)(?P<own>['’]s)?\b", re.IGNORECASE)
_REPORTED = re.compile(r"^you (?:said|mentioned|told (?:me|samantha)|say)(?: that)?\b[\s,:]*", re.IGNORECASE)
_I = re.compile(r"\b(?:I|we|im)\b", re.IGNORECASE)
_MINE = re.compile(r"^\W*(?:\w+ ){0,2}?(?:my|our)\b", re.IGNORECASE)


class Verdict(NamedTuple):
    """What may be learned of a reply, and why the rest may not."""

    facts: tuple[Candidate, ...]
    refused: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote stands: in which sentence of the message, after which other one, from where to where."""

    message: Message
    before: str
    said: Sentence
    start: int
    end: int
    quote: str


class _RefusedError(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def vouched(reply: str, messages: Sequence[Message]) -> Verdict:
    """The facts in a model's reply that your messages bear out. Raises `ValueError` if it can't be read."""
    yours = [message for message in messages if message.author == USER]
    kept: list[Candidate] = []
    refused: list[Reason] = []
    for quote, text, topic in read(reply)[:MOST]:
        try:
            kept.append(_checked(quote, text, topic, yours))
        except _RefusedError as refusal:
            refused.append(refusal.reason)
    return Verdict(tuple(dict.fromkeys(kept)), tuple(refused))


def read(reply: str) -> list[tuple[str, str, Topic]]:
    """Quote, text and topic of each fact in the reply, also of one that was cut off.

    Raises `ValueError` where nothing in it can be read.
    """
    from pydantic import BaseModel, Field, ValidationError  # slow to import

    class Said(BaseModel):
        quote: str = Field(max_length=2 * LONGEST)
        text: str = Field(max_length=LONGEST)
        topic: Topic = "other"

    found: list[tuple[str, str, Topic]] = []
    for piece in _OBJECT.findall(reply):
        try:
            said = Said.model_validate_json(piece)
        except ValidationError:
            continue
        found.append((said.quote, said.text, said.topic))
    if not found and not _says_none(reply):
        raise ValueError("The reply holds no facts in the form that was asked for.")
    return found


def _says_none(reply: str) -> bool:
    try:
        return bool(json.loads(reply) == {"facts": []})
    except ValueError:
        return False


def _checked(quote: str, text: str, topic: Topic, yours: Iterable[Message]) -> Candidate:
    place = _found(quote, yours)
    if (
        requested(place.message)
        or played(place.message)
        or MASK in place.said.masked[place.start : place.end]
    ):
        raise _RefusedError("story")
    if doubtful(place.said, place.start, place.end, negative=True):
        raise _RefusedError("doubt")
    said = lasting(_worded(text, place), place.quote)
    if said is None:
        raise _RefusedError("passing")
    return Candidate(
        topic=topic_of(said, topic),
        text=said,
        quote=place.quote,
        source=place.message.id,
        at=place.message.at,
        value=said,
        confidence=CONFIDENCE,
        plain=False,
    )


def _found(quote: str, yours: Iterable[Message]) -> _Place:
    """Where your words are that the model quotes; the quote may differ in case, space and punctuation."""
    asked = words(quote)
    if len(asked) < 2 or len(quote) > LONGEST:
        raise _RefusedError("quote")
    wanted = re.compile(r"[\W_]+".join(map(_either_apostrophe, asked)), re.IGNORECASE)
    for message in yours:
        match = wanted.search(message.text)
        if match:
            return _place(message, match)
    raise _RefusedError("quote")


def _either_apostrophe(word: str) -> str:
    return rf"\b{re.escape(word)}\b".replace("'", "['’]")


def _place(message: Message, match: re.Match[str]) -> _Place:
    """The quote's last sentence: what comes before it, a greeting mostly, is none of the fact's words."""
    before = ""
    for said in sentences(message.text):
        if said.start < match.end() <= said.start + len(said.text):
            start = max(0, match.start() - said.start)
            end = match.end() - said.start
            return _Place(message, before, said, start, end, said.text[start:end])
        before = said.text
    raise _RefusedError("quote")


def _worded(text: str, place: _Place) -> str:
    """The fact as it may be kept: in the model's words where they say what you said, else in yours."""
    reason = _objection(second := _to_you(text), place)
    if reason is None:
        return second
    own = without_lead(place.quote)
    if reason == "denial" or not _I.match(own) or len(words(own)) < 3:
        raise _RefusedError(reason)
    return sentence_case(second_person(own))


def _to_you(text: str) -> str:
    text = " ".join(text.split())
    text = _ABOUT_THE_USER.sub(lambda user: "Your" if user["own"] else "You", text)
    return sentence_case(second_person(without_lead(_REPORTED.sub("", text))))


def _objection(text: str, place: _Place) -> Reason | None:
    """Why a model's wording can't stand for what was said there, if there is a reason."""
    if bool(NOT.search(clause(place.said, place.start, place.end))) != bool(NOT.search(text)):
        return "denial"
    if not content_words(text):
        return "empty"
    near = f"{place.before} {place.said.text}" if text.startswith("Your") else place.quote
    if share(text, near) < _SHARE or unfounded(text, place.message.text):
        return "words"
    if not _same_subject(text, place):
        return "subject"
    return "words" if misread(text, clause(place.said, place.start, place.end)) else None


def _same_subject(text: str, place: _Place) -> bool:
    """Whether the fact is about whom the words are about: you, or someone or something of yours."""
    if compared(text, place.said.masked):
        return False
    around = clause(place.said, place.start, place.end)
    told = max(CLAUSE.split(around), key=lambda part: share(text, part))
    if _MINE.search(told):
        return text.startswith("Your ")
    if text.startswith(("You ", "You're ")):
        return bool(_I.search(told))
    return text.startswith("Your ") and _yours(text, f"{place.before} {place.said.text}")


def _yours(text: str, near: str) -> bool:
    """Whether you called what it is about yours: "my brother Piotr", in this sentence or before."""
    whose = re.search(rf"\b(?:my|our) (?:\w+ )?{re.escape(words(text)[1])}\b", near, re.IGNORECASE)
    return bool(whose) and share(_subject(text), near) == 1.0


def _subject(text: str) -> str:
    return " ".join(text.split()[1:3])
