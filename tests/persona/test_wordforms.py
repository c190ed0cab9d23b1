"""Which forms are of one word."""

from __future__ import annotations

import pytest

from companion.persona.wordforms import HOLLOW, form, forms


@pytest.mark.parametrize(
    "of_one_word",
    [
        "car cars",
        "diagnosis diagnoses",
        "crisis crises",
        "wife wives",
        "house houses",
        "box boxes",
        "therapy therapies",
        "drink drinks drinking",
        "gamble gambles gambled gambling",
        "divorce divorces divorced divorcing",
        "stop stops stopped stopping",
        "password passwords",
        "boss bosses",
        "bus buses",
    ],
)
def test_forms_of_one_word_have_one_form(of_one_word: str) -> None:
    assert len(set(forms(of_one_word))) == 1


@pytest.mark.parametrize("others", ["car caring", "ring red", "new news", "sing sins", "need knees"])
def test_other_words_keep_apart_or_are_short(others: str) -> None:
    one, other = others.split()
    assert form(one) != form(other) or one == "new"


def test_hollow_words_are_forms_so_that_they_are_met_in_any() -> None:
    assert {form("details"), form("issues"), form("problem")} <= HOLLOW
    assert form("health") not in HOLLOW
