"""Words that sound like times: what is rather asked for, is over, or is no time at all."""

from __future__ import annotations

import pytest

from tests.initiative.conftest import understood


@pytest.mark.parametrize(
    "text",
    [
        "later",
        "soon",
        "someday",
        "next week",
        "early next week",
        "mid June",
        "in March",
        "in some weeks",
        "in a week or two",
        "in 2-3 days",
        "later today",
        "tomorrow or Friday",
        "at 5 or 6",
        "Friday the 16th",
        "the 30th of February",
        "every day at 5 except Sunday",
        "every evening until Friday",
        "the Friday after next",
        "some Friday",
        "half a year",
        "twice daily",
        "the week of the 20th",
        "in the early hours of Friday",
        "this evening at quarter to",
        "Monday after the holidays",
    ],
)
def test_in_doubt_nothing_is_guessed(text: str) -> None:
    assert understood(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "last week",
        "an hour ago",
        "yesterday at six",
        "since Monday",
        "I saw her on Friday",
        "we met at 5",
        "I woke up at 6",
        "Sunday was lovely",
        "he finished the book in two days",
        "I haven't slept in 3 days",
        "we used to meet on Fridays",
        "I was born on 3 June 1980",
        "this morning at 8",
        "this past Sunday",
        "it lasted from 2 to 4",
        "not before Monday",
    ],
)
def test_what_is_past_or_ruled_out_is_no_time(text: str) -> None:
    assert understood(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "she has 3 kids and is 42",
        "flat 12, 3rd floor",
        "the score was 3:2",
        "3/4 of the cake",
        "about 20 people",
        "a film that is 7/10",
        "call 030 1234567",
        "at 5 Main Street",
        "at 30 degrees",
        "the sun is out",
        "I sat down",
        "I may go",
        "Good morning!",
        "happy Friday",
        "her 60th birthday",
        "it takes 2 hours",
        "twice a week",
        "24/7",
        "at one point I laughed",
        "on a scale from 1 to 10",
        "every now and then",
    ],
)
def test_numbers_and_names_that_are_no_times(text: str) -> None:
    assert understood(text) is None
