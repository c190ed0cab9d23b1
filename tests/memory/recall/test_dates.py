from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.recall.dates import LEAP_YEAR, Span, asked, timeless

TODAY = date(2025, 3, 12)  # a Wednesday


def spans(text: str) -> list[tuple[date, date]]:
    return [(span.start, span.end) for span in asked(text, TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "What did she buy on 4 July 2023?",
        "What did she buy on the 4th of July, 2023?",
        "What did she buy on July 4th, 2023?",
        "what did she buy on jul 4 2023",
        "What did she buy on 2023-07-04?",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert asked(text) == (Span(date(2023, 7, 4), date(2023, 7, 4), 1.0),)


def test_a_day_without_a_year_is_every_years() -> None:
    (span,) = asked("What happened on July 4?")
    assert span.yearly
    assert span.fit(date(2021, 7, 4)) == span.fit(date(2024, 7, 4)) == 1.0
    assert span.fit(date(2024, 7, 3)) == 0.0


def test_the_29th_of_february_is_the_28th_where_there_is_none() -> None:
    (span,) = asked("the party on 29 February")
    assert span.in_year(2024)[0] == date(2024, 2, 29)
    assert span.in_year(2023)[0] == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Who came to stay in August 2022?", date(2022, 8, 1), date(2022, 8, 31)),
        ("the letter of February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("What did we plan for the summer of 2021?", date(2021, 6, 1), date(2021, 8, 31)),
        ("the winter 2023", date(2023, 12, 1), date(2024, 2, 29)),
        ("Where did I work in 2019?", date(2019, 1, 1), date(2019, 12, 31)),
        ("What did I do yesterday?", date(2025, 3, 11), date(2025, 3, 11)),
        ("the day before yesterday", date(2025, 3, 10), date(2025, 3, 10)),
        ("What was that last Friday?", date(2025, 3, 7), date(2025, 3, 7)),
        ("What was that last Wednesday?", date(2025, 3, 5), date(2025, 3, 5)),
        ("my plans of this Wednesday", date(2025, 3, 12), date(2025, 3, 12)),
        ("What did we talk about last week?", date(2025, 3, 3), date(2025, 3, 9)),
        ("Where was I last weekend?", date(2025, 3, 8), date(2025, 3, 9)),
        ("What did I read last month?", date(2025, 2, 1), date(2025, 2, 28)),
        ("What did I read this month?", date(2025, 3, 1), date(2025, 3, 31)),
        ("the trip last year", date(2024, 1, 1), date(2024, 12, 31)),
        ("what I said three days ago", date(2025, 3, 9), date(2025, 3, 9)),
    ],
)
def test_times_and_the_days_that_they_span(text: str, first: date, last: date) -> None:
    assert spans(text) == [(first, last)]


def test_ago_leaves_room_for_what_is_not_meant_exactly() -> None:
    (span,) = asked("the film I saw two weeks ago", TODAY)
    assert span.start < TODAY - timedelta(14) < span.end
    assert span.days == 7


@pytest.mark.parametrize(
    "text",
    [
        "May I ask you something?",
        "They march every day",
        "What do I do on Wednesday evenings?",
        "Does spring water taste better?",
        "I paid 2019 for it",
        "room 14 of the hotel",
        "a thousand years ago",
        "on 2023-13-45",
        "",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert spans(text) == []


def test_relative_times_need_a_today() -> None:
    assert asked("what I did yesterday and last week") == ()


def test_may_is_a_month_where_something_says_so() -> None:
    assert asked("Where was I in May?")[0].start == date(LEAP_YEAR, 5, 1)
    assert asked("Where was I, May 2023?")[0].start == date(2023, 5, 1)


def test_a_feast_is_every_years() -> None:
    (span,) = asked("What did I do on New Year's Eve?")
    assert span.fit(date(2023, 12, 31)) == span.fit(date(2024, 1, 1)) > 0
    assert span.fit(date(2024, 12, 24)) == 0
    assert asked("What did I get for Christmas?")[0].fit(date(2022, 12, 25)) > 0


def test_what_happened_is_told_soon_after_and_never_before() -> None:
    (span,) = asked("the concert on 10 June 2024")
    fits = [span.fit(date(2024, 6, day)) for day in range(9, 22)]
    assert fits == sorted(fits[:1]) + sorted(fits[1:], reverse=True)
    assert (fits[0], fits[1], fits[-1]) == (0.0, 1.0, 0.0)


def test_a_narrow_time_weighs_more_than_a_wide_one() -> None:
    texts = ("on 3 June 2024", "in June 2024", "in the summer of 2024", "in 2024")
    weights = [asked(text)[0].weight for text in texts]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


@pytest.mark.parametrize(
    "text",
    [
        "the boat on 4 July 2023",
        "the boat on July 4th",
        "the boat yesterday",
        "The boat last week",
        "the boat 2 years ago",
    ],
)
def test_a_time_is_no_word_to_look_for(text: str) -> None:
    assert timeless(text).split()[:2] == ["the", "boat"]
    assert set(timeless(text).split()) <= {"the", "boat", "on"}


def test_a_month_may_be_a_word_to_look_for() -> None:
    assert "june" in timeless("What are we planning for June?")


@given(st.text(), st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 1, 1)))
def test_no_text_is_too_strange_to_be_read(text: str, today: date) -> None:
    for span in asked(text, today):
        assert span.start <= span.end
        assert 0 <= span.fit(today) <= 1


@given(
    st.sampled_from(["{} days ago", "{} weeks ago", "{} years ago", "on {} May", "May {}", "in 20{}"]),
    st.integers(0, 999),
)
def test_no_number_is_too_large(text: str, number: int) -> None:
    for span in asked(text.format(number), TODAY):
        assert span.start <= span.end
