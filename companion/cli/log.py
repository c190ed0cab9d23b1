"""The log: what went wrong, never what was said. Private, made at its first line, and small."""

from __future__ import annotations

import logging
import logging.handlers
import os
from typing import TYPE_CHECKING, Any

from companion import locations

if TYPE_CHECKING:
    from io import TextIOWrapper

LARGEST = 500_000  # bytes; one older file of that size is kept


class _Private(logging.handlers.RotatingFileHandler):
    """A log that nobody else can read."""

    def _open(self) -> TextIOWrapper:
        locations.private(locations.log_file().parent)

        def opener(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=opener)  # type: ignore[return-value]

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A log that can't be written is no reason to stop."""


class _Terse(logging.Formatter):
    """An error is named, and no more: its words may be those of a server that repeats what it was sent."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """The kind of the error."""
        return str(ei[0].__name__)

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002, N802 - logging's name
        """Nothing."""
        return ""


def start() -> None:
    """From now on the program's and its memory's warnings and errors go to `locations.log_file()`."""
    handler = _Private(locations.log_file(), maxBytes=LARGEST, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(_Terse("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("companion", "memory"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(handler)
            logger.propagate = False
