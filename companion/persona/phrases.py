"""Words and phrases in a text: as a whole, upper and lower case alike, with any kind of apostrophe. Pure."""

from __future__ import annotations

import re
from functools import lru_cache


def has(text: str, phrase: str) -> bool:
    """Whether the phrase is in the text, not inside a word; a `*` at its end stands for any ending."""
    return bool(_as_a_whole(phrase).search(straight(text)))


def straight(text: str) -> str:
    """The text with the apostrophe that keyboards have: models write the other one."""
    return text.replace("’", "'")


@lru_cache(maxsize=1024)
def _as_a_whole(phrase: str) -> re.Pattern[str]:
    """The pattern of a word or phrase; any space between its words, and any ending where it asks for one."""
    stem = phrase.rstrip("*") or phrase
    words = straight(stem).split()
    before = r"(?<!\w)" if _is_word(stem[:1]) else ""
    after = r"\w*" if stem != phrase else r"(?!\w)" if _is_word(stem[-1:]) else ""
    return re.compile(before + r"\s+".join(map(re.escape, words)) + after, re.IGNORECASE)


def _is_word(character: str) -> bool:
    return bool(re.match(r"\w", character))
