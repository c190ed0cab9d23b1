"""What a statement says is not so, and two likings that can't both be."""

from __future__ import annotations

import pytest

from companion.engine.denial import at_odds, denied, over, plain


@pytest.mark.parametrize(
    ("no", "yes"),
    [
        ("You are not vegetarian any more.", "You are vegetarian."),
        ("I am not allergic to nuts any more", "You are allergic to nuts again."),
        ("You don't play the cello any more.", "You play the cello."),
        ("You no longer work at Bosch.", "You work at Bosch."),
    ],
)
def test_a_denial_denies_what_the_plain_statement_says(no: str, yes: str) -> None:
    assert denied(no) == plain(yes)


@pytest.mark.parametrize("text", ["You live in Ulm.", "Your son does not eat meat.", "Rex died."])
def test_what_denies_nothing_about_you_has_no_opposite(text: str) -> None:
    assert denied(text) is None


@pytest.mark.parametrize("text", ["You stopped smoking.", "You gave up running.", "You don't eat meat."])
def test_what_is_no_more_is_over(text: str) -> None:
    assert over(text)
    assert not over("You run every day.")


@pytest.mark.parametrize(
    ("one", "other", "odd"),
    [
        ("You love opera.", "You hate opera.", True),
        ("You really love climbing.", "You don't like climbing any more.", True),
        ("You are a fan of jazz.", "You are not a fan of jazz.", True),
        ("You love opera.", "You like opera.", False),
        ("You love climbing.", "You don't like climbing alone.", False),
        ("You love tea and rain.", "You hate rain.", False),
    ],
)
def test_the_same_thing_is_not_liked_and_disliked(one: str, other: str, odd: bool) -> None:
    assert at_odds(one, other) is at_odds(other, one) is odd
