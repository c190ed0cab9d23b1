"""The user's zone: the one that wall times such as "7 every morning" are kept in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_LOCALTIME = Path("/etc/localtime")


def here(now: datetime) -> datetime:
    """The same instant in the machine's zone, with its clock changes.

    A `now` that has a named zone, or an offset that this machine does not have then, is somebody's choice
    and stays. Raises `ValueError` where it is naive.
    """
    if now.tzinfo is None:
        raise ValueError("The present has to have a zone.")
    if isinstance(now.tzinfo, ZoneInfo):
        return now
    local = now.astimezone(local_zone())
    return local if local.utcoffset() == now.utcoffset() else now


def local_zone() -> tzinfo:
    """By `TZ`, by the system's own setting, or what the C library knows."""
    for name in (os.environ.get("TZ", "").lstrip(":"), _system_zone()):
        if name:
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    from dateutil.tz import tzlocal  # only where the zone has no name

    return tzlocal()


def _system_zone() -> str:
    try:
        target = str(_LOCALTIME.resolve(strict=True))
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2]
