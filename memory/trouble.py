"""What SQLite's errors mean for the one who reads them: a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ADVICE = {
    "SQLITE_BUSY": "{path} was kept locked by another program for 30 seconds. Close it and try again.",
    "SQLITE_LOCKED": "{path} is locked. Close the other programs that use it and try again.",
    "SQLITE_FULL": "The disk is full: {path} can't grow. Free some space and try again.",
    "SQLITE_READONLY": "{path} or its folder can't be written to. Change its permissions, or choose another.",
    "SQLITE_PERM": "{path} can't be opened with your rights. Change its permissions, or choose another.",
    "SQLITE_CANTOPEN": "{path} can't be opened. See that its folder is there and that you may write to it.",
    "SQLITE_IOERR": "The disk failed while {path} was used. See that it is there, then try again.",
    "SQLITE_NOTADB": "{path} is not a memory, or it is encrypted and needs its key. Nothing was changed.",
    "SQLITE_CORRUPT": "{path} is damaged. Restore a backup, or run a check to see what can still be read.",
}


def explain(error: Exception, path: Path) -> str:
    """The sentence for an error of the driver; extended codes (SQLITE_IOERR_WRITE) go with their family."""
    name = getattr(error, "sqlite_errorname", None) or ""
    family = "_".join(name.split("_")[:2])
    advice = _ADVICE.get(family, f"The memory at {{path}} could not do that: {error}.")
    return advice.format(path=path)
