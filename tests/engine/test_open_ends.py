"""What a time left open is named as it was then, until it is closed or nobody can be waiting any more."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from companion.engine.open_ends import OpenEnd, is_passing, open_ends, told
from tests.engine.notes import note

SUNDAY = date(2026, 5, 10)


def still_open(*texts: str, until: date = SUNDAY) -> list[str]:
    """What is open of notes of Monday, Tuesday, and so on."""
    notes = [note(f"2026-05-{4 + place:02}", text) for place, text in enumerate(texts)]
    return [end.then for end in open_ends(notes, until, UTC)]


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("You're waiting for the lab results.", "you were waiting for the lab results"),
        ("The landlord will let you know by Friday.", "the landlord would let you know by Friday"),
        ("You haven't decided about the flat.", "you hadn't decided about the flat"),
        ("You don't know yet if your parents can come.", "you didn't know yet if your parents can come"),
        ("Next week you'll see Dr. Brandt.", "the week after you were going to see Dr. Brandt"),
        ("You have to send the form by Friday.", "you had to send the form by Friday"),
        ("Jonas hasn't heard from the school.", "Jonas hadn't heard from the school"),
    ],
)
def test_what_is_waited_for_undecided_or_meant_to_be_done_is_open(said: str, then: str) -> None:
    assert still_open(said) == [then]
    assert is_passing(said)


@pytest.mark.parametrize(
    "said",
    [
        "You moved to Lyon.",
        "You decided to take the flat.",
        "If it rains you'll stay at home on Friday.",
        "Should you wait for the lab?",
        "You bake on Tuesdays.",
    ],
)
def test_what_is_done_supposed_or_asked_is_not(said: str) -> None:
    assert still_open(said) == []


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("You're waiting for the lab results.", "The lab called, everything is fine."),
        ("You haven't decided about the flat.", "You took the flat!"),
        ("The agent will let you know.", "The agent said no."),
        ("You have to send the form by Friday.", "You sent the form."),
    ],
)
def test_a_later_word_on_how_it_came_out_closes_it(opened: str, closed: str) -> None:
    assert still_open(opened, closed) == []
    assert len(still_open(closed, opened)) == 1  # what came before does not


def test_that_nothing_came_yet_closes_nothing() -> None:
    assert len(still_open("You're waiting for the lab results.", "The lab hasn't called.")) == 1
    assert len(still_open("You're waiting for the lab results.", "The garden is done.")) == 1


def test_what_was_told_twice_is_named_once_as_told_last() -> None:
    assert still_open("You're waiting for the lab.", "You're still waiting for the lab, it takes weeks.") == [
        "you were still waiting for the lab, it takes weeks"
    ]


def test_after_a_while_nobody_waits_any_more() -> None:
    waiting, plan = "You're waiting for the lab results.", "Next week you'll see Dr. Brandt."
    assert len(still_open(waiting, plan, until=date(2026, 5, 12))) == 2
    assert still_open(waiting, plan, until=date(2026, 6, 12)) == ["you were waiting for the lab results"]
    assert still_open(waiting, plan, until=date(2026, 12, 31)) == []
    assert still_open("Tomorrow you'll see Dr. Brandt.", until=date(2026, 5, 7)) == []


def test_the_latest_few_are_named_in_a_line_with_their_dates() -> None:
    texts = [f"You're waiting for the {thing}." for thing in ("post", "plumber", "verdict", "piano")]
    notes = [note(f"2026-05-{4 + place:02}", text) for place, text in enumerate(texts)]
    assert told(open_ends(notes, SUNDAY, UTC)) == (
        "Still open: you were waiting for the plumber (5 May); you were waiting for the verdict (6 May); "
        "you were waiting for the piano (7 May)."
    )
    assert told(()) == ""


def test_of_a_long_sentence_the_clause_that_says_so_is_told() -> None:
    end = OpenEnd("Your left knee is not happy, but you're waiting for an appointment.", SUNDAY)
    assert (end.then, end.now) == (
        "you were waiting for an appointment",
        "you're waiting for an appointment",
    )
    splice = OpenEnd("Your left knee is not happy, you're waiting for an appointment.", SUNDAY)
    assert splice.then == "you were waiting for an appointment"
    assert len(OpenEnd("You're waiting for " + "a very long word " * 40, SUNDAY).then) < 140
