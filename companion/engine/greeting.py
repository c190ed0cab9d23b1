"""Which greeting suits the moment. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from companion.persona.persona import Moment

LONG = timedelta(days=14)
NIGHT = (23, 5)  # from, until: hours of the user's clock


def moment(last: datetime | None, now: datetime) -> Moment:
    """`last` is when something was last said, None for never; `now` is in the user's zone."""
    if last is None:
        return "first"
    if now - last >= LONG:
        return "long_absence"
    start, end = NIGHT
    return "late_night" if now.hour >= start or now.hour < end else "return"
