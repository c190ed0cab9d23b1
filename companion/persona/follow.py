"""Follows the files of a persona that is in use, so that what its author saves takes effect at once.

A look costs a few `stat` calls. Only what is different since the last is read, so that nothing has to watch
the disk, and a file that was saved under another name and moved into place is noticed like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.load import files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from companion.persona.persona import Persona

    Stamps = dict[Path, "Stamp | None"]

GRACE = 2.0
"""Seconds for which a file may be gone or empty: some editors take it away before they write it anew."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is told from what it was before; a rename changes the inode."""

    mtime_ns: int
    size: int
    inode: int


class Followed:
    """A persona by its name or path, which `open_persona` opens. Its files are looked at from now on."""

    def __init__(self, name: str, open_persona: Callable[[str], Persona]) -> None:
        self._name, self._open = name, open_persona
        self._stamps = _stamps(files_of(name))
        self._gone_since: float | None = None

    def look(self, now: float) -> Persona | None:
        """The persona as it was saved since the last look; None where nothing was saved.

        `now` is in seconds, by any clock that goes forward. Raises what `open_persona` raises, once for each
        save that is broken.
        """
        seen = _stamps(self._stamps)
        if seen == self._stamps:
            self._gone_since = None
            return None
        if self._may_come_back(seen, now):
            return None
        self._gone_since = None
        self._stamps = _stamps(files_of(self._name))  # before it is read: what comes later is seen next time
        return self._open(self._name)

    def _may_come_back(self, seen: Stamps, now: float) -> bool:
        """Whether a file is gone that was there, and has not been for long."""
        if not any(_is_gone(self._stamps[path], stamp) for path, stamp in seen.items()):
            return False
        if self._gone_since is None:
            self._gone_since = now
        return now - self._gone_since < GRACE


def _is_gone(before: Stamp | None, after: Stamp | None) -> bool:
    return before is not None and (after is None or after.size == 0 < before.size)


def _stamps(files: Iterable[Path]) -> Stamps:
    return {path: _stamp(path) for path in files}


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except (OSError, ValueError):  # not there, not to be read, or no path at all
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
