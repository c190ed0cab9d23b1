"""Whether someone asks of her what the text that she comes from does not say. Pure.

A persona that names its `sources`, and has lore with a `source`, speaks from a text. Asked about herself, or
to tell of something, where no passage comes in, a model would rather make something up than remember what the
persona's file says of that; so it is told once more, where it is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.sentences import masked, sentences
from companion.engine.telling import content_words
from companion.engine.vocabulary import SMALL_TALK
from companion.persona.lore import fired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.persona.persona import Persona

_TELL_ME = re.compile(r"\b(?:tell|show|remind) (?:me|us)\b", re.IGNORECASE)
_ASKING = re.compile(
    r"(?:(?:please|so|and|but|now)\b[, ]*)*(?:tell|describe|explain|say"
    r"|(?:what|where|when|who|whom|whose|why|how|which)(?:['’]s)?|did|do|have|had|were|was|are)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\btell (?:\w+ )?(?:about|of)\b|\bdescribe\b|\bwhat about\b|\bwho(?: (?:is|are|was|were)|['’]s)\b"
    r"|\bwhat (?:happened|became)\b",
    re.IGNORECASE,
)
_HERS = re.compile(r"\b(?:you|your|yours|yourself|you['’](?:re|ve|d|ll))\b", re.IGNORECASE)
_MINE = re.compile(r"\b(?:i|me|my|mine|myself|we|us|our|ours|i['’]\w+|we['’]\w+)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:it|that|this|these|those|he|him|his|she|her|hers|they|them|their)\b", re.IGNORECASE
)


def is_unsaid(persona: Persona, before: Sequence[str], message: str) -> bool:
    """Whether the message asks what her text would have to say, and no passage of it is about that; `before`
    is what was said lately, for a question that points back.
    """
    speaks_from_text = persona.sources and any(entry.source for entry in persona.lore)
    if not (speaks_from_text and asks_of_her(message)):
        return False
    texts = [*before, message] if _POINTING.search(message) else [message]
    return not fired([entry for entry in persona.lore if entry.source or not entry.always], texts)


def asks_of_her(message: str) -> bool:
    """Whether it asks about her or to be told of something, not about who asks, and more than how she is."""
    plain = _TELL_ME.sub("tell", masked(message))
    return (
        any(one.asks or _ASKING.match(one.text) for one in sentences(plain))
        and bool(_HERS.search(plain) or _TELLING.search(plain))
        and not _MINE.search(plain)
        and bool(content_words(plain) - SMALL_TALK)
    )
