"""Backups: whole copies of the store, made while it is in use, each looked through before it counts as one.

Those that the program names lie in `backups` beside the store, so that they can be found from its path alone.
Others in that folder and beside the store are known by what is in them: forgetting reaches all (`copies.py`).
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from memory import files
from memory.instants import present
from memory.records import StoreError
from memory.schema import APPLICATION

if TYPE_CHECKING:
    from pathlib import Path

    from memory.store import Store

FOLDER = "backups"
_BESIDE = ("-wal", "-shm", "-journal")
# What tells rows of one store from those of another, wherever they were copied to.
_ROWS = (
    "SELECT id || ' ' || started_at || ' ' || persona AS row FROM conversation",
    "SELECT id || ' ' || learned_at || ' ' || said_by AS row FROM fact",
)


def folder(path: Path) -> Path:
    """Where the backups of the store at that path are."""
    return path.parent / FOLDER


def backups(path: Path) -> list[Path]:
    """The copies of a memory in the folder of its backups: those that it named, oldest first, then others."""
    there = [found for found in _files(folder(path)) if found not in unfinished(path)]
    named = sorted(found for found in there if found.match(f"{path.stem}-*{path.suffix}"))
    return named + [found for found in there if found not in named and _ours(path, found)]


def copies(store: Store) -> list[Path]:
    """The same, and the copies of this store that lie right beside it, whatever they are called."""
    among = (found for found in _files(store.path.parent) if found not in unfinished(store.path))
    return backups(store.path) + [
        found for found in among if _ours(store.path, found) and _made_of(store, found)
    ]


def _files(within: Path) -> list[Path]:
    return sorted(found for found in within.iterdir() if found.is_file()) if within.is_dir() else []


def _ours(path: Path, found: Path) -> bool:
    """Is it a memory, and not the store itself? (Its own is not read: to close it lets go of locks.)"""
    with suppress(OSError):
        return not (path.exists() and found.samefile(path)) and files.is_marked(found, APPLICATION)
    return False


def _made_of(store: Store, found: Path) -> bool:
    """Does it have a conversation or a fact of the store? A folder may have other memories in it."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{found.as_uri()}?immutable=1", uri=True)) as copy:
        return any(
            store.value(f"SELECT 1 FROM ({own}) JOIN json_each(?) ON row = value", (json.dumps(rows),))  # noqa: S608
            for own in _ROWS
            if (rows := [row for (row,) in copy.execute(own)])
        )
    return False


def unfinished(path: Path) -> list[Path]:
    """Copies that are being made, or were when the program died, with what SQLite keeps beside them."""
    made = (
        folder(path).glob(".*.part*"),
        path.parent.glob(f".*{path.suffix}.[0-9]*.part*"),
        path.parent.glob(f".{path.name}.restore*"),
    )
    return sorted(found for among in made for found in among)


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
