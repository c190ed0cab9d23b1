"""Times in words: what is understood, and from when."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.initiative.when import find_when, parse_when
from companion.initiative.when.words import any_of
from tests.initiative.conftest import WEDNESDAY, understood


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2026-05-13"),
        ("tomorrow", "2026-05-14"),
        ("tmrw works", "2026-05-14"),
        ("tommorrow works", "2026-05-14"),
        ("the day after tomorrow", "2026-05-15"),
        ("on Friday", "2026-05-15"),
        ("Fri 15:00", "2026-05-15T15:00"),
        ("Wednesday", "2026-05-20"),
        ("this coming Saturday", "2026-05-16"),
        ("next Thursday", "2026-05-21"),
        ("Tuesday next week at 4pm", "2026-05-19T16:00"),
        ("Friday week", "2026-05-22"),
        ("a week on Friday", "2026-05-22"),
        ("two weeks from Saturday", "2026-05-30"),
        ("in ten days", "2026-05-23"),
        ("in one week's time", "2026-05-20"),
        ("in a fortnight", "2026-05-27"),
        ("a couple of weeks from now", "2026-05-27"),
        ("in two months", "2026-07-13"),
        ("Wednesday fortnight", "2026-06-03"),
        ("the day after the 20th", "2026-05-21"),
        ("three days before Christmas", "2026-12-22"),
        ("tomorrow's the big day", "2026-05-14"),
        ("the 20th", "2026-05-20"),
        ("on the 3rd", "2026-06-03"),
        ("on the third", "2026-06-03"),
        ("the 5th of next month", "2026-06-05"),
        ("June 3", "2026-06-03"),
        ("the twenty-first of June", "2026-06-21"),
        ("12 May", "2027-05-12"),
        ("3 June 2031", "2031-06-03"),
        ("on 3.6. at noon", "2026-06-03T12:00"),
        ("2026-06-01 14:30", "2026-06-01T14:30"),
        ("29 February", "2028-02-29"),
        ("the last Sunday in October", "2026-10-25"),
        ("the second Tuesday of next month", "2026-06-09"),
        ("the day before Christmas", "2026-12-24"),
        ("Easter Monday", "2027-03-29"),
        ("Saturday the 16th", "2026-05-16"),
    ],
)
def test_days_are_counted_from_now(text: str, meant: str) -> None:
    assert understood(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("by the end of the week", "2026-05-17"),
        ("this month please", "2026-05-31"),
        ("by the end of June", "2026-06-30"),
        ("by June 30", "2026-06-30"),
        ("by the end of the year", "2026-12-31"),
        ("at the weekend", "2026-05-16"),
        ("next weekend", "2026-05-23"),
        ("before the weekend", "2026-05-15"),
        ("before Friday", "2026-05-14"),
        ("before the 20th", "2026-05-19"),
        ("no later than Friday 5pm", "2026-05-15T17:00"),
        ("I have until Friday to decide", "2026-05-15"),
        ("EOD Friday", "2026-05-15"),
    ],
)
def test_limits_are_the_last_day_that_is_left(text: str, meant: str) -> None:
    assert understood(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("in half an hour", "2026-05-13T10:30"),
        ("in an hour and a quarter", "2026-05-13T11:15"),
        ("in two and a half hours", "2026-05-13T12:30"),
        ("in an hour's time", "2026-05-13T11:00"),
        ("4-ish on Sunday", "2026-05-17T16:00"),
        ("seven thirty tonight", "2026-05-13T19:30"),
        ("six forty-five tomorrow evening", "2026-05-14T18:45"),
        ("see you Friday 8pm-10pm", "2026-05-15T20:00"),
        ("table for 4 at 8", "2026-05-13T20:00"),
        ("the 10.42 train tomorrow", "2026-05-14T10:42"),
        ("in three quarters of an hour", "2026-05-13T10:45"),
        ("in 20min", "2026-05-13T10:20"),
        ("in 2h", "2026-05-13T12:00"),
        ("45 minutes from now", "2026-05-13T10:45"),
        ("set a timer for 25 minutes", "2026-05-13T10:25"),
        ("at 5", "2026-05-13T17:00"),
        ("at 9", "2026-05-13T21:00"),
        ("at 17", "2026-05-13T17:00"),
        ("6 p.m. sharp", "2026-05-13T18:00"),
        ("at 19.30", "2026-05-13T19:30"),
        ("ten to six", "2026-05-13T17:50"),
        ("quarter past nine", "2026-05-13T21:15"),
        ("8 o'clock tomorrow", "2026-05-14T08:00"),
        ("tomorrow at 9 to ring the plumber", "2026-05-14T09:00"),
        ("9am tomorrow", "2026-05-14T09:00"),
        ("5 in the morning", "2026-05-14T05:00"),
        ("at eleven at night", "2026-05-13T23:00"),
        ("tonight at 10", "2026-05-13T22:00"),
        ("12 tonight", "2026-05-14T00:00"),
        ("tomorrow evening at seven", "2026-05-14T19:00"),
        ("first thing tomorrow morning", "2026-05-14T09:00"),
        ("in the morning", "2026-05-14T09:00"),
        ("tomorrow night", "2026-05-14T21:00"),
        ("midnight tomorrow", "2026-05-15T00:00"),
        ("from 3 to 5 on Friday", "2026-05-15T15:00"),
        ("Friday between 2 and 4pm", "2026-05-15T14:00"),
        ("wake me at 6:30 tomorrow", "2026-05-14T06:30"),
        ("this time tomorrow", "2026-05-14T10:00"),
        ("on Friday at twenty past four", "2026-05-15T16:20"),
    ],
)
def test_a_time_of_day_is_the_next_one_that_people_are_awake_for(text: str, meant: str) -> None:
    assert understood(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7 every morning", "2026-05-14T07:00|FREQ=DAILY"),
        ("daily at 6pm", "2026-05-13T18:00|FREQ=DAILY"),
        ("every night", "2026-05-13T21:00|FREQ=DAILY"),
        ("every other day at 9", "2026-05-14T09:00|FREQ=DAILY;INTERVAL=2"),
        ("weekdays at 8", "2026-05-14T08:00|FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("Tuesdays", "2026-05-19|FREQ=WEEKLY;BYDAY=TU"),
        ("Monday evenings", "2026-05-18T19:00|FREQ=WEEKLY;BYDAY=MO"),
        ("every Monday, Wednesday and Friday at 7:30", "2026-05-15T07:30|FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("every second Friday", "2026-05-15|FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("every fortnight on Thursday", "2026-05-14|FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("every two weeks", "2026-05-27|FREQ=WEEKLY;INTERVAL=2"),
        ("alternate Thursdays", "2026-05-14|FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("starting tomorrow, every day at 8", "2026-05-14T08:00|FREQ=DAILY"),
        ("every last day of the month", "2026-05-31|FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("every month on the 15th", "2026-05-15|FREQ=MONTHLY;BYMONTHDAY=15"),
        ("the last Friday of every month", "2026-05-29|FREQ=MONTHLY;BYDAY=-1FR"),
        ("every year on 3 June", "2026-06-03|FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=3"),
        ("every Christmas", "2026-12-25|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"),
        ("every three hours", "2026-05-13T13:00|FREQ=HOURLY;INTERVAL=3"),
    ],
)
def test_what_repeats_has_a_rule_and_a_first_time(text: str, meant: str) -> None:
    assert understood(text) == meant


def test_day_and_month_follow_the_zone() -> None:
    assert understood("5/6") == "2026-06-05"
    assert understood("5/6", zone="America/New_York") == "2027-05-06"
    assert understood("12/25", zone="America/New_York") == understood("25/12") == "2026-12-25"


def test_half_seven_is_asked_about_where_it_means_something_else() -> None:
    assert understood("half seven", zone="Europe/London") == "2026-05-13T19:30"
    assert understood("half seven", zone="Europe/Berlin") is None


def test_a_holiday_belongs_to_its_country() -> None:
    assert understood("Thanksgiving", zone="America/Chicago") == "2026-11-26"
    assert understood("Thanksgiving", zone="Europe/Berlin") is None


def test_wall_time_stays_where_it_is_over_a_clock_change() -> None:
    assert understood("tomorrow at noon", now="2026-10-24T21:00") == "2026-10-25T12:00"
    assert understood("tomorrow at 2:30 in the morning", now="2026-03-28T20:00") == "2026-03-29T03:30"


def test_hours_that_pass_are_counted_through_a_clock_change() -> None:
    assert understood("in 12 hours", now="2026-10-24T20:00") == "2026-10-25T07:00"
    when = parse_when("in 24 hours", datetime(2026, 3, 28, 22, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    assert when is not None
    assert when.at.astimezone(UTC) == datetime(2026, 3, 29, 21, 0, tzinfo=UTC)


def test_what_was_moved_is_at_its_new_time() -> None:
    assert understood("the meeting on Tuesday got moved to Thursday at 11") == "2026-05-14T11:00"
    assert understood("they moved me from Monday to Wednesday at 3") == "2026-05-20T15:00"


def test_remind_me_tomorrow_is_tomorrow_whatever_it_is_about() -> None:
    assert understood("remind me tomorrow about the party on Saturday") == "2026-05-14"


def test_the_words_of_time_can_be_cut_out_of_the_sentence() -> None:
    text = "Call the bank tomorrow at nine, please."
    found = find_when(text, datetime.fromisoformat(WEDNESDAY).replace(tzinfo=ZoneInfo("Europe/Berlin")))
    assert [text[start:end] for start, end in found.spans] == ["tomorrow at nine"]


def test_a_present_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        parse_when("tomorrow", datetime(2026, 5, 13))  # noqa: DTZ001


WORDS = any_of(
    "in on at by before after every other next last this the a an of to from until and or half quarter past "
    "two 5 17 31st 3/4 14:00 6pm 7.30 2026 hour hours minutes days weeks months monday fridays weekend march "
    "may morning night tonight tomorrow today noon midnight christmas easter first second end month year not "
    "was , . - ' 24:61"
)
SOMETIME = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])


@given(st.lists(st.sampled_from(sorted(WORDS)), max_size=9), SOMETIME, ZONES)
def test_whatever_is_said_a_time_is_to_come_in_the_users_zone(
    words: list[str], at: datetime, zone: str
) -> None:
    now = at.replace(tzinfo=ZoneInfo(zone))
    when = parse_when(" ".join(words), now)
    if when is None:
        return
    assert when.at.tzinfo == now.tzinfo
    assert when.at.date() >= now.date() if when.all_day else when.at.astimezone(UTC) > now.astimezone(UTC)


@given(st.text(max_size=80))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    found = find_when(text, datetime(2026, 5, 13, 10, 0, tzinfo=UTC))
    assert all(0 <= start < end <= len(text) for start, end in found.spans)
