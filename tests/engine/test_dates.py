"""Words such as "tomorrow" get the day that they meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from companion.engine.dates import dated

AT = datetime(2026, 5, 31, 22, 0, tzinfo=UTC)


def test_tomorrow_and_yesterday_get_their_dates() -> None:
    assert (
        dated("Tomorrow I bake, yesterday I slept.", AT)
        == "Tomorrow (1 June) I bake, yesterday (30 May) I slept."
    )


def test_the_day_is_that_of_the_person() -> None:
    assert dated("tomorrow", AT.astimezone(timezone(timedelta(hours=9)))) == "tomorrow (2 June)"


def test_what_has_its_date_gets_no_second_one() -> None:
    assert dated(dated("tomorrow", AT), AT) == "tomorrow (1 June)"
