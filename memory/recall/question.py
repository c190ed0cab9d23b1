"""What a question asks for: words, a time, and whose words they were. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.recall.dates import Span, asked, timeless
from memory.recall.words import terms
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from datetime import datetime

_OF_ME = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|us|our|ours)\b")
_OF_YOU = re.compile(r"\b(?:you|you've|you'd|your|yours|yourself)\b")
_YOU_SPOKE = re.compile(
    r"\b(?:did|do|have|had|would|could|were|are|was) you\b|\byours?\b|\byou(?:'ve|'d)? (?:said|say|told|tell|"
    r"suggest\w*|recommend\w*|call\w*|advis\w*|ask\w*|answer\w*|promis\w*|mention\w*|explain\w*|wrote|thought)\b"
)
_I_SPOKE = re.compile(
    r"\b(?:did|do|have|had|would|could|was|am) i\b"
    r"|\bi(?:'ve|'d)? (?:said|say|told|tell|ask\w*|mention\w*|promis\w*)\b"
)

# Ways to ask that say nothing of whose words are meant: "do you remember what I ...", "can you tell me ...".
_FRAME = re.compile(
    r"\b(?:do|don't|can|could|would|will) you (?:still |even |also |please |happen to )?"
    r"(?:remember|recall|know|think|guess|believe|tell|remind|say)(?: me)?\b"
    r"|\b(?:remind|tell) me\b|\byou (?:know|remember)\b"
)


_WHEN = re.compile(
    r"\b(?:when|since when|how long|(?:what|which) (?:date|day|month|year|weekday|time)|how (?:many|much) "
    r"(?:days|weeks|months|years|time))\b"
)
_NUMBER = re.compile(
    r"\b(?:how (?:many|much|old|often|far|big|tall|long|high|fast)|what (?:number|price|size))\b"
)
_PLACE_OR_PERSON = re.compile(
    r"\b(?:where|who|whom|whose|called|named"
    r"|(?:which|what) (?:city|country|place|town|street|name|book|film|movie|song|brand))\b"
)
_BEFORE = re.compile(
    r"\b(?:used to|before|originally|at first|first(?! name)|(?<!how )old|former(?:ly)?|previous(?:ly)?"
    r"|initially|back then|until|earlier|original|ex)\b"
)
_THEN = re.compile(
    r"\b(?:did|was|were|had|ago|once|during|after"
    r"|last (?:year|month|week|spring|summer|winter|autumn|fall|time))\b"
)
_NOW = re.compile(
    r"\b(?:is|are|am|do|does|has|have|can|should|now|current(?:ly)?|these days|at the moment|nowadays|today"
    r"|still|latest|new|will|what's|who's|where's|when's|how's|finally)\b"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of answer is asked for. `now`: how things are; `before`: how they were until they changed."""

    when: bool = False
    number: bool = False
    name: bool = False
    now: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`terms` are the words to look for, `spans` the times that are named, `first_person` and `second_person`
    whether it is about the one who asks, or about what the companion said. `now` is aware: its zone
    is the one that days are counted in.
    """

    now: datetime
    terms: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    first_person: bool = False
    second_person: bool = False
    kind: Kind = Kind()

    def time_fit(self, at: datetime) -> float:
        """0..1: how well that instant fits the times that are named; 0 where none is."""
        if not self.spans:
            return 0.0
        day = at.astimezone(self.now.tzinfo).date()
        return max(span.fit(day) for span in self.spans)

    def authors(self, named: frozenset[str]) -> frozenset[str]:
        """Whose words are asked for, by a word of their name; nobody's in particular: empty.

        `named` are the words of the question that are part of an author's name. Two names are a question
        about both.
        """
        if len(named) == 1:
            return named
        if named or self.first_person == self.second_person:
            return frozenset()
        return frozenset({USER if self.first_person else COMPANION})


def read(text: str, now: datetime) -> Question:
    """The question that the text asks; `now` is what "last week" is told from."""
    low = _FRAME.sub(" ", text.lower().replace("\u2019", "'"))
    of_me, of_you = bool(_OF_ME.search(low)), bool(_OF_YOU.search(low))
    if of_me and of_you:
        i_spoke, you_spoke = bool(_I_SPOKE.search(low)), bool(_YOU_SPOKE.search(low))
        of_me, of_you = i_spoke or not you_spoke, you_spoke or not i_spoke
    spans = asked(text, now.date())
    return Question(now, terms(timeless(text)), spans, of_me, of_you, _kind(low))


def _kind(low: str) -> Kind:
    before = bool(_BEFORE.search(low))
    return Kind(
        when=bool(_WHEN.search(low)),
        number=bool(_NUMBER.search(low)),
        name=bool(_PLACE_OR_PERSON.search(low)),
        now=not before and not _THEN.search(low) and bool(_NOW.search(low)),
        before=before,
    )


def as_told(text: str, named: frozenset[str]) -> str:
    """The question in the words of the one it is about: "where does Ana live" as "where does I live".

    People seldom say their own name, but that of the one they talk to: by meaning, a question with a name in
    it is nearest to what was said to that person. `named` are the words of it that are an author's name.
    """
    if not named:
        return text
    name = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
    named_here = rf"\b(?:(?:{name})\s+)*(?:{name})\b(?P<of>'s\b|’s\b|['’](?!\w))?"
    return re.sub(named_here, lambda found: "my" if found["of"] else "I", text, flags=re.IGNORECASE)
