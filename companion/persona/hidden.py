"""Characters that a reader can't see: which of a text are hidden, and which joiners its script has need of.

A joiner shapes the letters or emoji beside it in scripts that have such shapes; anywhere else it only hides.
"""

from __future__ import annotations

import re
import unicodedata

_EXTRA = {*map(chr, range(0xFE00, 0xFE0F)), *map(chr, range(0xE0100, 0xE01F0)), "\u034f"}
_SHAPED = (
    "\u0600-\u074f\u0750-\u08ff\ufb50-\ufdff\ufe70-\ufefc"  # Arabic, Syriac and their kin
    "\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1800-\u18aa"  # India, Tibet, Burma, Cambodia, Mongolia
)
_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff"
_NEEDED = re.compile(rf"(?<=[{_SHAPED}])[\u200c\u200d](?=[{_SHAPED}])|(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])")


def is_hidden(character: str) -> bool:
    """Whether it is a control, bidi, zero-width or other character that can't be seen."""
    if character in "\n\t":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or character in _EXTRA


def hidden_in(text: str) -> list[int]:
    """Where a text has hidden characters."""
    hidden = {character for character in set(text) if is_hidden(character)}
    if not hidden:
        return []
    needed = {found.start() for found in _NEEDED.finditer(text)}
    return [at for at, character in enumerate(text) if character in hidden and at not in needed]
