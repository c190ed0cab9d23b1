"""Instants as the store writes them: UTC, ISO 8601 with offset, microseconds always, so they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime

FIRST, LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9998, 12, 30, tzinfo=UTC)
"""Between these an instant has a day, and the day a midnight before it and after it, in every zone."""


def stamp(at: datetime) -> str:
    """The instant as stored; one without a zone is taken as UTC.

    >>> stamp(datetime(2024, 5, 4, 11, 30, tzinfo=UTC))
    '2024-05-04T11:30:00.000000+00:00'
    """
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str) -> datetime:
    """The stored instant, aware, in UTC."""
    return datetime.fromisoformat(text)


def within(at: datetime) -> datetime:
    """The instant in UTC; one without a zone is taken as UTC. Raises `OverflowError` where it is not between
    `FIRST` and `LAST`: for what others have written.
    """
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    if not FIRST <= aware <= LAST:
        raise OverflowError(f"{at} is no time that can be shown in every zone")
    return aware.astimezone(UTC)


def stamp_or_none(at: datetime | None) -> str | None:
    """`stamp`, where there may be none."""
    return None if at is None else stamp(at)


def instant_or_none(text: str | None) -> datetime | None:
    """`instant`, where there may be none."""
    return None if text is None else instant(text)


def present() -> datetime:
    """Now, by the machine's clock: for locks and heartbeats, which no stand-in clock may move."""
    return datetime.now(UTC)
