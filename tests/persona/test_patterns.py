"""A pattern out of a persona file finds what it should, and never makes anyone wait."""

from __future__ import annotations

import time

import pytest

from companion.persona.patterns import REACH, PatternError, find, found_anywhere, refuse


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"\bcats?\b", "Two CATS.", "CATS"),
        (r"(?:very ){0,3}tired", "I am very very tired", "very very tired"),
        (r"\d+ km", "It was 12 km.", "12 km"),
        (r".{0,20}garden.{0,20}", "the garden", "the garden"),
        (r"straße", "In der Straße", "Straße"),
        (r"^[a-z]+$", "one", "one"),
        (r"(?<=no )way", "No way", "way"),
        ("[[a]", "[", "["),
    ],
)
def test_what_authors_write_is_let_pass_and_found(pattern: str, text: str, found: str) -> None:
    refuse(pattern)
    match = find(pattern, text)
    assert match is not None
    assert match[0] == found


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(a|a)*b",
        r"(a|ab)*c",
        r"(a*)*",
        r"(a?){999}b",
        r"(?:a?){30}a{30}",
        r".*.*x",
        r"(?=(a+)+)b",
        r"(?:(?:x|y)+|z)+!",
        r"((?:a|b|c){1,9}){1,9}",
    ],
)
def test_one_that_could_take_long_is_refused_with_what_to_write(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"could take very long.*\.\{0,20\}"):
        refuse(pattern)


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(open", "no regular expression: missing"),
        ("*", "nothing to repeat"),
        (r"(\w)\1", "refer back"),
        (r"(a)?b(?(1)c|d)", "refer back"),
        ("a{99999999999}", "can be used"),
        ("x" * 201, "200 characters"),
        ("(?<=a+)b", "look-behind"),
        ("(" * 99 + ")" * 98, "no regular expression"),
    ],
)
def test_what_is_no_pattern_says_so(pattern: str, says: str) -> None:
    with pytest.raises(PatternError, match=says):
        refuse(pattern)


def test_the_slowest_that_passes_takes_a_moment() -> None:
    for pattern in (".*x", ".{0,40}x.{0,40}y", "a{0,1000}b", "(?:a{1,12}){1,3}b"):
        refuse(pattern)
        began = time.process_time()
        assert find(pattern, "a" * 100_000) is None
        assert time.process_time() - began < 0.5


def test_a_long_text_is_looked_at_from_its_end() -> None:
    assert find("early", "early" + " " * REACH) is None
    assert find("late", " " * 100_000 + "late") is not None


def test_a_long_text_is_searched_to_its_beginning_in_stretches() -> None:
    text = "first, " + "and so on, " * 400 + "last"
    assert find("first", text) is None
    for pattern in ("first", "^first", "last$", r"last\Z", "^first.*on", "so on, and"):
        assert found_anywhere(pattern, text)
    for pattern in ("^and", "^last", "first$", "on, $", r"so\Z", "nothing"):
        assert not found_anywhere(pattern, text)
    assert found_anywhere("^$", "")
    assert not found_anywhere("x", "")
