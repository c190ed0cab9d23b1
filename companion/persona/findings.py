"""What is wrong with a persona file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Severity = Literal["error", "warning"]
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a file. `line` and `column` start at 1; `path` is the place in the document, such as
    `traits[0].strength`, empty for the whole; `message` says what would be right.
    """

    file: str
    line: int
    column: int
    path: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {place}{self.message}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What a `Finding` is made of, before it is known which file it is about."""

    place: Place
    steps: Steps
    message: str
    severity: Severity = "error"

    def found_in(self, file: str) -> Finding:
        """The finding for this file."""
        return Finding(
            file, self.place.line, self.place.column, path_of(self.steps), self.severity, self.message
        )


class PersonaError(Exception):
    """There is no such persona, or its file has errors. `str()` is a sentence; `findings` say where."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


def path_of(steps: Steps) -> str:
    """`("traits", 0, "name")` as an author reads it: `traits[0].name`."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{plain(step)}" if path else plain(step)
    return path


def plain(text: str, limit: int = 40) -> str:
    """A key or value out of a file, harmless and short enough to stand in a sentence."""
    shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text[: limit + 1])
    return shown if len(text) <= limit else shown[:limit] + "…"
