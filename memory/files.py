"""The store's file on the disk: private from its first byte, and looked at before it is opened."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from memory.records import StoreError

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = b"SQLite format 3\x00"
_APPLICATION = slice(68, 72)  # where SQLite keeps the number of the program that a file belongs to


def make_private(path: Path) -> bool:
    """Make the file (0600), and the folders that are missing (0700), whatever the umask is.

    False: it was there. A folder that exists keeps its mode. Raises `StoreError` where it can't be made.
    """
    try:
        make_folder(path.parent)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise StoreError(
            f"The memory can't be made at {path}: {error.strerror}. Choose a folder that you may write to."
        ) from None
    os.fchmod(descriptor, 0o600)
    os.close(descriptor)
    return True


def make_folder(folder: Path) -> None:
    """Make the folder (0700), and those above it that are missing. Raises `OSError`."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise NotADirectoryError(20, "a file is in the way of its folder") from None
        return
    folder.chmod(0o700)


def check_header(path: Path) -> None:
    """Raises `StoreError` where the file can't be read, or is neither empty nor a plain SQLite database.

    Not for a file that this process may have open: closing it gives up all locks that the process holds on
    it, those of SQLite too (fcntl(2)).
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except OSError as error:
        raise StoreError(f"The memory at {path} can't be read: {error.strerror}.") from None
    if start and start != _HEADER:
        raise foreign(path)


def foreign(path: Path) -> StoreError:
    """What is wrong with a file that is neither empty nor a plain SQLite database."""
    return StoreError(
        f"{path} is not a memory, or it is encrypted and needs its key. Nothing was changed."
        " Choose another file, or restore a backup. The commands take no key: an encrypted memory is"
        " opened, backed up and restored from Python, beginning with Memory.open(path, key=...)."
    )


def is_marked(path: Path, application: int) -> bool:
    """Is it a plain SQLite database with that number in its header? Raises `OSError`."""
    with path.open("rb") as file:
        start = file.read(_APPLICATION.stop)
    return start.startswith(_HEADER) and int.from_bytes(start[_APPLICATION], "big") == application


def tighten(path: Path) -> None:
    """Take others' rights off the file and what SQLite keeps beside it, where they are ours to change."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        beside = path.with_name(name)
        with contextlib.suppress(OSError):
            if beside.stat().st_mode & 0o077:
                beside.chmod(0o600)


def size(path: Path) -> int:
    """Bytes of the file and what SQLite keeps beside it."""
    total = 0
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with contextlib.suppress(OSError):
            total += path.with_name(name).stat().st_size
    return total
