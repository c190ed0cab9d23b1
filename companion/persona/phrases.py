"""Words and phrases in a text: as a whole, upper and lower case alike, with any kind of apostrophe. Pure.

In a script that has no spaces between its words, as in Chinese or Thai, a phrase is found anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai and Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
)
_LETTER = rf"[^\W{_UNSPACED}]"


def has(text: str, phrase: str) -> bool:
    """Whether the phrase is in the text, not inside a word; a `*` at its end stands for any ending."""
    return bool(_as_a_whole(phrase).search(straight(text)))


def straight(text: str) -> str:
    """The text with the apostrophe that keyboards have, where models write the other one, and with each
    accented letter as one character, where some systems write two.
    """
    return unicodedata.normalize("NFC", text).replace("’", "'")


@lru_cache(maxsize=1024)
def _as_a_whole(phrase: str) -> re.Pattern[str]:
    """The pattern of a word or phrase; any space between its words, and any ending where it asks for one."""
    stem = straight(phrase.rstrip("*") or phrase)
    before = rf"(?<!{_LETTER})" if _is_letter(stem[:1]) else ""
    after = rf"(?!{_LETTER})" if _is_letter(stem[-1:]) else ""
    if stem != straight(phrase):
        after = r"\w*"
    words = stem.split()
    return re.compile(before + r"\s+".join(map(re.escape, words)) + after, re.IGNORECASE)


def _is_letter(character: str) -> bool:
    return bool(re.match(_LETTER, character))
