"""What a tick does: bring up the reminders whose time has come, and arm the repeated ones again.

It is cheap, for it runs every few minutes: neither a model nor a screen is loaded.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from companion.initiative.zone import here

if TYPE_CHECKING:
    from memory import Memory
    from memory.records import Reminder


def fire_due(memory: Memory, now: datetime) -> list[Reminder]:
    """The reminders that are due, each for one caller only, in order of their time.

    A repeated one waits for its next occurrence after `now` from the same moment on; those that were missed
    in between are not made up for.
    """
    now = here(now)
    with memory.batch():
        fired = memory.claim_due(now)
        for reminder in fired:
            following = next_due(reminder.rrule, reminder.due, now) if reminder.rrule else None
            if following is not None:
                memory.settle_reminder(reminder.id, state="waiting", due=following)
    return fired


def next_due(rrule: str, first: datetime, now: datetime) -> datetime | None:
    """The first occurrence after `now` of what began at `first`, in the wall time of its zone; None where the
    rule has ended, or is none that can be read.
    """
    from dateutil.rrule import rrulestr  # only where something repeats

    rule = rrule.upper()
    elapsed = "FREQ=HOURLY" in rule or "FREQ=MINUTELY" in rule
    zone = UTC if elapsed else now.tzinfo
    try:
        rules = rrulestr(rule, dtstart=first.astimezone(zone).replace(tzinfo=None))
    except ValueError:
        return None
    wall: datetime | None = now.astimezone(zone).replace(tzinfo=None)
    while wall is not None and (wall := rules.after(wall)) is not None:
        at = wall.replace(tzinfo=zone).astimezone(UTC)
        if at > now:
            return at
    return None
