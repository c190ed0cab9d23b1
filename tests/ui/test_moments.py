"""How instants are written: short, local, and never to be misread."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from companion.ui import moments

NOW = datetime(2026, 5, 5, 14, 2).astimezone()


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(), "Today 14:02"),
        (timedelta(days=1), "Yesterday 14:02"),
        (timedelta(days=-1), "Tomorrow 14:02"),
        (timedelta(days=3), "Saturday 2 May 14:02"),
        (timedelta(days=365), "Monday 5 May 2025 14:02"),
    ],
)
def test_a_moment_has_its_day_and_the_year_only_where_it_is_another(ago: timedelta, said: str) -> None:
    assert moments.moment(NOW - ago, NOW) == said


def test_what_lasts_all_day_has_no_hour() -> None:
    assert moments.moment(NOW, NOW, all_day=True) == "Today"
    assert moments.due(NOW + timedelta(days=3), NOW, all_day=True) == "Friday 8 May"


def test_something_due_soon_is_named_and_dated() -> None:
    assert moments.due(NOW + timedelta(days=1), NOW) == "Tomorrow, Wednesday 6 May, 14:02"
    assert moments.due(NOW + timedelta(days=3), NOW) == "Friday 8 May, 14:02"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(hours=2), "12:02"),
        (timedelta(days=3), "Sat 14:02"),
        (timedelta(days=20), "15 Apr"),
        (timedelta(days=400), "31 Mar 2025"),
    ],
)
def test_in_a_column_it_is_brief(ago: timedelta, said: str) -> None:
    assert moments.brief(NOW - ago, NOW) == said


def test_an_instant_of_another_zone_is_shown_in_ours() -> None:
    from datetime import UTC

    assert moments.clock(NOW.astimezone(UTC)) == "14:02"


def test_messages_in_quick_succession_have_nothing_between_them() -> None:
    assert moments.separator(NOW, NOW + timedelta(minutes=5), NOW) is None


def test_a_pause_shows_the_hour_and_another_day_shows_the_day() -> None:
    assert moments.separator(NOW, NOW + timedelta(minutes=45), NOW) == "14:47"
    assert moments.separator(NOW - timedelta(days=1), NOW, NOW) == "Today 14:02"


def test_a_conversation_of_today_needs_no_day_at_its_head_but_an_old_one_does() -> None:
    assert moments.separator(None, NOW, NOW) is None
    assert moments.separator(None, NOW - timedelta(days=3), NOW) == "Saturday 2 May 14:02"
