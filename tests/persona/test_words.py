"""Which words of a text changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.persona.words import Run, changed, marked

TEXTS = st.lists(st.sampled_from(["a", "red", "blue", "boat", "…", "[-", "is", "was"])).map(" ".join)


def test_words_go_out_and_come_in() -> None:
    runs = changed("a red boat is here", "a blue boat is here now")
    assert runs == [
        Run("same", "a"),
        Run("out", "red"),
        Run("in", "blue"),
        Run("same", "boat is here"),
        Run("in", "now"),
    ]
    assert marked(runs) == "a [-red-] {+blue+} boat is here {+now+}"


def test_what_stayed_is_cut_to_what_is_next_to_a_change() -> None:
    long = "one two three four five six seven eight nine ten"
    assert marked(changed(f"{long} old {long}", f"{long} new {long}")) == (
        "… seven eight nine ten [-old-] {+new+} one two three four …"
    )
    assert marked(changed(f"a {long} b", f"c {long} d")).count("one two three four … seven eight") == 1


def test_texts_that_have_hardly_a_word_in_common_stay_whole() -> None:
    runs = changed("You count things and like it.", "A sailor, blunt and old, who fears the sea.")
    assert [run.kind for run in runs] == ["out", "in"]


@given(TEXTS, TEXTS)
def test_both_texts_are_in_it(before: str, after: str) -> None:
    runs = changed(before, after)
    assert " ".join(run.text for run in runs if run.kind != "in").split() == before.split()
    assert " ".join(run.text for run in runs if run.kind != "out").split() == after.split()
