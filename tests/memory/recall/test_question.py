from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from memory.recall.question import read

NOW = datetime(2025, 3, 12, 20, 0, tzinfo=UTC)
NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Where do I live?", {"user"}),
        ("What's my sister called?", {"user"}),
        ("What did we decide about the boat?", {"user"}),
        ("What have I told you about the boat?", {"user"}),
        ("What did you suggest for the boat?", {"companion"}),
        ("What did you tell me about boats?", {"companion"}),
        ("What was your idea?", {"companion"}),
        ("Do you remember what I start on Monday?", {"user"}),
        ("Can you tell me when the boat sails?", set()),
        ("Do you still know which boat you recommended?", {"companion"}),
        ("Which advice of yours did I follow?", set()),
        ("Who repaired the boat?", set()),
    ],
)
def test_whose_words_are_asked_for(text: str, author: set[str]) -> None:
    assert read(text, NOW).authors(NOBODY) == author


def test_a_name_beats_i_and_two_names_are_nobodys() -> None:
    question = read("What did I hear from Priya and Tom?", NOW)
    assert question.authors(frozenset({"priya"})) == {"priya"}
    assert question.authors(frozenset({"priya", "tom"})) == NOBODY


def test_curly_apostrophes_are_apostrophes() -> None:
    assert read("What I\u2019ve told you", NOW).first_person


def test_a_time_is_fit_by_the_day_in_the_zone_of_now() -> None:
    late_in_utc = datetime(2025, 3, 10, 23, 30, tzinfo=UTC)  # already Tuesday in Helsinki
    in_helsinki = NOW.astimezone(timezone(timedelta(hours=2)))
    assert read("What did I do yesterday?", in_helsinki).time_fit(late_in_utc) == 1.0
    assert read("What did I do yesterday?", NOW).time_fit(late_in_utc) == 0.0


def test_without_a_time_nothing_fits_better() -> None:
    assert read("What do I do for a living?", NOW).time_fit(NOW) == 0.0
