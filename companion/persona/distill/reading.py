"""The files of a text, read as what they are: plain text of strangers, with nothing hidden in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.cleaning import Cleaner
from companion.persona.findings import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_FILES = 40
MAX_BYTES = 5 * 1024 * 1024
"""Of all files together: more than the Bible. The time that it takes grows with the size and no faster."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY = 0.001  # the share of control characters from which on a file is no text; a NUL is enough
_SAVE = "Save it as plain text (.txt or .md) in UTF-8."


class DistillError(Exception):
    """No persona can be made of the text: `str()` says why, `advice` what to do."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its name, its text, the sha256 of its bytes, and what had to be done to it."""

    file: str
    text: str
    sha256: str
    notes: tuple[str, ...] = ()

    @property
    def is_markdown(self) -> bool:
        """Whether its marks are Markdown's."""
        return self.file.lower().endswith((".md", ".markdown"))


def read(paths: Iterable[Path]) -> tuple[Source, ...]:
    """The texts of these files. Raises `DistillError`, and `OSError` for what can't be read."""
    paths = list(dict.fromkeys(paths))
    if len(paths) > MOST_FILES:
        raise DistillError(
            f"These are {len(paths)} files; {MOST_FILES} are the most.", "Join some of them into one."
        )
    sources: list[Source] = []
    room = MAX_BYTES
    for path in paths:
        data = _bytes(path, room)
        room -= len(data)
        sources.append(source(path.name, data))
    return tuple(sources)


def source(name: str, data: bytes) -> Source:
    """The text in the bytes of a file. Raises `DistillError` for what is no text."""
    text, notes = _decoded(name, data)
    cleaner = Cleaner()
    text = cleaner.clean(text)
    if cleaner.removed:
        were = "character" if cleaner.removed == 1 else "characters"
        taken = "was taken out" if cleaner.removed == 1 else "were taken out"
        notes += (f"{plain(name)}: {cleaner.removed:,} {were} that can't be seen {taken}.",)
    return Source(name, text, hashlib.sha256(data).hexdigest(), notes)


def _bytes(path: Path, room: int) -> bytes:
    if path.exists() and not path.is_file():
        raise DistillError(f"{path} is no file.", "Name the files with the text.")
    with path.open("rb") as file:
        data = file.read(room + 1)
    if len(data) > room:
        raise DistillError(
            f"This is too much text: {MAX_BYTES // 1024**2} MB are the most.",
            "Take the part that has most of the voice.",
        )
    return data


def _decoded(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    shown = plain(name)
    if data[:2] in _UTF16:
        raise DistillError(f"{shown} is in UTF-16.", _SAVE)
    controls = len(_CONTROLS.findall(data))
    if b"\0" in data or controls > len(data) * _BINARY + 3:
        raise DistillError(f"{shown} is no text.", _SAVE)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), (f"{shown} is not UTF-8; it was read as Windows-1252.",)
    except UnicodeDecodeError:
        raise DistillError(f"{shown} is neither UTF-8 nor Windows-1252.", _SAVE) from None
