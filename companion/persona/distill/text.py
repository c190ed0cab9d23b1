"""A file's text as it is known afterwards: its title and its paragraphs, without the frame around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.distill.frame import unframed
from companion.persona.distill.headings import titled
from companion.persona.distill.layout import paragraphs
from companion.persona.distill.title_page import TitlePage, title_page

if TYPE_CHECKING:
    from companion.persona.distill.frame import Framed
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
    page = _title_page(framed, markdown=source.is_markdown)
    cut = (f"{shown(source.file)}: the header and licence around the text were left out.",)
    return Text(
        file=shown(source.file),
        title=shown(page.title)
        or shown(source.file.rsplit(".", 1)[0].replace("_", " ").replace("-", " "))
        or "a text",
        author=shown(page.author),
        sha256=source.sha256,
        paragraphs=tuple(paragraphs(page.text, markdown=source.is_markdown)),
        notes=source.notes + (cut if framed.cut else ()),
    )


def _title_page(framed: Framed, *, markdown: bool) -> TitlePage:
    """What the frame says goes before what the text begins with. In Markdown, the title may be its only top
    heading.
    """
    plain = TitlePage(titled(framed.title), titled(framed.author), framed.text)
    if not markdown:
        page = title_page(framed.text) or plain
        return TitlePage(plain.title or page.title, plain.author or page.author, page.text)
    found = _TOP.match(framed.text) if not framed.title else None
    if not found or re.search(r"^#[ \t]", framed.text[found.end() :], re.MULTILINE):
        return plain
    return TitlePage(found[1], framed.author, framed.text[found.end() :])


def shown(name: str) -> str:
    """A name out of a text as it can stand in a sentence."""
    from companion.persona.hidden import hidden_in

    hidden = {*hidden_in(name)}
    visible = "".join(one for at, one in enumerate(name) if at not in hidden)
    return " ".join(visible.translate(_MARKS).split())[:_LONGEST].strip()
