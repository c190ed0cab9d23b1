"""Which SQLite there is: the one that sqlcipher3 carries, or Python's own where that is good enough.

Good enough is: FTS5 with secure-delete (3.42), and not in the range of versions in which resetting the
write-ahead log while another connection writes could lose a transaction (3.7.0 to 3.51.2). Only sqlcipher3
can encrypt.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from memory.records import StoreError

SAFE_SINCE = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Driver:
    """A DB-API module, the version of its SQLite, and whether it can encrypt."""

    module: Any
    version: tuple[int, ...]
    encrypts: bool

    @property
    def name(self) -> str:
        """As `doctor` shows it."""
        return f"{self.module.__name__.partition('.')[0]} (SQLite {'.'.join(map(str, self.version))})"


def choose(names: tuple[str, ...] = ("sqlcipher3.dbapi2", "sqlite3")) -> Driver:
    """The first of these modules that is good enough. Raises `StoreError` when none is."""
    refused = []
    for name in names:
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            refused.append(f"{name} is not there ({error})")
            continue
        reason = _shortcoming(module)
        if reason is None:
            return Driver(module, module.sqlite_version_info, name.startswith("sqlcipher3"))
        refused.append(f"{name} {reason}")
    raise StoreError(
        f"No SQLite here keeps a memory safely: {'; '.join(refused)}. Install sqlcipher3 0.6.4 or newer."
    )


def _shortcoming(module: Any) -> str | None:
    """What makes the module unfit, or None."""
    if module.sqlite_version_info < SAFE_SINCE:
        return f"has SQLite {module.sqlite_version}, which can lose a write (mended in 3.51.3)"
    connection = module.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except module.Error:
        return "has no full-text search (FTS5)"
    finally:
        connection.close()
    return None


def unlocking(key: bytes, raw: int = 32) -> str:
    """The statement that opens an encrypted file.

    `raw` bytes are the key itself; any other length is a passphrase, stretched by SQLCipher.
    """
    secret = f"x'{key.hex()}'" if len(key) == raw else key.decode("utf-8", "surrogateescape")
    quoted = secret.encode("utf-8", "replace").decode().replace('"', '""')
    return f'PRAGMA key = "{quoted}"'
