"""A text as paragraphs, each with its place: wrapped lines are joined, headings say where one is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.distill.headings import Heading, heading, opens_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST_TITLE = 50  # characters
_WRAPPED = 100  # characters that hardly a line of a wrapped text has
_FEW = 0.05  # the share of longer lines that it may have all the same
_INDENT = re.compile(r"[ \t]{2,}|\t")
_RULE = re.compile(r"[ \t]*(?:[-*_=~+#.•·][ \t]*){3,}")
_FENCE = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_MARKS = (
    (re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|\[(?:Illustration|Footnote)[^\]]{0,400}\]"), ""),
    (re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{1,500}\)"), r"\1"),
    (re.compile(r"\[(?:\d{1,4}|[A-Za-z*†‡])\]|</?[A-Za-z][^<>\n]{0,200}>"), ""),
    (re.compile(r"(?<!\w)([*_=]{1,3})(?=\S)([^*_=\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
)
_BULLET = re.compile(r"^[ \t]*(?:>[ \t]?)+|^[ \t]*[-*+•][ \t]+")
_BRACES = str.maketrans("{}<>", "()()")  # nothing in a text is a placeholder
_CONTENTS = re.compile(r".*(?:\.{3,}|\s{3,})\s*(?:\d+|[ivxlc]+)\.?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line; `place` is where it stands within its file, by headings; `number`
    counts the paragraphs of that place from 1.
    """

    text: str
    place: str
    number: int


def paragraphs(text: str, *, markdown: bool) -> list[Paragraph]:
    """The paragraphs of a text in order."""
    where = _Where()
    found: list[Paragraph] = []
    for block in _blocks(text, markdown=markdown):
        for one in _parts(block, markdown=markdown):
            if isinstance(one, Heading):
                where.enter(one)
            elif where.awaits_title and _is_title(one):
                where.entitle(_plain(one))
            elif said := _plain(one):
                found.append(where.paragraph(said))
    return found


class _Where:
    """Which headings one is under."""

    def __init__(self) -> None:
        self._above: list[Heading] = []
        self._number = 0

    def enter(self, one: Heading) -> None:
        """One heading further; those that are as deep or deeper end there."""
        self._above = [other for other in self._above if other.level < one.level] + [one]
        self._number = 0

    @property
    def awaits_title(self) -> bool:
        """Whether nothing has followed a heading that is only a number."""
        return bool(self._above) and self._above[-1].bare and not self._number

    def entitle(self, title: str) -> None:
        """What the heading is called."""
        last = self._above[-1]
        self._above[-1] = Heading(f"{last.text}. {title}", last.level)

    def paragraph(self, text: str) -> Paragraph:
        """The next paragraph of this place. A date above a salutation was a letter's."""
        last = self._above[-1] if self._above else None
        if last and last.dated and not self._number and opens_letter(text):
            self._above[-1] = Heading(f"Letter of {last.text}", last.level)
        self._number += 1
        return Paragraph(text, ", ".join(one.text for one in self._above[-3:]), self._number)


def _blocks(text: str, *, markdown: bool) -> Iterator[list[str]]:
    """The lines of each paragraph, heading lines among them."""
    if markdown:
        text = _FENCE.sub("", text)
    lines = text.split("\n")
    filled = [len(line) for line in lines if line.strip()]
    wrapped = sum(length > _WRAPPED for length in filled) <= len(filled) * _FEW
    block: list[str] = []
    for line in lines:
        ends = not line.strip() or bool(_RULE.fullmatch(line))
        if block and (ends or not wrapped or _begins(block[-1], line)):
            yield block
            block = []
        if not ends:
            block.append(line)
    if block:
        yield block


def _begins(before: str, line: str) -> bool:
    """Whether a line begins a paragraph by standing further in than the one above it."""
    return bool(_INDENT.match(line)) and not _INDENT.match(before)


def _parts(block: list[str], *, markdown: bool) -> Iterator[Heading | str]:
    """The headings of a block and its text. A table of contents has neither."""
    if len(block) > 1 and all(map(_is_entry, block)):
        return
    rest: list[str] = []
    for number, line in enumerate(block):
        alone = len(block) == 1 or (number == 0 and _is_division(block))
        found = heading(line, markdown=markdown, alone=alone)
        if found and (found.dated and rest):
            found = None  # a date at the end of a letter is no new place
        if found:
            yield found
        else:
            rest.append(line)
    if rest:
        yield "\n".join(rest)


def _is_title(text: str) -> bool:
    """Whether it may be the title under a number: a short line that is no sentence."""
    line = text.strip()
    return (
        "\n" not in line
        and 0 < len(line) <= _LONGEST_TITLE
        and line[0].isupper()
        and line[-1].isalnum()
        and not opens_letter(line)
    )


def _is_entry(line: str) -> bool:
    found = heading(line, markdown=False, alone=True)
    return bool(_CONTENTS.fullmatch(line)) or (found is not None and not found.dated)


def _is_division(block: list[str]) -> bool:
    """Whether the first line is a heading, and the next goes on with a title under it: `CHAPTER I` above
    `The Well`.
    """
    return len(block) == 2 and all(line.isupper() or len(line.strip()) < 30 for line in block)


def _plain(block: str) -> str:
    """The text of a block on one line, without marks."""
    lines = [_BULLET.sub("", line) for line in block.split("\n")]
    text = re.sub(r"(?<=\w)-\n[ \t]*(?=\w)", "-", "\n".join(lines))
    text = " ".join(text.split())
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return " ".join(text.translate(_BRACES).replace("--", "—").split())


def words(paragraphs: Iterable[Paragraph]) -> int:
    """How many words they have together."""
    return sum(len(one.text.split()) for one in paragraphs)
