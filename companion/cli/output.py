"""What commands print: answers and data on stdout, all else on stderr, all of it sanitized."""

from __future__ import annotations

import json
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import combining, east_asian_width

import click

from companion.safety.sanitize import one_line, sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NARROWEST = 24  # columns that a text is given, however little is left beside it

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def say(text: str = "", *, end: str = "\n") -> None:
    """Text on stdout."""
    click.echo(sanitize(text) + end, nl=False)


def complain(message: str, advice: str = "") -> None:
    """What went wrong, and what to do, on stderr."""
    with suppress(OSError):  # nobody can be told, and the exit code still says it
        for text in (message, advice):
            if text:
                click.echo(sanitize(text).strip(), err=True)


def say_json(value: object) -> None:
    """One JSON value on a line. Strings in it are sanitized; records become objects, instants ISO texts."""
    click.echo(json.dumps(plain(value), ensure_ascii=False))


def plain(value: Any) -> Any:
    """The value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return sanitize(str(value)) if isinstance(value, str | Path) else value


def lossless(row: dict[str, Any]) -> str:
    """The object as a line of JSON, nothing left out; what could steer a terminal is escaped (`\\u001b`)."""
    line = json.dumps(row, ensure_ascii=False)
    if sanitize(line) == line:
        return line
    return "".join(one if sanitize(one) == one else json.dumps(one)[1:-1] for one in line)


def local(at: datetime) -> str:
    """An instant as it is shown: local date and time."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def amount(number: int, one: str, many: str = "") -> str:
    """`1 message`, `2 messages`, `1,000 summaries`."""
    plural = many or (f"{one[:-1]}ies" if one.endswith("y") else f"{one}s")
    return f"{number:,} {one if number == 1 else plural}"


def table(rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as they need to be. On a terminal the last one is wrapped into what is left."""
    texts = [[one_line(str(cell)) for cell in row] for row in rows]
    if not texts:
        return
    widths = [max(columns(row[i]) for row in texts) for i in range(len(texts[0]) - 1)]
    margin = sum(widths) + 2 * len(widths)
    for row in texts:
        cells = [cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=False)]
        lines = wrapped(row[-1], margin)
        say("  ".join([*cells, lines[0]]).rstrip())
        for line in lines[1:]:
            say(" " * margin + line)


def indented(text: str, margin: int = 4) -> None:
    """A text of many lines as it was written, a little to the right; long lines wrapped on a terminal."""
    for paragraph in sanitize(text).splitlines():
        for line in wrapped(paragraph, margin):
            say((" " * margin + line).rstrip())


def wrapped(text: str, margin: int) -> list[str]:
    """The lines of a paragraph in the columns right of the margin; one line where there is no terminal."""
    width = terminal_width()
    if width is None:
        return [text]
    return folded(text, max(NARROWEST, width - margin))


def folded(text: str, room: int) -> list[str]:
    """The lines of a paragraph in so many columns."""
    lines = [""]
    for piece in pieces(text, room):
        if lines[-1] and columns(lines[-1] + piece) > room:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def pieces(text: str, room: int) -> Iterator[str]:
    """The words, each with the space before it; the letters of a word that is too long for a line."""
    for word in re.findall(r"\s*\S+", text):
        if columns(word) > room:
            yield from word
        else:
            yield word


def columns(text: str) -> int:
    """How many columns of a terminal a text takes, near enough: wide letters take two."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def terminal_width() -> int | None:
    """Columns of the terminal; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
