"""Forms of English words: enough to tell that "diagnoses" and "diagnosis", or "cars" and "car", are one."""

from __future__ import annotations

import re
from functools import lru_cache

from memory.recall.words import words

_LEAST = 4  # letters that have to be left of a word in -ed or -ing: "caring" is not of "car"
_PLURAL = re.compile(r"(?<=[^aeiou])ies$|(?<![sui])s$")
_GREEK = re.compile(r"(?<=[aeiouyn])sis$")
_VERBAL = re.compile(r"(?:ed|ing)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


def forms(text: str) -> list[str]:
    """The forms of all words of a text, in order."""
    return [form(word) for word in words(text)]


@lru_cache(8192)
def form(word: str) -> str:
    """What a word in lower case has in common with its plural, its past and its "-ing"."""
    bare = _PLURAL.sub(lambda found: "y" if len(found[0]) > 1 else "", word) if len(word) > 3 else word
    bare = _GREEK.sub("s", bare)
    verb = _VERBAL.sub("", bare)
    if len(verb) >= _LEAST and verb != bare:
        bare = _DOUBLED.sub(r"\1", verb)
    if len(bare) > 3 and bare.endswith("e"):
        bare = bare[:-1]
    return re.sub("v$", "f", bare)


_HOLLOW = """
anything everything thing stuff matter issue problem trouble detail information info data topic subject life
question opinion view history situation status discussion conversation mention talk
"""
HOLLOW = frozenset(forms(_HOLLOW))
"""What a topic may say beside its own words, and that is not asked for: "my health problems"."""
