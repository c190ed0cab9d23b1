"""Text as the store keeps it, and as it compares it."""

from __future__ import annotations

import re
import unicodedata


def storable(text: str) -> str:
    """The text with what UTF-8 can't hold (a lone surrogate) replaced by U+FFFD; all else as it was."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def storable_or_none(text: str | None) -> str | None:
    """`storable`, where there may be none."""
    return None if text is None else storable(text)


def folded(text: str) -> str:
    """The text without differences of case, of spacing, and of how a letter is composed."""
    same = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(same.casefold().split())


def normal(text: str) -> str:
    """What two statements have in common that say the same: `folded`, without the stop at the end."""
    return folded(text).rstrip(" .!")


def worded(text: str) -> str:
    """The words alone, each between spaces: without differences of case and of what stands between them."""
    return " ".join(["", *re.findall(r"\w+", folded(text)), ""])
