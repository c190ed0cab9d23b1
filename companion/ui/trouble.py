"""What went wrong, as one sentence for a reader; what nobody foresaw goes to the log as well."""

from __future__ import annotations

import logging

from companion.config import ConfigError
from companion.models.protocol import ModelError
from memory.records import StoreError

log = logging.getLogger("companion.ui")


def sentence(error: Exception) -> str:
    """Errors that were written for readers, as they are; of others only the kind and the place."""
    if isinstance(error, ModelError):
        return f"{error} {error.advice}"
    if isinstance(error, StoreError | ConfigError) or type(error).__module__.startswith("companion."):
        return str(error)
    where = _place(error)
    log.error("%s at %s", type(error).__name__, where)
    return f"Something broke that should not have: {type(error).__name__} at {where}."


def _place(error: Exception) -> str:
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at else "nowhere"
