"""A conversation's title: your first words that tell what it is about, in code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.telling import LEAST, tellings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.engine.telling import Telling
    from memory.records import Message

LONGEST = 48  # characters
_EARLY = 6  # sentences; a title comes from the beginning, if that tells anything
_ASKING = 1.5  # what a question weighs less in a summary counts for a title

_OPENING = re.compile(
    r"^(?:(?:hi|hey|hello|ok|okay|so|well|oh|anyway|also|and|but|yes|no|thanks|please|honestly|actually|btw"
    r"|by the way|can you|could you|would you"
    r"|(?:i was wondering|do you know|tell me)(?: if| whether)?)\b[\s,:!.-]*)+",
    re.IGNORECASE,
)

_GREETING = re.compile(r"(?:hi|hey|hello|good (?:morning|evening)|dear)[\s,]+\w+[\s.!,]*", re.IGNORECASE)


def title(messages: Sequence[Message]) -> str:
    """A title of at most 48 characters; empty where you said nothing yet that tells what it is about."""
    said = [one for one in tellings(messages) if not _GREETING.fullmatch(one.text)]
    telling = next((one for one in said[:_EARLY] if _worth(one) >= LEAST), None)
    telling = telling or max(said, key=_worth, default=None)
    if telling is None or _worth(telling) < LEAST:
        return ""
    return shortened(_OPENING.sub("", telling.text) or telling.text)


def _worth(telling: Telling) -> float:
    return telling.weight + _ASKING * telling.asks if telling.weight > -_ASKING else 0.0


def shortened(text: str, longest: int = LONGEST) -> str:
    """One line of at most `longest` characters, cut between words, with an ellipsis where it was cut."""
    text = " ".join(text.split()).rstrip(" .,;:")
    if len(text) > longest:
        cut = text[: longest - 1]
        text = (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" .,;:-") + "…"
    return text[:1].upper() + text[1:]
