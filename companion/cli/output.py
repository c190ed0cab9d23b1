"""What commands print: answers and data on stdout, all else on stderr, all of it sanitized."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from companion.safety.sanitize import one_line, sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def say(text: str = "", *, end: str = "\n") -> None:
    """Text on stdout."""
    click.echo(sanitize(text) + end, nl=False)


def complain(message: str, advice: str = "") -> None:
    """What went wrong, and what to do, on stderr."""
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
    return sanitize(value) if isinstance(value, str) else value


def table(rows: Iterable[Sequence[object]], header: Sequence[str] = ()) -> None:
    """Columns as wide as they need to be, the last one cut to the terminal."""
    texts = [[one_line(str(cell)) for cell in row] for row in ([header, *rows] if header else rows)]
    if not texts:
        return
    widths = [max(len(row[i]) for row in texts) for i in range(len(texts[0]))]
    room = terminal_width() - sum(widths[:-1]) - 2 * (len(widths) - 1)
    for row in texts:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        say("  ".join([*cells, one_line(row[-1], max(20, room))]).rstrip())


def terminal_width() -> int:
    """Columns of the terminal; a wide line where there is none."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 200
