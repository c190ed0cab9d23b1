"""The zone that wall times are kept in."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from companion.initiative.zone import here, local_zone
from tests.initiative.conftest import BERLIN

SUMMER = timezone(timedelta(hours=2))


def test_a_plain_offset_becomes_the_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    now = here(datetime(2026, 5, 13, 10, 0, tzinfo=SUMMER))
    assert now.tzinfo == BERLIN
    assert (now + timedelta(days=200)).utcoffset() == timedelta(hours=1)


def test_another_places_offset_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    now = datetime(2026, 5, 13, 10, 0, tzinfo=SUMMER)
    assert here(now).tzinfo is SUMMER


def test_a_named_zone_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    now = datetime(2026, 5, 13, 10, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    assert here(now) is now


def test_a_zone_that_is_not_known_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Nowhere/Land")
    assert datetime.now(local_zone()).utcoffset() is not None


def test_a_present_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        here(datetime(2026, 5, 13))  # noqa: DTZ001
