"""What a text looks like, whatever it is about: does it tell or react, of whom, of when, of a change. Pure.

They are told by single words, so that a hundred texts are read in a millisecond or two. English.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’]*|\d+|\?")
_GREETED = frozenset("hey hi hello oh aw aww well and".split())  # noqa: SIM905
_REACTIONS = frozenset(
    """thanks thank wow yeah yep yes yup congrats congratulations cool awesome sounds nice great glad sorry
    haha ha lol sure absolutely definitely totally exactly agreed woah whoa amazing lovely ok okay right true
    good noted really""".split()  # noqa: SIM905
)
_FIRST, _SECOND, _TIME, _COUNT, _PAST, _CHANGE = (1 << place for place in range(6))
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
}
_LONG_PAST = re.compile(
    r"\b(?:used to|back when|when i (?:still|was|lived|worked|had)|in the old|my old|my ex|formerly|years ago"
    r"|back then|at the time)\b",
    re.IGNORECASE,
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
    """Word -> what it is a sign of."""
    marks: dict[str, int] = {}
    for kind, listed in _WORDS.items():
        for word in listed.split():
            marks[word] = marks.get(word, 0) | kind
    return marks


_MARKS = _marks()


@lru_cache(4096)
def traits(text: str) -> Traits:
    """What the text looks like."""
    tokens = _TOKEN.findall(text)
    words = [token.lower().replace("’", "'") for token in tokens if token[0] != "?"]
    if not words:
        return Traits(asks=float("?" in tokens), is_question=float("?" in tokens))
    told = [word for word in words[:4] if word not in _GREETED]
    seen = Counter(mark for word in words for mark in _of(word))
    return Traits(
        asks=float("?" in tokens),
        is_question=float(tokens[-1][0] == "?"),
        reacts=float(any(word in _REACTIONS for word in told[:2])),
        first=seen[_FIRST] / len(words),
        second=seen[_SECOND] / len(words),
        times=min(seen[_TIME] / MOST, 1.0),
        numbers=min(seen[_COUNT] / MOST, 1.0),
        names=min(_names(tokens) / MOST, 1.0),
        past=min(seen[_PAST] / MOST, 1.0),
        change=float(seen[_CHANGE] > 0),
        long_past=float(bool(_LONG_PAST.search(text))),
    )


@lru_cache(8192)
def _of(word: str) -> tuple[int, ...]:
    """What the word is a sign of."""
    marks = _MARKS.get(word, 0)
    if word[0].isdigit():
        marks |= _COUNT
    if len(word) > 4 and word.endswith("ed"):
        marks |= _PAST
    return tuple(kind for kind in _WORDS if marks & kind)


def _names(tokens: list[str]) -> int:
    """Capitals in the middle of a sentence."""
    return sum(
        token[0].isupper() and before[-1].islower() and token[1:].islower()
        for before, token in itertools.pairwise(tokens)
    )
