"""Getting a model of the catalogue: into `<name>.gguf.part` first, checked, and only then under its name.

A download that was cut goes on where it was. While it runs the `.part` is locked, so that two programs can't
write the same file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from companion import locations
from companion.models import catalogue as offered
from companion.models import hub, packages
from companion.models.partial import DownloadError, Partial, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from companion.models.catalogue import Entry, Source

_BLOCK = 4 * 2**20


def get(name: str, *, progress: Callable[[Progress], None]) -> Path:
    """Download the model of that name into the models folder, check it, and return its path.

    What is there already is returned as it is. Raises `DownloadError`; Ctrl-C leaves what was done for a next
    time.
    """
    entry = offered.entry(name)
    if entry is None:
        names = ", ".join(one.name for one in offered.catalogue())
        raise DownloadError(f"There is no {name} in the catalogue.", f"It has: {names}.")
    return fetch(entry, progress)


def fetch(entry: Entry, progress: Callable[[Progress], None]) -> Path:
    """`get`, for an entry of any catalogue."""
    target = locations.models_folder() / f"{entry.name}.gguf"
    if target.is_file():
        return target
    try:
        locations.private(target.parent)
        with _locked(target) as partial:
            if not target.is_file():  # else another program has just finished
                _fill(entry, partial, progress)
                _finish(partial, target)
    except OSError as error:
        raise DownloadError(
            f"{entry.name} can't be written: {error.strerror or error}.",
            f"Look at the folder {target.parent}, or choose another with COMPANION_MODELS.",
        ) from None
    return target


@contextmanager
def _locked(target: Path) -> Iterator[Partial]:
    path = target.with_name(f"{target.name}.part")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        if not _lock(file, path):
            raise DownloadError(
                f"{target.stem} is being downloaded by another program.", "Let it finish, then try again."
            )
        partial = Partial(path, file)
        try:
            yield partial
        finally:
            shutil.rmtree(partial.scratch, ignore_errors=True)
            if target.is_file() or not file.seek(0, os.SEEK_END):  # nothing to go on with
                path.unlink(missing_ok=True)
                partial.note.unlink(missing_ok=True)


def _lock(file: BinaryIO, path: Path) -> bool:
    """Whether the file is ours alone, and still the one at that path."""
    try:
        import fcntl
    except ImportError:  # not on this system
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return path.with_name(path.stem).is_file() or os.path.samestat(os.fstat(file.fileno()), path.stat())
    except (BlockingIOError, FileNotFoundError):
        return False


def _fill(entry: Entry, partial: Partial, progress: Callable[[Progress], None]) -> None:
    """From the first source that has it."""
    for number, source in enumerate(entry.sources, 1):
        try:
            _fill_from(source, entry, partial, progress)
        except DownloadError:
            if number == len(entry.sources):
                raise
        else:
            return


def _fill_from(source: Source, entry: Entry, partial: Partial, progress: Callable[[Progress], None]) -> None:
    if isinstance(source, offered.Hub):
        declared = hub.fill(source, entry, partial, progress)
    else:
        declared = None
        packages.fill(source, entry, partial, progress)
    if expected := entry.sha256 or declared:
        progress(Progress(entry.size, entry.size, "checking"))
        _check(partial, entry.name, expected)


def _check(partial: Partial, name: str, expected: str) -> None:
    partial.file.flush()
    partial.file.seek(0)
    found = hashlib.sha256()
    while block := partial.file.read(_BLOCK):
        found.update(block)
    if found.hexdigest() != expected:
        partial.discard()
        raise DownloadError(
            f"What came as {name} is not what it should be: its checksum is wrong.",
            "It was deleted. Try again; if it stays so, what is offered there has changed: don't use it.",
        )


def _finish(partial: Partial, target: Path) -> None:
    """Under its name, for good."""
    partial.file.flush()
    os.fsync(partial.file.fileno())
    partial.path.replace(target)
    partial.note.unlink(missing_ok=True)
    with suppress(PermissionError):  # a system where folders can't be opened
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
