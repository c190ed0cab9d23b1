"""When things held: the time that a sentence tells of counts, then the order in which it was said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.engine.life.telling import held, holding, tell

if TYPE_CHECKING:
    from memory import Memory

# Said on 4 May 2026.
SINCE = [
    ("I've lived in Oslo since 2019.", "2019-01-01"),
    ("Since 2019 I've lived in Oslo.", "2019-01-01"),
    ("I moved to Oslo in March 2020.", "2020-03-01"),
    ("In 2015, I moved to Oslo.", "2015-01-01"),
    ("I moved to Oslo two years ago.", "2024-05-04"),
    ("We moved to Oslo last summer.", "2025-06-01"),
    ("I've lived in Oslo for ten years.", "2016-05-04"),
    ("I've been working at Bosch since March.", "2026-03-01"),
    ("I've been vegan since last year.", "2025-01-01"),
    ("I became a nurse in 2010.", "2010-01-01"),
    ("My dog died in 2019.", "2019-01-01"),
    ("I moved to Oslo last week.", "2026-04-27"),
    ("I live in Oslo.", "2026-05-04"),
    ("I live in Oslo, and in 2015 I saw Rome.", "2026-05-04"),
    ("My colleague Ottilie has been there since 1991.", "2026-05-04"),
    ("I'm moving house in 2030, but I live in Oslo.", "2026-05-04"),
]  # fmt: skip
CLOSED = [
    ("I lived in Rome from 2010 to 2014.", "You lived in Rome. 2010-01-01..2014-12-31"),
    ("From 2010 to 2014 I lived in Rome.", "You lived in Rome. 2010-01-01..2014-12-31"),
    ("I lived in Rome between 2010 and 2014.", "You lived in Rome. 2010-01-01..2014-12-31"),
    ("I lived in Rome until 2021.", "You lived in Rome. 2021-01-01..2021-12-31"),
    ("I worked at Bosch from 2010 to 2014.", "You worked at Bosch. 2010-01-01..2014-12-31"),
    ("I was a nurse until March 2021.", "You were a nurse. 2021-03-01..2021-03-31"),
]


@pytest.mark.parametrize(("text", "since"), SINCE)
def test_what_holds_began_when_you_say(memory: Memory, text: str, since: str) -> None:
    tell(memory, text)
    assert [f"{fact.valid_from:%Y-%m-%d}" for fact in memory.facts()] == [since]
    assert len(holding(memory)) == 1


@pytest.mark.parametrize(("text", "once"), CLOSED)
def test_what_is_over_is_kept_with_its_time_and_leaves_the_present_alone(
    memory: Memory, text: str, once: str
) -> None:
    tell(memory, "I live in Ulm.", "I work as a cook.", text)
    assert holding(memory) == {"You live in Ulm.", "You work as a cook."}
    assert held(memory) == {once}


def test_a_move_of_long_ago_takes_no_present_homes_place(memory: Memory) -> None:
    tell(memory, "I live in Ulm.", "In 2015 I moved to Bremen.")
    assert holding(memory) == {"You live in Ulm."}
    assert held(memory) == {"You moved to Bremen. 2015-01-01..2026-05-04"}


def test_moves_told_out_of_order_follow_one_another_as_they_happened(memory: Memory) -> None:
    tell(memory, "In 2015 I moved to Bremen.", "In 2012 I moved to Kiel.", "I live in Ulm.")
    assert holding(memory) == {"You live in Ulm."}
    assert held(memory) == {
        "You moved to Kiel. 2012-01-01..2015-01-01",
        "You moved to Bremen. 2015-01-01..2026-09-01",
    }


def test_what_was_so_for_years_wins_over_what_was_said_before(memory: Memory) -> None:
    tell(memory, "I live in Bremen.", "I've lived in Ulm since 2019.")
    assert holding(memory) == {"You live in Ulm."}


def test_a_move_of_last_week_wins_over_what_was_said_yesterday(memory: Memory) -> None:
    tell(memory, "I live in Bremen.", "We moved to Ulm last week.", apart=timedelta(days=1))
    assert holding(memory) == {"You moved to Ulm."}


def test_a_clock_set_back_does_not_undo_a_correction(memory: Memory) -> None:
    tell(memory, "I live in Bremen.", "I moved to Ulm.", apart=timedelta(days=-400))
    assert holding(memory) == {"You moved to Ulm."}
