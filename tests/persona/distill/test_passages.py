"""Which passages are worth knowing, and by which words they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.models.tokens import rank
from companion.persona.distill.layout import Paragraph
from companion.persona.distill.passages import (
    MOST_CHARACTERS,
    MOST_WORDS,
    Passage,
    chosen,
    known_by,
    passages,
    trigger,
)
from companion.persona.distill.text import text_of

if TYPE_CHECKING:
    from companion.persona.distill.reading import Source

SENTENCE = "Rain fell upon the orchard until the ladder floated away. "


def cut(*texts: str, place: str = "Chapter I") -> list[Passage]:
    return list(passages("walks.txt", [Paragraph(text, place, n) for n, text in enumerate(texts, 1)]))


@pytest.fixture(scope="module")
def known(lamp: Source) -> list[Passage]:
    return known_by(list(passages("lamp.txt", text_of(lamp).paragraphs)), rank)


def test_a_long_paragraph_becomes_runs_of_whole_sentences() -> None:
    found = cut(SENTENCE * 40)
    assert len(found) > 3
    for one in found:
        assert len(one.text.split()) <= MOST_WORDS
        assert len(one.text) <= MOST_CHARACTERS
        assert one.text.startswith("Rain fell")
        assert one.text.endswith("away.")


def test_short_paragraphs_of_one_place_are_told_together() -> None:
    (one,) = cut(SENTENCE, SENTENCE, SENTENCE)
    assert one.text == (SENTENCE * 3).strip()
    assert one.where == "Chapter I, paragraph 1"


def test_what_is_too_short_or_breaks_off_is_no_passage() -> None:
    assert cut("Too short to say a thing.") == []
    assert cut("A list of things without an end " * 5) == []


def test_a_text_without_headings_is_cited_by_paragraph() -> None:
    (one,) = cut(SENTENCE * 3, place="")
    assert one.where == "paragraph 1"


@pytest.mark.parametrize(
    ("word", "looked_for"),
    [
        ("fog", "fog"),
        ("lamp", "lamp"),
        ("ships", "ship*"),
        ("garden", "garden*"),
        ("gardens", "garden*"),
        ("berries", "berr*"),
        ("potatoes", "potato*"),
        ("christmas", "christmas*"),
        ("glass", "glass*"),
        ("days", "days"),
    ],
)
def test_a_trigger_has_other_endings(word: str, looked_for: str) -> None:
    assert trigger(word) == looked_for


def test_passages_are_found_by_what_is_their_own(known: list[Passage]) -> None:
    by_place = {one.where: one.triggers for one in known}
    assert {"fog", "bell"} <= set(by_place["Chapter II. Of Fog, paragraph 2"])
    assert {"solitude*", "kettle*"} <= set(by_place["Chapter IV. Of Solitude, paragraph 2"])
    assert "patience*" in by_place["Chapter V. Of Patience, paragraph 2"]
    every = {word for one in known for word in one.triggers}
    assert not every & {"the", "which", "hath", "chapter*", "iii", "vii", "viii", "nothing*", "upon"}


def test_no_word_brings_in_everything(known: list[Passage]) -> None:
    for one in known:
        for word in one.triggers:
            assert sum(word in other.triggers for other in known) <= 8


def test_the_choice_comes_from_all_parts_of_the_text(known: list[Passage]) -> None:
    found = chosen(known, 10)
    assert len(found) == 10
    assert len({one.place for one in found}) >= 8
    assert found == sorted(found, key=known.index)
    assert chosen(known, 1000) == known
    assert chosen([], 10) == []
