"""The words of a text, and which of them say what it is about."""

from __future__ import annotations

import re

_STOP_WORDS = """
a about above after again all also always am an and any anyone anything are as at back be because
been before being below between both but by can cannot could did do does doing done down during each
ever every few for from further had has have having he her here hers herself him himself his how i
if in into is it its itself just kind long many may me might more most much must my myself no nor
not now of off on once one only or other our ours ourselves out over own said same say says shall
she should so some someone something still such tell than that the their theirs them themselves then
there these they thing things this those through thus to told too under until up upon us very was
way we well were what whatever when where whether which while who whom whose why will with would yes
yet you your yours yourself yourselves type s t d ll m o re ve don didn doesn isn wasn aren won
couldn wouldn shouldn hasn haven hadn weren okay ok please
"""

MOST_TERMS = 32  # of one question; a pasted page is asked by its longest words

_WORD = re.compile(r"[^\W_]+")

STOP_WORDS = frozenset(_WORD.findall(_STOP_WORDS))


def words(text: str) -> list[str]:
    """The words of the text in lower case, in order. Control characters and lone surrogates are no words."""
    return [word.lower() for word in _WORD.findall(text)]


def terms(text: str) -> tuple[str, ...]:
    """What to look for: the words that carry meaning, each once, at most `MOST_TERMS` of them."""
    carrying = dict.fromkeys(word for word in words(text) if word not in STOP_WORDS)
    if len(carrying) <= MOST_TERMS:
        return tuple(carrying)
    longest = set(sorted(carrying, key=lambda word: (-len(word), word))[:MOST_TERMS])
    return tuple(word for word in carrying if word in longest)
