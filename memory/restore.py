"""Putting a backup in the place of the store: looked through first, and what was there is kept, too."""

from __future__ import annotations

import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from memory import driver, files
from memory.backup import new_name, remove, settle
from memory.records import StoreError
from memory.schema import APPLICATION
from memory.store import Store
from memory.trouble import explain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT = 1.0  # seconds for another program to let go


@dataclass(frozen=True, slots=True)
class Look:
    """What is in a store: how many messages, and when the last was said (ISO 8601, or None)."""

    messages: int
    last: str | None


def look(path: Path, source: Path, key: bytes | None = None) -> Look:
    """What is in a backup of the store at `path`. Raises `StoreError` where it can't be restored."""
    with _candidate(source, path.with_name(f".{path.name}.restore"), key) as found:
        return found


def restore(path: Path, source: Path, key: bytes | None = None) -> Path | None:
    """Put the backup `source` in the place of the store at `path` -> where what was there is kept, if it was.

    Raises `StoreError` where the source is no sound store that this program knows, or where another program
    has the store open; then nothing was changed.
    """
    if path.exists() and source.exists() and path.samefile(source):
        raise StoreError(f"{source} is the memory itself. Say which backup to restore.")
    part = path.with_name(f".{path.name}.restore")
    with _candidate(source, part, key), _alone(path, key) as held:
        kept = _set_aside(path, held) if path.exists() else None
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        settle(part, path)
    return kept


@contextmanager
def _candidate(source: Path, part: Path, key: bytes | None) -> Iterator[Look]:
    """A copy of the backup that was opened, migrated and found sound; it goes in the end."""
    try:
        _duplicate(source, part)
        _check_ours(part, source, key)
        with closing(Store(part, key)) as opened:
            _check_sound(opened, source)
            row = opened.rows("SELECT count(*), max(at) FROM message")[0]
        yield Look(row[0], row[1])
    except OSError as error:
        raise StoreError(f"{source} can't be restored: {error.strerror}.") from None
    except StoreError as error:
        raise StoreError(str(error).replace(str(part), str(source))) from None
    finally:
        remove(part)


def _duplicate(source: Path, to: Path) -> None:
    """The file, with the log beside it if there is one, to where only you can read it."""
    remove(to)
    files.make_private(to)
    shutil.copyfile(source, to)
    log = source.with_name(f"{source.name}-wal")
    if log.exists():
        files.make_private(to.with_name(f"{to.name}-wal"))
        shutil.copyfile(log, to.with_name(f"{to.name}-wal"))


def _check_ours(part: Path, source: Path, key: bytes | None) -> None:
    """Raises `StoreError` where it is no store of ours; opening would make one of an empty database."""
    if not part.stat().st_size:
        raise StoreError(f"{source} is empty. Choose another backup.")
    if key is None:
        files.check_header(part)
    with closing(_connected(part, key)) as connection:
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
        except driver.choose().module.Error as error:
            raise StoreError(explain(error, source)) from None
    if application != APPLICATION:
        raise StoreError(f"{source} is a database of another program, no backup of a memory.")


def _check_sound(opened: Store, source: Path) -> None:
    damage = [row[0] for row in opened.rows("PRAGMA integrity_check") if row[0] != "ok"]
    if damage:
        raise StoreError(f"{source} is damaged ({damage[0]}), so it was not restored. Choose another backup.")


def _connected(path: Path, key: bytes | None) -> Any:
    connection = driver.choose().module.connect(str(path), timeout=WAIT, isolation_level=None)
    if key is not None:
        connection.execute(driver.unlocking(key))
    return connection


@contextmanager
def _alone(path: Path, key: bytes | None) -> Iterator[Any | None]:
    """Nobody else has the store open, or can open it, until the end; None where it is too damaged to tell.

    Leaving the write-ahead log takes a lock that no other connection may share.
    """
    if not path.exists():
        yield None
        return
    module = driver.choose().module
    with closing(_connected(path, key)) as connection:
        held: Any | None = connection
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except module.Error as error:
            if (getattr(error, "sqlite_errorname", None) or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise StoreError(
                    f"Another program has {path} open. Close it, then restore; nothing was changed."
                ) from None
            held = None
        yield held


def _set_aside(path: Path, held: Any | None) -> Path:
    """Keep what is there as a backup; as it is, byte for byte, where it can't be read."""
    if held is not None:
        kept = new_name(path, "-before-restore")
        part = kept.with_name(f".{kept.name}.part")
        try:
            remove(part)
            files.make_private(part)
            held.execute("VACUUM INTO ?", (str(part),))
            settle(part, kept)
        except driver.choose().module.Error:
            pass  # damaged further in
        else:
            return kept
        finally:
            remove(part)
    kept = new_name(path, "-damaged")
    _duplicate(path, kept)
    return kept
