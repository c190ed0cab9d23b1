"""A file's text as it is known afterwards: its title and its paragraphs, without the frame around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.distill.frame import Framed, unframed
from companion.persona.distill.layout import paragraphs

if TYPE_CHECKING:
    from companion.persona.distill.layout import Paragraph
    from companion.persona.distill.reading import Source

_LONGEST = 100
_TOP = re.compile(r"\s*#[ \t]+(\S[^\n]*)")
_MARKS = str.maketrans({"{": "(", "}": ")", "<": "(", ">": ")", "“": "'", "”": "'", '"': "'"})


@dataclass(frozen=True, slots=True)
class Text:
    """`title` is what it is cited by."""

    file: str
    title: str
    author: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...]


def text_of(source: Source) -> Text:
    """The text of a file."""
    framed = unframed(source.text)
    title, body = _titled(framed, markdown=source.is_markdown)
    cut = (f"{shown(source.file)}: the header and licence around the text were left out.",)
    return Text(
        file=shown(source.file),
        title=shown(title)
        or shown(source.file.rsplit(".", 1)[0].replace("_", " ").replace("-", " "))
        or "a text",
        author=shown(framed.author),
        sha256=source.sha256,
        paragraphs=tuple(paragraphs(body, markdown=source.is_markdown)),
        notes=source.notes + (cut if framed.cut else ()),
    )


def _titled(framed: Framed, *, markdown: bool) -> tuple[str, str]:
    """The title and the text under it: in Markdown the title may be its only top heading."""
    found = _TOP.match(framed.text) if markdown and not framed.title else None
    if not found or re.search(r"^#[ \t]", framed.text[found.end() :], re.MULTILINE):
        return framed.title, framed.text
    return found[1], framed.text[found.end() :]


def shown(name: str) -> str:
    """A name out of a text as it can stand in a sentence."""
    from companion.persona.document import is_hidden

    visible = "".join(one for one in name if not is_hidden(one))
    return " ".join(visible.translate(_MARKS).split())[:_LONGEST].strip()
