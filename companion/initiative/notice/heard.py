"""What you said, sentence by sentence, each with the sentences around it and the times that are in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.engine.sentences import sentences
from companion.initiative.when import find_when
from memory.records import USER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from companion.initiative.when import Found, When
    from memory.records import Message

_LONGEST = 600
"""Characters of a sentence that somebody says; what is longer was pasted."""
_FOLLOWS_ON = re.compile(
    r"^(?:at|on|by|in|from|tomorrow|tonight|around|i've to be|i have to be|be "
    r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence, apostrophes made straight; `quote` is as it was written. `plain` has quotations blotted
    out and is as long. `turn` counts your messages.
    """

    message: int
    turn: int
    quote: str
    text: str
    plain: str
    asks: bool
    now: datetime
    found: Found

    @property
    def when(self) -> When | None:
        """The time that the whole sentence means."""
        return self.found.when

    def clause_when(self, start: int, end: int) -> When | None:
        """The sentence's time, or where that is in doubt, the time of the words around a place in it."""
        if self.found.when or len(self.found.spans) < 2:
            return self.found.when
        first = max((match.end() for match in _CLAUSE.finditer(self.plain, 0, start)), default=0)
        after = _CLAUSE.search(self.plain, end)
        return find_when(self.plain[first : after.start() if after else len(self.plain)], self.now).when


_CLAUSE = re.compile(r"[,;:–—] |\b(?:and|but|because|since|so|else|otherwise)\b ", re.IGNORECASE)


def heard(messages: Sequence[Message], now: datetime) -> list[Heard]:
    """Your sentences, in order; a time in them is seen from when it was said."""
    said: list[Heard] = []
    turn = 0
    for message in messages:
        if message.author != USER:
            continue
        turn += 1
        at = message.at.astimezone(now.tzinfo)
        for sentence in sentences(message.text):
            if len(sentence.text) > _LONGEST:
                continue
            text, plain = (part.replace("’", "'") for part in (sentence.text, sentence.masked))
            found = find_when(plain, at)
            said.append(Heard(message.id, turn, sentence.text, text, plain, sentence.asks, at, found))
    return said


def own_time(said: Sequence[Heard], i: int) -> When | None:
    """The time of the i-th sentence, completed by the one after it where that adds the hour."""
    when = said[i].when
    beside = said[i + 1] if i + 1 < len(said) and said[i + 1].turn == said[i].turn else None
    if beside is None or not _FOLLOWS_ON.match(beside.plain):
        return when
    if when is None and not said[i].found.spans:
        return beside.when if len(beside.plain.split()) < 7 else None
    if when is None or not when.all_day or when.rrule or beside.when is None or beside.when.all_day:
        return when
    return find_when(f"{beside.plain.rstrip('.!?')} on {when.at:%Y-%m-%d}", said[i].now).when or when
