"""A text over a period: dated sentences of its parts, or a model's as far as they bear it out."""

from __future__ import annotations

import random
from datetime import UTC, date

import pytest

from companion.engine.condense import LIMITS, as_said, better, condensed
from companion.engine.sentences import second_person
from companion.engine.summarise import tokens
from memory.periods import Period, month_of, week_of, year_of
from tests.engine.notes import note

WEEK = week_of(date(2026, 5, 4))
PARTS = [
    note("2026-05-04", "You handed in your thesis, after four years! Your flatmate Jonas cooked for you."),
    note("2026-05-06", "You're waiting for the lab results. You asked: What rhymes with orange?"),
    note("2026-05-09", "You ran 5 km with Jonas along the canal. Your knee hurts again."),
]


def test_each_day_has_a_line_and_what_is_open_comes_last() -> None:
    assert condensed(WEEK, PARTS, PARTS, UTC).splitlines() == [
        "Monday 4 May: You handed in your thesis, after four years! Your flatmate Jonas cooked for you.",
        "Saturday 9 May: You ran 5 km with Jonas along the canal. Your knee hurts again.",
        "Still open: you were waiting for the lab results (6 May).",
    ]


def test_what_was_open_and_came_out_is_told_by_how_it_came_out() -> None:
    parts = [*PARTS, note("2026-05-10", "The lab called, your results are fine.")]
    text = condensed(WEEK, parts, parts, UTC)
    assert "waiting" not in text
    assert "Sunday 10 May: The lab called, your results are fine." in text
    assert condensed(WEEK, [PARTS[1], PARTS[1]], [], UTC)  # nothing else was told


def test_a_day_needs_no_dates() -> None:
    day = Period("day", date(2026, 5, 4), date(2026, 5, 4))
    parts = [note("2026-05-04", "You moved to Lyon."), note("2026-05-04", "Your sister Ida called you.")]
    assert condensed(day, parts, parts, UTC) == "You moved to Lyon. Your sister Ida called you."


def test_dates_stay_on_the_way_up_to_the_year() -> None:
    week = note("2026-05-04", condensed(WEEK, PARTS, PARTS, UTC), level="week", days=5)
    month = condensed(month_of(date(2026, 5, 4)), [week, note("2026-05-20", "You moved to Kiel.")], [], UTC)
    assert [line.partition(":")[0] for line in month.splitlines()] == ["4 May", "9 May", "20 May"]
    year = condensed(
        year_of(date(2026, 5, 4)),
        [note("2026-05-04", month, level="month", days=20), note("2026-08-01", "You married Jonas.")],
        [],
        UTC,
    )
    assert "4 May: You handed in your thesis, after four years!" in year
    assert year.endswith("1 August: You married Jonas.")
    assert "Still open" not in year


def test_a_model_s_week_without_dates_is_dated_as_a_week() -> None:
    week = note("2026-05-04", "You moved to Lyon and found a bakery.", level="week", method="m", days=5)
    other = note("2026-05-20", "Your sister Ida visited you in Lyon.")
    text = condensed(month_of(date(2026, 5, 4)), [week, other], [], UTC)
    assert text.startswith("4 to 9 May: You moved to Lyon")


@pytest.mark.parametrize("seed", range(20))
def test_it_keeps_its_limit_and_is_never_empty(seed: int) -> None:
    chance = random.Random(seed)
    words = ["boat", "Jule", "hospital", "garden", "Kiel", "contract", "letter", "doctor", "you", "moved"]
    parts = [
        note(
            f"2026-05-{day:02}",
            " ".join(f"You {' '.join(chance.choices(words, k=6))}." for _ in range(chance.randint(1, 9))),
        )
        for day in range(4, 11)
    ]
    text = condensed(WEEK, parts, [], UTC)
    assert text
    assert tokens(text) <= LIMITS["week"] + 5 * 7  # the dates
    said = {sentence.strip() for part in parts for sentence in part.text.split(".")}
    assert all(line.partition(": ")[2].split(".")[0] in said for line in text.splitlines())


def test_what_a_model_says_is_dated_by_the_note_that_bears_it_out() -> None:
    reply = (
        "On 9 May you finally handed in your thesis after four years, and Jonas cooked for you."
        " You ran 5 km along the canal with Jonas, and your knee hurt again."
    )
    assert better(reply, WEEK, PARTS, PARTS, UTC).splitlines() == [
        "Monday 4 May: You finally handed in your thesis after four years, and Jonas cooked for you.",
        "Saturday 9 May: You ran 5 km along the canal with Jonas, and your knee hurt again.",
        "Still open: you were waiting for the lab results (6 May).",
    ]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "You had a good week.",
        "You won the lottery and moved to Madrid with Piotr.",
        "- You handed in your thesis.\n- You ran 5 km.",
        "Samantha told the user that the thesis was handed in after four years.",
    ],
)
def test_what_the_parts_do_not_bear_out_is_refused(reply: str) -> None:
    with pytest.raises(ValueError):
        better(reply, WEEK, PARTS, PARTS, UTC)


def test_one_invented_sentence_is_left_out() -> None:
    reply = (
        "You handed in your thesis after four years. Your flatmate Jonas cooked for you."
        " You ran 5 km with Jonas along the canal. Your mother Brigitte visited the aquarium."
    )
    text = better(reply, WEEK, PARTS, PARTS, UTC)
    assert "5 km" in text
    assert "Brigitte" not in text


def test_notes_to_you_can_be_said_by_you_again() -> None:
    for text in ("You're glad, and your sister told you so.", "Jonas let you know yourself."):
        assert second_person(as_said(text)).lower() == text.lower()
    assert as_said("The agent will let you know.") == "The agent will let me know."
