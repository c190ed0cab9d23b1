"""Who is in danger is told whom to call; who has a hard deadline is not."""

from __future__ import annotations

import time
from datetime import date

import pytest

from companion.safety import crisis
from companion.safety.crisis import in_crisis, lines
from tests.safety.despair import IN_CRISIS, NOT_IN_CRISIS


@pytest.mark.parametrize("text", IN_CRISIS)
def test_words_of_despair_are_recognised(text: str) -> None:
    assert in_crisis(text)


@pytest.mark.parametrize("text", NOT_IN_CRISIS)
def test_figures_of_speech_stories_and_the_past_are_not_a_crisis(text: str) -> None:
    assert not in_crisis(text)


def test_it_is_found_in_a_long_message_and_quickly() -> None:
    long = "Today I went to the market and bought bread, and then I wanted to write to you. " * 500
    began = time.process_time()
    assert not in_crisis(long)
    assert in_crisis(long + "\nI don't want to live anymore.")
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("US", "988"),
        ("ca", "988"),
        ("GB", "116 123"),
        ("IE", "116 123"),
        ("DE", "0800 111 0 111"),
        ("FR", "3114"),
        ("AU", "13 11 14"),
    ],
)
def test_each_country_has_its_line_and_the_directory(country: str, number: str) -> None:
    said = lines(country)
    assert number in said
    assert "findahelpline.com" in said
    assert "I'm an AI" in said


@pytest.mark.parametrize("country", [None, "", "ZZ", "??"])
def test_any_other_country_has_the_directory_and_the_emergency_numbers(country: str | None) -> None:
    said = lines(country)
    assert "findahelpline.com" in said
    assert "112 in Europe" in said


def test_every_number_has_a_source_and_a_date() -> None:
    directory, book = crisis._book()
    assert directory == "findahelpline.com"
    for line in book.values():
        assert line.source.startswith("https://")
        assert isinstance(line.checked, date)
        assert any(character.isdigit() for character in line.say)
        assert line.emergency.isdigit()
