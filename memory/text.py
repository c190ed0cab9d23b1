"""Text as the store keeps it, and as it compares it."""

from __future__ import annotations


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


def normal(text: str) -> str:
    """What two texts have in common that differ only in case, spaces, or a full stop at the end."""
    return " ".join(text.casefold().split()).rstrip(".!")
