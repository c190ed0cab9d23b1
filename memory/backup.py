"""Backups: whole copies of the store, made while it is in use, each looked through before it counts as one.

Those that the program makes lie in `backups` beside the store, named after it, so that they can be found
from its path alone: forgetting reaches them (`copies.py`).
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from memory import files
from memory.instants import present
from memory.records import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from memory.store import Store

FOLDER = "backups"
_BESIDE = ("-wal", "-shm", "-journal")


def folder(path: Path) -> Path:
    """Where the backups of the store at that path are."""
    return path.parent / FOLDER


def backups(path: Path) -> list[Path]:
    """The backups that were made of the store at that path, oldest first."""
    return sorted(found for found in folder(path).glob(f"{path.stem}-*{path.suffix}") if found.is_file())


def unfinished(path: Path) -> list[Path]:
    """Copies that are being made, or were when the program died, with what SQLite keeps beside them."""
    copies = (folder(path).glob(f".{path.stem}-*.part*"), path.parent.glob(f".{path.name}.restore*"))
    return sorted(found for among in copies for found in among)


def new_name(path: Path, mark: str = "") -> Path:
    """A name for a backup that is made now."""
    begun = f"{path.stem}-{present().astimezone():%Y%m%d-%H%M%S}{mark}"
    name = folder(path) / f"{begun}{path.suffix}"
    number = 1
    while name.exists():
        number += 1
        name = folder(path) / f"{begun}-{number}{path.suffix}"
    return name


def backup(store: Store, to: Path | None = None) -> Path:
    """Copy the store as it is to a new file, 0600 -> its path. Raises `StoreError`; then there is none."""
    if store.volatile:
        raise StoreError("This memory is in no file, so there is nothing to make a backup of.")
    if store.connection.in_transaction:
        raise StoreError("A backup can't be part of a batch. End the batch first.")
    target = to or new_name(store.path)
    if target.exists():
        raise StoreError(f"{target} is there already. Choose another name for the backup, or move it away.")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        copy(store, part)
        with part.open("rb") as copied:
            verify(store, part)
            if not os.fstat(copied.fileno()).st_nlink:  # to forget, another program removes what is half made
                raise StoreError("Something was forgotten while the backup was made. Make it again.")
        settle(part, target)
    except OSError as error:
        raise StoreError(f"The backup can't be written to {target}: {error.strerror}.") from None
    finally:
        remove(part)
    return target


def copy(store: Store, to: Path) -> None:
    """Write all that is committed, and nothing that was deleted, to a file that only you can read."""
    remove(to)
    files.make_private(to)
    store.execute("VACUUM INTO ?", (str(to),))


def verify(store: Store, copied: Path) -> None:
    """Raises `StoreError` where something is wrong with the copy that is not wrong with the store."""
    from memory.check import sound
    from memory.store import Store as Opened

    with closing(Opened(copied, store.key)) as opened:
        found = sound(opened)
    if found and (worse := [problem for problem in found if problem not in sound(store)]):
        raise StoreError(f"The backup did not turn out well, so it was not kept: {worse[0]}")


def settle(part: Path, target: Path) -> None:
    """Give a copy its name, once it is on the disk."""
    for place in (part, part.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    part.replace(target)


def remove(path: Path) -> None:
    """The file, and what SQLite keeps beside it, where they are there."""
    for name in (path.name, *(path.name + ending for ending in _BESIDE)):
        with suppress(FileNotFoundError, NotADirectoryError):
            path.with_name(name).unlink()
