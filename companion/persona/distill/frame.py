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
_BANNER = re.compile(
    r"\A\W*(?:The Project Gutenberg (?:EBook|E-?text) of|This is [^\n]*Project Gutenberg release of:)"
    r"\s+(?P<title>\S[^\n]*?)(?:,? by (?P<author>[^\n]+?))?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
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
    banner = _BANNER.match(text)
    said = banner.groupdict("") if banner else {"title": "", "author": ""}
    if start:
        said |= {name.lower(): value for name, value in reversed(_FIELD.findall(text[: start.start()]))}
    elif banner:
        body = _after_preface(body[banner.end() :], said["title"])
    title, author = (" ".join(said[key].split()) for key in ("title", "author"))
    return Framed(_CREDIT.sub("", body, count=1), title, author, cut=bool(start or end or banner))


def _after_preface(text: str, title: str) -> str:
    """What follows the title where it stands alone: the oldest of such files tell of themselves before it."""
    alone = re.compile(rf"^[ \t]*{re.escape(title)}[ \t]*$", re.MULTILINE | re.IGNORECASE)
    found = alone.search(text, 0, _HEAD)
    return text[found.end() :] if found else text
