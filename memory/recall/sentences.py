"""The sentences of a text, of which each has a vector of its own. Pure."""

from __future__ import annotations

import re
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 6  # sentences of a text
TOO_SHORT = 12  # characters, with which as good as nothing is said

_BETWEEN = re.compile(r"(?<=[.!?])\s+|(?=\[photo:)")


def sentences(text: str) -> list[str]:
    """The longest sentences of a text of several, at most `MOST`; none of a text that is only one."""
    found = nlargest(MOST, _pieces(text), key=len)
    return found if len(found) > 1 else []


def _pieces(text: str) -> Iterator[str]:
    """One after the other, since a text may have a great many."""
    start = 0
    for between in _BETWEEN.finditer(text):
        yield from _said(text[start : between.start()])
        start = between.end()
    yield from _said(text[start:])


def _said(piece: str) -> Iterator[str]:
    piece = piece.strip()
    if len(piece) > TOO_SHORT:
        yield piece
