"""Whether words rest on others: forms of a word are one, names and numbers have to be there."""

from __future__ import annotations

import pytest

from companion.engine.grounds import share, stem, unfounded


@pytest.mark.parametrize(
    "forms",
    [
        ("play", "plays", "played", "playing"),
        ("baker", "baker's"),
        ("city", "cities"),
        ("two", "2"),
        ("nurse", "nurses"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_different_words_have_different_stems() -> None:
    assert len({stem(word) for word in ("cat", "car", "bus", "boss", "two", "three")}) == 6


def test_the_share_is_of_content_words_only() -> None:
    assert share("You are a nurse in Gdansk.", "He's a nurse in Gdansk") == 1.0
    assert share("You are a nurse in Kiel.", "He's a nurse in Gdansk") == 0.5
    assert share("You said that he is a nurse.", "a nurse", neutral={"said"}) == 1.0
    assert share("It is what it is.", "something else") == 1.0


def test_a_name_or_number_from_nowhere_is_found_out() -> None:
    source = "My brother Piotr has 3 cats and two dogs"
    assert not unfounded("Your brother Piotr has 3 cats and 2 dogs.".replace("2", "two"), source)
    assert "4" in unfounded("Your brother Piotr has 4 cats.", source)
    assert unfounded("Your brother Pavel has 3 cats.", source)
    assert unfounded("Pavel has 3 cats.", source)
