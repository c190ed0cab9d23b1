"""What a persona is told in confidence: kept as it was said, and in nothing that is made of it.

Pure. A sentence counts as about a topic where its own words say so, where it goes on from one that is ("it
is 4711"), and where it briefly answers her question about one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from companion.engine.sentences import sentences, without_lead, words
from companion.persona.topics import about
from memory.records import USER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from companion.engine.extract import Candidate
    from companion.engine.sentences import Sentence
    from memory.records import Message

_BRIEF = 6  # words of an answer that says nothing by itself
_GOES_ON = re.compile(
    r"(?:it|they|he|she)\b|(?:this|that|these|those)(?:['’]s| (?:is|was|are|were|has|had|one|will)\b)"
    r"|(?:his|her|its|their) \w+",
    re.IGNORECASE,
)


def discreet(messages: Iterable[Message], never: Sequence[str]) -> list[Message]:
    """The messages without your sentences on such a topic; one of which nothing is left is left out."""
    if not never:
        return list(messages)
    kept: list[Message] = []
    before = asked = False  # whether your last sentence, and her last question, was about such a topic
    for message in messages:
        if message.author != USER:
            asked = _asks_about(message.text, never)
            kept.append(message)
            continue
        left = []
        for place, said in enumerate(sentences(message.text)):
            answers = asked and place == 0 and len(words(said.text)) <= _BRIEF
            goes_on = before and bool(_GOES_ON.match(without_lead(said.text)))
            before = answers or goes_on or about(said.text, never) is not None
            left += [] if before else [said]
        asked = False
        kept += _with(message, left)
    return kept


def _with(message: Message, left: Sequence[Sentence]) -> list[Message]:
    """The message with these of its sentences; as it was written where those are all."""
    if not left:
        return []
    if len(left) == len(sentences(message.text)):
        return [message]
    return [replace(message, text="\n".join(said.text for said in left))]


def _asks_about(text: str, never: Sequence[str]) -> bool:
    return any(said.asks and about(said.text, never) for said in sentences(text))


def allowed(found: Iterable[Candidate], never: Sequence[str]) -> list[Candidate]:
    """The facts that are not about such a topic, by their words or by what they are filed under."""
    return [
        one
        for one in found
        if not any(about(text, never) for text in (one.topic, one.text, one.quote, one.value))
    ]


def unspoken(text: str, never: Sequence[str]) -> str:
    """A text without the sentences on such a topic."""
    if not about(text, never):
        return text
    return " ".join(said.text for said in sentences(text) if not about(said.text, never))
