"""What was understood, shown back as an absolute time."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.initiative.when import describe, parse_when
from tests.initiative.conftest import BERLIN

NOW = datetime(2026, 5, 13, 10, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tomorrow at three", "Thursday 14 May at 15:00"),
        ("on the 20th", "Wednesday 20 May"),
        ("3 January", "Sunday 3 January 2027"),
        ("every workday at 7", "every weekday at 07:00, first on Thursday 14 May"),
        ("every other Friday", "every other Friday, first on Friday 15 May"),
        ("Tuesdays and Fridays at 5pm", "every Tuesday and Friday at 17:00, first on Friday 15 May"),
        ("the last Friday of every month", "the last Friday of every month, first on Friday 29 May"),
        ("every month on the 15th", "day 15 of every month, first on Friday 15 May"),
        ("the last day of every month", "the last day of every month, first on Sunday 31 May"),
        ("every year on 3 June", "every year on 3 June, first on Wednesday 3 June"),
        ("every three hours", "every 3 hours, first on Wednesday 13 May at 13:00"),
    ],
)
def test_a_time_is_shown_as_an_absolute_one(text: str, shown: str) -> None:
    when = parse_when(text, NOW)
    assert when is not None
    assert describe(when, NOW) == shown


def test_it_is_shown_in_the_zone_of_whoever_looks() -> None:
    from zoneinfo import ZoneInfo

    when = parse_when("tomorrow at 1 in the morning", NOW)
    assert when is not None
    assert describe(when, NOW.astimezone(ZoneInfo("Europe/London"))) == "Thursday 14 May at 00:00"
