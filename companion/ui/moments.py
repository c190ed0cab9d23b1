"""How an instant is written on the screen: local, absolute, and as short as it can be without doubt."""

from __future__ import annotations

from datetime import datetime, timedelta

PAUSE = timedelta(minutes=30)


def clock(at: datetime) -> str:
    """`14:02`, local."""
    return at.astimezone().strftime("%H:%M")


def day(at: datetime, now: datetime) -> str:
    """`Today`, `Yesterday`, `Tuesday 5 May`, and with the year where it is another one."""
    local, today = at.astimezone(), now.astimezone()
    days = (today.date() - local.date()).days
    if days in (0, 1):
        return ("Today", "Yesterday")[days]
    if days == -1:
        return "Tomorrow"
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local:%A} {local.day} {local:%B}{year}"


def moment(at: datetime, now: datetime, *, all_day: bool = False) -> str:
    """`Today 14:02`, `Tuesday 5 May 14:02`; the day alone for what lasts all day."""
    return day(at, now) if all_day else f"{day(at, now)} {clock(at)}"


def due(at: datetime, now: datetime, *, all_day: bool = False) -> str:
    """An absolute time that can't be misread: `Tomorrow, Friday 8 May, 14:00`."""
    local = at.astimezone()
    named = day(at, now)
    date = f"{local:%A} {local.day} {local:%B}"
    near = f"{named}, {date}" if named in ("Today", "Tomorrow", "Yesterday") else named
    return near if all_day else f"{near}, {clock(at)}"


def brief(at: datetime, now: datetime) -> str:
    """For a column of a list: `14:02`, `Tue 14:02`, `5 May`, `5 May 2024`."""
    local, today = at.astimezone(), now.astimezone()
    days = (today.date() - local.date()).days
    if days == 0:
        return clock(at)
    if 0 < days < 7:
        return f"{local:%a} {clock(at)}"
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {local:%b}{year}"


def separator(before: datetime | None, at: datetime, now: datetime) -> str | None:
    """The line between two messages: the day where it changes, the hour after a pause; None without one."""
    if before is None:
        return None if day(at, now) == "Today" else moment(at, now)
    if before.astimezone().date() != at.astimezone().date():
        return moment(at, now)
    return clock(at) if at - before >= PAUSE else None
