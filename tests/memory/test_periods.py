"""Days, weeks, months and years: each within one of the next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.periods import SPANS, Period, day_of, period, week_of

days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(days)
def test_each_day_is_in_a_week_in_a_month_in_a_year(day: date) -> None:
    span: Period | None = Period("day", day, day)
    levels = []
    while span is not None:
        assert span.first <= day <= span.last
        assert period(span.key) == span
        if span.above is not None:
            assert span.above.first <= span.first <= span.last <= span.above.last
        levels.append(span.level)
        assert span.rank == len(levels)
        span = span.above
    assert tuple(levels) == SPANS


@given(days, days)
def test_keys_of_one_level_sort_by_time(one: date, other: date) -> None:
    assert (week_of(one).key < week_of(other).key) == (week_of(one).first < week_of(other).first)


def test_a_week_ends_with_its_month() -> None:
    assert week_of(date(2026, 5, 1)).key == "2026-05-01/2026-05-03"
    assert week_of(date(2026, 5, 6)).key == "2026-05-04/2026-05-10"
    assert week_of(date(2026, 4, 30)).key == "2026-04-27/2026-04-30"


def test_a_day_is_that_of_the_zone_and_over_at_its_midnight() -> None:
    late = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    berlin = ZoneInfo("Europe/Berlin")
    assert day_of(late, UTC).key == "2026-03-28"
    sunday = day_of(late, berlin)
    assert sunday.key == "2026-03-29"
    assert sunday.over(berlin) == datetime(2026, 3, 29, 22, tzinfo=UTC)  # a day of 23 hours


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_time_are_days_too(at: datetime) -> None:
    for hours in (-12, 0, 14):
        zone = timezone(timedelta(hours=hours))
        assert day_of(at, zone).over(zone).astimezone(UTC)


@pytest.mark.parametrize("key", ["", "26", "2026-13", "2026-02-30", "2026-W19", "last May", "2026-5"])
def test_what_is_no_period_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        period(key)
