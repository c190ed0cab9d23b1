"""How a command ends: exit codes, and what is said when it ends badly."""

from __future__ import annotations

import logging
from typing import NamedTuple

DONE, FAILED, USAGE, NO_MODEL, ENDPOINT, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


class Ending(NamedTuple):
    """What is printed on stderr, and the exit code."""

    message: str
    advice: str
    code: int


class Failure(Exception):  # noqa: N818 - it is how a command ends, not a defect
    """A command can't go on: a sentence, what to do, and the exit code."""

    def __init__(self, message: str, advice: str = "", code: int = FAILED) -> None:
        super().__init__(message)
        self.advice = advice
        self.code = code


def ending(error: Exception) -> Ending:
    """What to say for an error. One that nobody foresaw goes to the log, with its place but without text."""
    if isinstance(error, BrokenPipeError):
        return Ending("", "", DONE)
    advice = str(getattr(error, "advice", ""))
    if isinstance(error, Failure):
        return Ending(str(error), advice, error.code)
    # By name, so that what a command does not need is not imported to see whether it went wrong.
    known = {
        "NoModelError": NO_MODEL,
        "ModelError": ENDPOINT,
        "ConfigError": USAGE,
        "StoreError": FAILED,
        "NotFoundError": FAILED,
        "PersonaError": FAILED,
        "NeedsTime": FAILED,
        "WhenUnclear": FAILED,
        "DownloadError": FAILED,
    }
    code = next((known[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in known), None)
    if code is not None:
        return Ending(str(error), advice, code)
    if isinstance(error, OSError) and error.strerror:
        return Ending(*refused(error), FAILED)
    return Ending(*unforeseen(error), FAILED)


def refused(error: OSError) -> tuple[str, str]:
    """What the system did not let us do."""
    where = f"{error.filename} can't be used" if error.filename else "This can't be done"
    return (
        f"{where}: {error.strerror}.",
        "See that there is room, and that you may read and write there.",
    )


def unforeseen(error: Exception) -> tuple[str, str]:
    """Logs where it broke (no content), and says so."""
    from companion import locations

    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "nowhere"
    logging.getLogger("companion").error("%s at %s", type(error).__name__, where)
    return (
        f"Something broke that should not have: {type(error).__name__} at {where}.",
        f"What you said is kept. Please report it: {locations.log_file()} has the line, without your words.",
    )
