"""What a text looks like, whatever it is about: does it tell or react, of whom, of when, of a change. Pure.

They are told by single words, so that a hundred texts are read in a millisecond or two. English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

_WORD = re.compile(r"[a-z][a-z']*|\d+")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")  # a capital in the middle of a sentence
_GREETED = frozenset("hey hi hello oh aw aww well and".split())  # noqa: SIM905
_REACTIONS = frozenset(
    """thanks thank wow yeah yep yes yup congrats congratulations cool awesome sounds nice great glad sorry
    haha ha lol sure absolutely definitely totally exactly agreed woah whoa amazing lovely ok okay right true
    good noted really""".split()  # noqa: SIM905
)
_MANY = 0xFFFF  # of a kind that can be counted in one text
_FIRST, _SECOND, _TIME, _COUNT, _PAST, _CHANGE, _HINT = (16 * place for place in range(7))
_WORDS = {
    _FIRST: "i i'm i've i'd i'll my me mine myself we we're we've we'll our us ours",
    _SECOND: "you your yours you're you've you'll you'd yourself",
    _TIME: """yesterday today tonight tomorrow last next ago week weeks month months year years weekend
        morning evening monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
        thursdays fridays saturdays sundays january february march april may june july august september
        october november december since recently spring summer autumn fall winter birthday christmas
        easter""",
    _COUNT: """one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty
        hundred thousand half once twice""",
    _PAST: """was were had went got made took met bought found saw told said gave came did felt lost left
        thought became began broke brought built caught chose cut drew drove fell flew forgot grew heard held
        hit kept knew led let paid put ran read rode sang sat sent slept sold spent stood swam taught threw
        won wore wrote""",
    _CHANGE: """now anymore longer new moved moving changed switched instead turns turned actually finally
        postponed pushed shifted cancelled canceled split replaced swapped sold official officially starting
        quit left stopped started until since gone former ended back again only""",
    _HINT: "used back when old ex formerly ago time",  # each phrase below holds one of them
}
_LONG_PAST = (
    "used to",
    "back when",
    "when i still",
    "when i was",
    "when i lived",
    "when i worked",
    "when i had",
    "in the old",
    "my old",
    "my ex ",
    "my ex-",
    "formerly",
    "years ago",
    "back then",
    "at the time",
)
MOST = 5.0  # occurrences that count


class Traits(NamedTuple):
    """Each 0..1. `first` and `second`: the share of words for the speaker and for the one spoken to."""

    asks: float = 0.0
    is_question: float = 0.0
    reacts: float = 0.0
    first: float = 0.0
    second: float = 0.0
    times: float = 0.0
    numbers: float = 0.0
    names: float = 0.0
    past: float = 0.0
    change: float = 0.0
    long_past: float = 0.0


def _marks() -> dict[str, int]:
    """Word -> what it is a sign of: a one for each kind, 16 bits apart, so that one sum counts them all."""
    marks: dict[str, int] = {}
    for kind, listed in _WORDS.items():
        for word in listed.split():
            marks[word] = marks.get(word, 0) | 1 << kind
    return marks


_MARKS = _marks()


@lru_cache(4096)
def traits(text: str) -> Traits:
    """What the text looks like."""
    low = text.lower().replace("’", "'")
    words = _WORD.findall(low)
    if not words:
        return Traits(asks=float("?" in text), is_question=float("?" in text))
    told = [word for word in words[:4] if word not in _GREETED]
    marks = sum(map(_MARKS.get, words[:_MANY], repeat(0)))
    numbers = _counted(marks, _COUNT) + sum(map(str.isdigit, words))
    past = _counted(marks, _PAST) + len([word for word in words if word[-2:] == "ed" and len(word) > 4])
    return Traits(
        asks=float("?" in text),
        is_question=float(text.rstrip().endswith("?")),
        reacts=float(any(word in _REACTIONS for word in told[:2])),
        first=_counted(marks, _FIRST) / len(words),
        second=_counted(marks, _SECOND) / len(words),
        times=min(_counted(marks, _TIME) / MOST, 1.0),
        numbers=min(numbers / MOST, 1.0),
        names=min(len(_NAME.findall(text)) / MOST, 1.0),
        past=min(past / MOST, 1.0),
        change=float(_counted(marks, _CHANGE) > 0),
        long_past=float(_counted(marks, _HINT) > 0 and any(phrase in low for phrase in _LONG_PAST)),
    )


def _counted(marks: int, kind: int) -> int:
    return marks >> kind & _MANY
