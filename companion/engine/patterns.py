"""A pattern for what people say of themselves: topic, words, and the statement that they make.

English. `{name}` and the like in the words stand for the pieces below. What the statement keeps are groups:
`who` (a name, with a capital), `where`, `place`, `job`, `age`, `liked` and `what`; which words are meant by
the first six is checked in `extract.py`. The patterns themselves are in `statements/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from companion.engine.vocabulary import (
    BODY,
    CONDITIONS,
    CONSUMED,
    DIETS,
    EVENTS,
    GROUPS,
    INSTRUMENTS,
    KIN,
    LANGUAGES,
    PARTNERS,
    PEOPLE,
    PETS,
    PREMISES,
    SPORTS,
    THINGS,
    TRAITS,
)  # fmt: skip


def _any(*options: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, options), key=len, reverse=True)) + ")"


_CAPITAL = r"[A-ZÀ-ÞĀĂĄĆČĎĐĒĘĚĞĪĹŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ][\w-]+(?:[’'](?!s\b|m\b|ll\b|d\b|ve\b)\w+)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"

PIECES = {
    "am": r"(?:I['’]?m|I am|im)",
    "have": r"(?:I['’]ve(?: got)?|I have(?: got)?|I)",
    "we": r"(?:I|we|I['’]ve|we['’]ve|I have|we have)",
    "lately": r"(?:just |recently |finally |now |still |currently )?",
    "name": rf"(?-i:(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? |Frau |Herr |Madame |Monsieur )?{_CAPITAL}"
    rf"(?: (?:van |von |de )?{_CAPITAL}){{0,2}})",
    "place": rf"(?:the )?(?-i:{_CAPITAL}(?: (?:(?:am|an der|upon|on|sur|de|la|of|the) )?{_CAPITAL}){{0,2}})",
    "lower": r"(?-i:[a-z]{3,}(?: (?:city|york|francisco|angeles|zealand))?)",
    "named": r"(?:['’]s (?:name is|called|named)|,? (?:is|was) (?:called|named)|,? (?:called|named)|,)?",
    "words": r"(?:[\w'’%&-]+ ){0,7}?[\w'’%&-]+",
    # Where a name or place may end.
    "end": r"(?=\s*(?:[.,;:!?…)–—]|$| - |\b(?:and|but|now|with|since|for|because|so|where|which|who|these"
    r"|again|too|btw|by the way|at the moment|right now|three|two|last|this)\b))",
    # Where a statement ends.
    "stop": r"(?=\s*(?:[.,;:!?…)–—¤]|$| - |\b(?:and|but|because|since|so|though|although|if|when|while|who"
    r"|which|by the way|btw|lol|actually|these days|at the moment|yesterday|(?:now|again|lately|currently"
    r"|any ?more|instead|too|though|today|recently|from now on)(?=[.,;:!?…)]|$| - ))\b))",
    "number": rf"(?:\d{{1,3}}|{_TENS}(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)",
    "few": "(?:two|three|four|five|six|seven|eight|nine|ten)",
    "weekday": "(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "month": _MONTH,
    "date": rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} (?:the )?\d{{1,2}}"
    r"(?:st|nd|rd|th)?|\d{1,2}[./]\d{1,2})(?:,? \d{4})?",
    "which": "(?:(?:older|younger|elder|eldest|little|big|twin|half|best|old|new|late) )?",
    "relative": _any(*KIN),
    "mum": "(?-i:Mum|Mom|Dad|Papa|Mama|Grandma|Grandpa|Granny|Nan)",
    "love": _any(*PARTNERS),
    "person": _any(*PEOPLE),
    "anyone": _any(*KIN, *PARTNERS, *PEOPLE),
    "pet": _any(*PETS),
    "condition": _any(*CONDITIONS),
    "diet": rf"(?:an? )?(?:{_any(*DIETS)}|\w+ intolerant)",
    "ailment": rf"(?:(?:type [12]|chronic|mild|severe|bad) )?{_any(*CONDITIONS)}",
    "trait": _any(*TRAITS),
    "body": _any(*BODY),
    "thing": rf"(?:[\w-]+ ){{0,2}}?{_any(*THINGS)}",
    "device": _any(*THINGS),
    "event": _any(*EVENTS),
    "group": rf"(?:[\w'’-]+ ){{0,4}}?{_any(*GROUPS)}",
    "premises": rf"(?:[\w'’-]+ ){{0,3}}?{_any(*PREMISES)}",
    "instrument": _any(*INSTRUMENTS),
    "sport": _any(*SPORTS),
    "language": rf"(?-i:{_any(*LANGUAGES)})",
    "consumed": _any(*CONSUMED),
    # What stays true for a while, said of someone.
    "lasts": "(?:is allergic to |works (?!late|hard|too)|lives |studies |is retired|is vegan)",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """`says` is the statement with the groups of `words` put in; `negative` ones may hold a negation.

    `introduces`: only at the beginning of a conversation; `change`: it ends what held before; `across`: read
    over a whole message instead of a sentence. `ends` is made like `says`: known facts with all of these
    words are over, those of the topics `of` where there are any; `known`: it is a fact only if there is one.
    `about`: it tells of somebody, `name`, and is a fact only if you spoke of them as yours before.
    `past`: it is over, and a fact only with the time when it was so.
    `cue`: one of these has to be in the text, in small letters, for the words to be looked for at all.
    """

    topic: str
    words: str
    says: str
    negative: bool = False
    introduces: bool = False
    change: bool = False
    across: bool = False
    ends: str = ""
    of: tuple[str, ...] = ()
    known: bool = False
    about: bool = False
    past: bool = False
    cue: tuple[str, ...] = ()

    @property
    def regex(self) -> re.Pattern[str]:
        """Compiled once, case ignored."""
        return _compiled(self.words)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda piece: PIECES[piece[1]], words), re.IGNORECASE)
