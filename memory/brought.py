"""The files that are brought: one, a folder of them, or a zip; nothing is ever unpacked to the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from memory.records import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENDINGS = (".json", ".jsonl")
MOST = 100_000  # files in a zip or folder
DENSEST = 300  # how many times larger than its packed form a file in a zip may be
HARMLESS = 64 << 20  # bytes that a file may have, however densely it is packed

PACKED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)


@dataclass(frozen=True, slots=True)
class File:
    """A file: what problems call it (nothing where it is the only one), its size in bytes, how to read it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    def place(self, within: str) -> str:
        """A place in it."""
        return f"{self.name}, {within}" if self.name else within


class Meter:
    """How far the reading has come: the part of all bytes, 0 to 1, or None where it is not known."""

    def __init__(self, total: int) -> None:
        self._total = total
        self.read = 0

    @property
    def part(self) -> float | None:
        """The part that was read."""
        return min(self.read / self._total, 1.0) if self._total else None


class Metered(io.RawIOBase):
    """A stream that tells a meter what is read from it; `start` was read from it already.

    Where it breaks off it ends, and `broken` says why.
    """

    def __init__(self, stream: BinaryIO, meter: Meter, start: bytes = b"") -> None:
        self._stream = stream
        self._meter = meter
        self._start = start
        self.broken = ""

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer -> how many bytes came."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._start[: len(view)] or self._stream.read(len(view))
        except PACKED as error:
            self.broken, data = reason(error), b""
        self._start = self._start[len(view) :]
        view[: len(data)] = data
        self._meter.read += len(data)
        return len(data)


@contextmanager
def brought(path: Path) -> Iterator[list[File]]:
    """The files at the path. Raises `StoreError` where there are none, or it is not safe to read them."""
    with ExitStack() as held:
        try:
            if path.is_dir():
                files = _in_folder(path)
            elif zipfile.is_zipfile(path):
                files = _in_zip(held.enter_context(zipfile.ZipFile(path)), str(path))
            else:
                files = [File("", path.stat().st_size, _opening(path))]
        except PACKED as error:
            raise StoreError(f"{path} can't be read: {reason(error)}.") from None
        yield files


def reason(error: Exception) -> str:
    """Why a file, or one in a zip, could not be read."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "it is locked with a password; unpack it first"
    return f"it is not a sound zip ({error})"


def _in_folder(folder: Path) -> list[File]:
    """Files whose names say that they may be chats; none that is hidden, none behind a link."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.suffix.lower() in ENDINGS and not hidden and path.is_file() and not path.is_symlink():
            found.append(File(str(name), path.stat().st_size, _opening(path)))
    return _some(found, str(folder))


def _opening(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _in_zip(archive: zipfile.ZipFile, path: str) -> list[File]:
    """The same of a zip. A name in it is only ever shown, so it may be what it likes."""
    found = []
    for entry in sorted(archive.infolist(), key=lambda one: one.filename):
        parts = entry.filename.split("/")
        hidden = any(part.startswith((".", "__MACOSX")) for part in parts if part not in {".", ".."})
        if not entry.filename.lower().endswith(ENDINGS) or hidden:
            continue
        if entry.file_size > max(HARMLESS, DENSEST * entry.compress_size):
            raise StoreError(
                f"A file in {path} would be {entry.file_size >> 20:,} MB when it is unpacked, from"
                f" {entry.compress_size >> 10:,} kB. No chat packs so well, so nothing of it was taken in."
            )
        found.append(File(entry.filename, entry.file_size, _unpacking(archive, entry)))
    return _some(found, path)


def _unpacking(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: archive.open(entry)  # type: ignore[return-value]


def _some(found: list[File], path: str) -> list[File]:
    if not found:
        raise StoreError(
            f"There is nothing to take in in {path}: none of its files ends in {' or '.join(ENDINGS)}."
        )
    if len(found) > MOST:
        raise StoreError(f"There are more than {MOST:,} files in {path}. Take them in by parts.")
    return found
