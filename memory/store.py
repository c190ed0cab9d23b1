"""The connection: one SQLite file, private before a byte is in it, written in transactions of our own.

Not here: the tables (`schema.py`) and what is in them (a module a subject).
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from memory import driver, files, schema
from memory.records import StoreError
from memory.trouble import explain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import sqlite_utils

WAIT = 30.0  # seconds that a write waits for another program's
CACHE = 32_768  # KB of pages that are kept in memory, of those that were read
VOLATILE = ":memory:"


class Store:
    """An open store. It belongs to the thread that opened it; rows can be read by column name."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        """Opens, makes and migrates the file. Raises `StoreError`; a file not ours stays untouched."""
        self.path = path
        self.volatile = str(path) == VOLATILE
        self.driver = driver.choose()
        self.key = key  # copies of the file are opened with it
        self.encrypted = key is not None
        self._deep = False
        if key is not None and not self.driver.encrypts:
            raise StoreError("Only sqlcipher3 opens an encrypted memory. Install sqlcipher3 0.6.4 or newer.")
        if not self.volatile:
            files.make_private(path)
        try:
            self.connection = self.driver.module.connect(str(path), timeout=WAIT, isolation_level=None)
        except self.driver.module.Error as error:
            raise StoreError(explain(error, path)) from error
        try:
            self._set_up(key)
        except BaseException:
            self.connection.close()
            raise

    def _set_up(self, key: bytes | None) -> None:
        self.connection.row_factory = self.driver.module.Row
        if key is not None:
            self._unlock(key)
        self._look_at()
        self.execute(f"PRAGMA busy_timeout={WAIT * 1000:.0f}")
        schema.check_version(self)
        self._use_wal()
        for pragma in (
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "cell_size_check=ON",
            "trusted_schema=OFF",
            f"cache_size=-{CACHE}",
        ):
            self.execute(f"PRAGMA {pragma}")
        schema.migrate(self)
        if not self.volatile:
            files.tighten(self.path)

    def _look_at(self) -> None:
        """See that it is a database, before anything is asked of it that might write."""
        try:
            self.connection.execute("PRAGMA schema_version").fetchone()
        except self.driver.module.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise StoreError(explain(error, self.path)) from error
            raise files.foreign(self.path) from None

    def _unlock(self, key: bytes) -> None:
        self.execute(driver.unlocking(key))
        try:
            self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except self.driver.module.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise StoreError(explain(error, self.path)) from error
            raise StoreError(f"That key does not open {self.path}. Nothing was changed.") from None

    def _use_wal(self) -> None:
        """Switch to the write-ahead log; while others do the same SQLite says busy without waiting."""
        end = time.monotonic() + WAIT
        while self.value("PRAGMA journal_mode") != "wal":
            try:
                if self.connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
                    return  # a file system without shared memory: the rollback journal is as safe
            except self.driver.module.OperationalError as error:
                busy = (getattr(error, "sqlite_errorname", None) or "").startswith("SQLITE_BUSY")
                if not busy or time.monotonic() > end:
                    raise StoreError(explain(error, self.path)) from error
                time.sleep(0.01)

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """One statement -> its cursor. Raises `StoreError`."""
        try:
            return self.connection.execute(sql, parameters)
        except self.driver.module.Error as error:
            raise StoreError(explain(error, self.path)) from error

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """All rows; `row["column"]`. Raises `StoreError`."""
        try:
            return list(self.connection.execute(sql, parameters).fetchall())
        except self.driver.module.Error as error:
            raise StoreError(explain(error, self.path)) from error

    def tuples(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """All rows as plain tuples, which is quicker where there are hundreds. Raises `StoreError`."""
        try:
            cursor = self.connection.cursor()
            cursor.row_factory = None
            return list(cursor.execute(sql, parameters))
        except self.driver.module.Error as error:
            raise StoreError(explain(error, self.path)) from error

    def row(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Any | None:
        """The first row, or None. Raises `StoreError`."""
        rows = self.rows(sql, parameters)
        return rows[0] if rows else None

    def value(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """The first column of the first row, or None. Raises `StoreError`."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Add a row -> its id. Raises `StoreError`."""
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        return int(self.execute(sql, tuple(values.values())).lastrowid)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and alone in writing: BEGIN IMMEDIATE. Inside another one, it is that one."""
        if self._deep:
            yield
            return
        self.execute("BEGIN IMMEDIATE")
        self._deep = True
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        finally:
            self._deep = False

    @cached_property
    def db(self) -> sqlite_utils.Database:
        """The same connection through sqlite-utils, for looking at tables; writing is `transaction`'s.

        (Its `query` leaves a savepoint open under sqlcipher3 when a row-returning write is not read to its
        end, and its own transactions are deferred.)
        """
        import sqlite_utils  # 0.1 s, which an answer need not wait for

        return sqlite_utils.Database(self.connection, execute_plugins=False)

    def data_version(self) -> int:
        """Changes when another program has written to the file."""
        return int(self.value("PRAGMA data_version"))

    def state(self) -> tuple[int, int]:
        """Is another one after every write, this connection's or another program's."""
        return self.data_version(), self.connection.total_changes

    def erase_traces(self) -> None:
        """Leave no byte of what was deleted: not in the file's unused places, not in its log.

        secure_delete clears what a row leaves behind, but not what SQLite leaves of it when it moves rows
        from page to page; so all pages are written anew (in memory first, never through a file of its own).
        Raises `StoreError` where another program is in the way.
        """
        self.execute("PRAGMA temp_store=MEMORY")
        self.execute("VACUUM")
        blocked = self.row("PRAGMA wal_checkpoint(TRUNCATE)")
        if blocked is not None and blocked[0]:
            raise StoreError(
                f"{self.path} is being read by another program, so the last traces in its log could not be"
                " erased. Close that program and forget again."
            )

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
