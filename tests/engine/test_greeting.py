"""She greets by how long it has been, and by the hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from companion.engine.greeting import moment

EVENING = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)


def test_at_the_first_meeting_and_after_a_day() -> None:
    assert moment(None, EVENING) == "first"
    assert moment(EVENING - timedelta(days=1), EVENING) == "return"


def test_a_long_absence_counts_for_more_than_the_hour() -> None:
    night = EVENING.replace(hour=2)
    assert moment(night - timedelta(days=40), night) == "long_absence"
    assert moment(night - timedelta(days=2), night) == "late_night"


def test_night_is_by_the_users_clock() -> None:
    in_tokyo = EVENING.astimezone(timezone(timedelta(hours=9)))
    assert in_tokyo.hour == 5
    assert moment(EVENING - timedelta(hours=3), in_tokyo) == "return"
    assert moment(EVENING - timedelta(hours=3), EVENING.replace(hour=23)) == "late_night"
