"""Lore comes in when the talk comes to it, and says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.persona.lore import fired, judged
from companion.persona.persona import Lore

SEA = Lore("sea", "It is salty.", any=("sea", "high tide"))


def why(entry: Lore, *texts: str) -> tuple[bool, str]:
    (verdict,) = judged([entry], texts)
    return verdict.fires, verdict.because


@pytest.mark.parametrize(
    ("entry", "said", "fires", "because"),
    [
        (SEA, "We went to the SEA.", True, "“sea” was said"),
        (SEA, "My seat is wet", False, "no word of `any` was said"),
        (SEA, "at high\n tide, then", True, "“high tide” was said"),
        (Lore("a", "x", any=("garden*",)), "two gardens", True, "“garden*” was said"),
        (Lore("a", "x", any=("c++",)), "I write c++.", True, "“c++” was said"),
        (Lore("a", "x", any=("don't",)), "I don’t know", True, "“don't” was said"),
        (Lore("a", "x", any=("é",)), "É!", True, "“é” was said"),
        (Lore("a", "x", any=("sea",), without=("sick",)), "sea sick", False, "“sick” was said, which keeps"),
        (Lore("a", "x", any=("sea",), all=("boat",)), "the sea", False, "“boat” was not said"),
        (Lore("a", "x", any=("sea",), all=("boat",)), "a boat at sea", True, "“sea” was said"),
        (Lore("a", "x", all=("sea", "boat")), "a boat at sea", True, "all of “sea”, “boat” were said"),
        (Lore("a", "x", regex=r"\d+ miles"), "It is 7 Miles.", True, "the regex found “7 Miles”"),
        (Lore("a", "x", any=("sea",), regex=r"\bs"), "ship", True, "the regex found “s”"),
        (Lore("a", "x", any=("sea",), regex="z"), "ship", False, "and the regex finds nothing"),
        (Lore("a", "x", always=True, without=("ship",)), "ship", True, "it is always told"),
        (Lore("a", "x"), "ship", False, "it has no words that bring it in"),
    ],
)
def test_an_entry_fires_by_its_words_and_says_which(
    entry: Lore, said: str, fires: bool, because: str
) -> None:
    found = why(entry, said)
    assert found[0] is fires
    assert because in found[1]


def test_what_was_said_in_the_last_messages_counts_as_well() -> None:
    assert why(SEA, "We were at the sea.", "Nice!", "It was cold.") == (True, "“sea” was said")
    assert why(Lore("a", "x", any=("sea cold",)), "the sea", "cold") == (True, "“sea cold” was said")


def test_an_entry_may_look_at_fewer_messages() -> None:
    now = Lore("a", "x", any=("sea",), lately=1)
    assert why(now, "We were at the sea.", "It was cold.") == (False, "no word of `any` was said")
    assert why(now, "It was cold.", "At sea?") == (True, "“sea” was said")
    assert why(Lore("a", "x", any=("sea",), lately=2), "At sea?", "Yes.")[0]


def test_what_matters_most_comes_first_and_equals_stay_in_the_order_of_the_file() -> None:
    lore = [Lore(name, "x", priority=rank, always=True) for name, rank in [("a", 0), ("b", 5), ("c", 5)]]
    assert [entry.id for entry in fired(lore, ["hm"])] == ["b", "c", "a"]


@given(st.text(max_size=30), st.text(max_size=80))
def test_no_word_and_no_text_whatever_makes_it_raise(word: str, text: str) -> None:
    judged([Lore("a", "x", any=(word,), without=(word + "*",), all=("*", word))], [text])


def test_a_word_is_found_wherever_it_stands_alone() -> None:
    for text in ("sea", "(sea)", "the sea.", "sea-side", "“Sea”", "sea’s"):
        assert why(SEA, text)[0], text
    for text in ("seas", "undersea", "sea_level", ""):
        assert not why(SEA, text)[0], text
