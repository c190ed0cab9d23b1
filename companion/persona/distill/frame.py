"""What stands around a text and is not its own: the header and the licence of a digital library."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD = 40_000  # characters from the start, and from the end, in which such a frame is looked for
_START = re.compile(
    r"^\W*(?:START OF (?:THE |THIS )?PROJECT GUTENBERG|END\W*THE SMALL PRINT)[^\n]*"
    r"(?:\n[^\n]*\*\*\*[ \t]*$)?",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:END OF (?:THE |THIS )?PROJECT GUTENBERG|(?:START:? )?FULL (?:PROJECT GUTENBERG )?LICENSE\b)",
    re.MULTILINE | re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\A\s*(?:(?:this etext was |e-?text )?(?:produced|prepared|transcribed|proofread)[^\n]*"
    r"(?:\n[^\n]+)*\n\s*\n)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"^(Title|Author):[ \t]+(\S[^\n]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Framed:
    """The text itself, and what its frame said of it, where it had one."""

    text: str
    title: str = ""
    author: str = ""
    cut: bool = False


def unframed(text: str) -> Framed:
    """The text without its frame."""
    start = _START.search(text, 0, _HEAD)
    begin = start.end() if start else 0
    end = _END.search(text, max(begin, len(text) - _HEAD))
    body = text[begin : end.start() if end else len(text)]
    if not start:
        return Framed(body, cut=end is not None)
    said = dict(reversed(_FIELD.findall(text[: start.start()])))
    title, author = (" ".join(said.get(key, "").split()) for key in ("Title", "Author"))
    return Framed(_CREDIT.sub("", body, count=1), title, author, cut=True)
