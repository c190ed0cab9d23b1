"""A download on its way: the file while it grows, how far it is, and what can go wrong with it."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_SLACK = 64 * 2**20  # bytes that are left free on the disk


class DownloadError(Exception):
    """The model could not be had. `str()` is one sentence on what happened, `advice` one on what to do."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes that are `done` of the `total`; `what` is going on, in a few words."""

    done: int
    total: int
    what: str


class Partial:
    """The file while it grows, and a note beside it of what it is and how much of it is good.

    `file` is open and locked, and stands at the end of what is good.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.file = file
        self.note = path.with_name(f"{path.name}.json")
        self.scratch = path.with_name(f".{path.name}.scratch")

    def begin(self, source: str) -> list[int]:
        """Go on from what is there of this source, if it is; the sizes of its pieces."""
        pieces: list[int] = []
        with suppress(OSError, ValueError, TypeError, KeyError):
            told = json.loads(self.note.read_text(encoding="utf-8"))
            if told["source"] == source and sum(told["pieces"]) <= self.file.seek(0, os.SEEK_END):
                pieces = [int(size) for size in told["pieces"]]
        self.keep(source, pieces)
        return pieces

    def keep(self, source: str, pieces: list[int]) -> None:
        """What is in the file up to these pieces is good; the rest is cut off."""
        self.file.flush()
        self.file.truncate(sum(pieces))
        self.file.seek(0, os.SEEK_END)
        os.fsync(self.file.fileno())
        beside = self.note.with_name(f".{self.note.name}")
        beside.touch(mode=0o600)
        beside.write_text(json.dumps({"source": source, "pieces": pieces}), encoding="utf-8")
        beside.replace(self.note)

    def discard(self) -> None:
        """Nothing in it is good."""
        self.file.seek(0)
        self.file.truncate()
        self.note.unlink(missing_ok=True)


def need_room(partial: Partial, size: int) -> None:
    """Raises `DownloadError` unless `size` more bytes fit on the disk."""
    free = shutil.disk_usage(partial.path.parent).free
    if free < size + _SLACK:
        raise DownloadError(
            f"There is not enough room in {partial.path.parent}: {size / 1e6:,.0f} MB are needed,"
            f" {free / 1e6:,.0f} MB are free.",
            "Make room, or choose another folder with COMPANION_MODELS.",
        )
