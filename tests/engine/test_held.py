"""The time that stands beside a statement, as the first and last day on which it was so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from companion.engine.held import held, once
from companion.engine.sentences import sentences

NOW = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)


def time_of(text: str, words: str, *, past: bool = False) -> tuple[str, str | None, bool] | None:
    """From when, until when, and whether it was long ago, of these words in the text."""
    (said,) = sentences(text)
    start = said.text.index(words)
    when = held(said, start, start + len(words), NOW, past=past)
    if when is None:
        return None
    return f"{when.since:%Y-%m-%d}", when.until and f"{when.until:%Y-%m-%d}", when.told is not None


@pytest.mark.parametrize(
    ("text", "words", "time"),
    [
        ("I moved to Ulm in 2015.", "I moved to Ulm", ("2015-01-01", None, True)),
        ("In 2015, I moved to Ulm.", "I moved to Ulm", ("2015-01-01", None, True)),
        ("I moved to Ulm last week.", "I moved to Ulm", ("2026-04-27", None, False)),
        ("I live in Ulm since 2019.", "I live in Ulm", ("2019-01-01", None, False)),
        ("I've had it for two months.", "I've had it", ("2026-03-05", None, False)),
        ("I moved to Ulm in October.", "I moved to Ulm", ("2025-10-01", None, True)),
        ("I moved in with Bo, who was born in 1990.", "I moved in with Bo", None),
        ("I live with Bo who has worked since 1991.", "I live with Bo", None),
        ("I moved to Ulm in 2040.", "I moved to Ulm", None),
        ("I live in Ulm, and I saw Rome in 2015.", "I live in Ulm", None),
        ("I live in Ulm as I did last year.", "I live in Ulm", None),
    ],
)
def test_a_time_counts_for_the_clause_that_it_stands_in(
    text: str, words: str, time: tuple[str, str | None, bool] | None
) -> None:
    assert time_of(text, words) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("I lived there from 2010 to 2014.", ("2010-01-01", "2014-12-31", False)),
        ("I lived there in 2012.", ("2012-01-01", "2012-12-31", False)),
        ("I lived there from 2014 to 2010.", None),
        ("I lived there until 2040.", None),
        ("I lived there.", None),
    ],
)
def test_what_is_over_has_an_end(text: str, time: tuple[str, str | None, bool] | None) -> None:
    assert time_of(text, "I lived there", past=True) == time


def test_long_ago_is_a_time_that_can_not_be_told() -> None:
    (said,) = sentences("As a child, I moved to Ulm.")
    assert once(said, 12, 26)
    (said,) = sentences("I moved to Ulm.")
    assert not once(said, 0, 14)
