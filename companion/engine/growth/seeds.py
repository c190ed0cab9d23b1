"""What a change of a persona can grow from: something of yours that came up in several conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from companion.engine.doubt import played, requested
from companion.engine.sentences import sentences
from companion.safety.crisis import in_crisis
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from companion.engine.sentences import Sentence
    from memory.records import Message

    Talk = Sequence[Message]  # a conversation, in order

Kind = Literal["length", "habit", "nickname", "joke", "topic"]

OFTEN = 3  # conversations in which a thing has to come up


@dataclass(frozen=True, slots=True)
class Seed:
    """What came up: a `kind` of thing and which one, the messages that it came up in (one a conversation, the
    first), and whether plain patterns found it or a model did.
    """

    kind: Kind
    value: str
    evidence: tuple[int, ...]
    by_code: bool = True


def yours(talk: Talk) -> Iterator[Message]:
    """What you said to her and meant: no import, no text that you asked for, no story, no cry for help."""
    for message in talk:
        meant = message.author == USER and message.origin == "said"
        if meant and not (requested(message) or played(message) or in_crisis(message.text)):
            yield message


def hers(talk: Talk) -> Iterator[Message]:
    """What she said to the end."""
    return (one for one in talk if one.author == COMPANION and one.status == "complete")


def your_sentences(talk: Talk) -> Iterator[tuple[Message, Sentence]]:
    """What you said and meant, sentence by sentence."""
    for message in yours(talk):
        for said in sentences(message.text):
            yield message, said
