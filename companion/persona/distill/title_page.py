"""The title page of a text: what it is called and who wrote it, where it begins by saying so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.distill.headings import LONGEST, heading, titled

if TYPE_CHECKING:
    from companion.persona.distill.headings import Heading

_LINE = re.compile(r"\s*(\S[^\n]*)(?:\n|\Z)")
_BYLINE = re.compile(
    r"\s*(?:[(\[]\d{4}[)\]]\s*)?by\s+(?P<author>[^\n]*?\S)[ \t]*(?:[(\[]\d{4}[)\]][ \t]*)?(?:\n|\Z)",
    re.IGNORECASE,
)
_AHEAD = 20_000  # characters in which a chapter begins, if the text has any
_PROSE = 12  # words of a paragraph that is no line of a title page


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What it says, and the text under it."""

    title: str
    author: str
    text: str


def title_page(text: str) -> TitlePage | None:
    """The title page that a plain text begins with: a line by itself, and under it who wrote it; or a line
    in capitals, that is not the first of several headings with a text under each.
    """
    first = _LINE.match(text)
    if not first or not _is_title(first[1].strip(), text[first.end() :]):
        return None
    title, rest = first[1].strip(), text[first.end() :]
    if byline := _BYLINE.match(rest):
        return TitlePage(titled(title), titled(byline["author"]), rest[byline.end() :])
    return TitlePage(titled(title), "", rest) if title.isupper() and _stands_above(rest) else None


def _is_title(line: str, rest: str) -> bool:
    """Whether the line may be a title: short, no sentence, no chapter, and nothing but a byline below."""
    found = _heading(line)
    below = rest.split("\n", 1)[0].strip()
    return (
        len(line) <= LONGEST
        and line[-1] not in ".,;:"
        and (found is None or (line.isupper() and not found.numbered))
        and (not below or bool(_BYLINE.match(rest)))
    )


def _heading(line: str) -> Heading | None:
    return heading(line, markdown=False, alone=True)


def _stands_above(text: str) -> bool:
    """Whether a heading follows before any prose does, or none at all."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", text[:_AHEAD])]
    found = [_heading(one) is not None for one in blocks if _heading(one) or len(one.split()) >= _PROSE]
    return not any(found) or found[0]
