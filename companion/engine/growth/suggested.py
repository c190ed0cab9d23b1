"""What a model takes for a nickname, a joke or a topic of yours, held against your words. Pure.

A model finds what patterns miss, and much that is not there: what it quotes has to be yours, from several
conversations, and the words that it found have to be in each quote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from companion.engine.growth.seeds import OFTEN, Seed, your_sentences, yours
from companion.engine.growth.topics import is_fit
from companion.engine.prompts import dialogue
from companion.engine.sentences import words
from companion.models.protocol import Options, Request
from companion.models.tokens import count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from companion.engine.growth.seeds import Talk

_TOKENS, _AROUND = 400, 64  # of the answer, and what a chat template adds
_LONGEST = 60  # characters of what was found
_MOST = 4  # finds of one reply
_DAYS = 12  # conversations that a model is shown
_SENTENCE = 160  # characters; longer ones tell of something, and are no joke

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "found": {
            "type": "array",
            "maxItems": _MOST,
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"enum": ["nickname", "joke", "topic"]},
                    "value": {"type": "string"},
                    "quotes": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
                },
                "required": ["kind", "value", "quotes"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["found"],
    "additionalProperties": False,
}


def asked(talks: Sequence[Talk], window: int) -> Request | None:
    """The request, with your latest conversations as far as they fit; None where there are too few."""
    room = (
        window - _TOKENS - _AROUND - sum(count(part.content) + 8 for part in dialogue("find_growth", said=""))
    )
    days: list[str] = []
    for talk in reversed([talk for talk in talks if any(True for _ in yours(talk))][-_DAYS:]):
        lines = [" ".join(said.text.split()) for _, said in your_sentences(talk)]
        text = "\n".join(f"- {line}" for line in lines if len(line) <= _SENTENCE)
        room -= count(text) + 8
        if room < 0:
            break
        days.append(text)
    if len(days) < OFTEN:
        return None
    told = "\n".join(f"Day {number}\n{text}" for number, text in enumerate(reversed(days), 1))
    options = Options(temperature=0.1, max_tokens=_TOKENS, schema=SCHEMA)
    return Request(dialogue("find_growth", said=told), options)


def vouched(reply: str, talks: Sequence[Talk], known: Collection[str]) -> Iterator[Seed]:
    """What your words bear out; `known` are names of others. Raises `ValueError` if it can't be read."""
    from pydantic import BaseModel, Field, ValidationError  # slow to import

    class Found(BaseModel):
        kind: Literal["nickname", "joke", "topic"]
        value: str = Field(max_length=_LONGEST)
        quotes: list[str] = Field(max_length=10)

    class Reply(BaseModel):
        found: list[Found]

    try:
        said = Reply.model_validate_json(reply)
    except ValidationError:
        raise ValueError("The reply is not in the form that was asked for.") from None
    for one in said.found[:_MOST]:
        value = " ".join(one.value.split())
        evidence = _evidence(value, one.quotes, talks)
        if len(evidence) >= OFTEN and not set(words(value)) & set(known) and is_fit(value):
            yield Seed(one.kind, value, evidence, by_code=False)


def _evidence(value: str, quotes: Sequence[str], talks: Sequence[Talk]) -> tuple[int, ...]:
    """The messages that are quoted with the value in them, one a conversation."""
    wanted = [f" {' '.join(words(quote))} " for quote in quotes]
    phrase = f" {' '.join(words(value))} "
    if not phrase.strip():
        return ()
    found: dict[int, int] = {}
    for place, talk in enumerate(talks):
        for message in yours(talk):
            text = f" {' '.join(words(message.text))} "
            if any(phrase in quote and quote in text for quote in wanted):
                found.setdefault(place, message.id)
    return tuple(found.values())
