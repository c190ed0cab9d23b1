"""By which words passages are found, and which of them are worth knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.models.tokens import rank
from companion.persona.distill.knowing import TOLD, TRIGGERS, Known, asked_for, chosen, known_by, trigger
from companion.persona.distill.layout import Paragraph
from companion.persona.distill.passages import Passage, passages
from companion.persona.distill.subjects import subjects
from companion.persona.distill.text import text_of

if TYPE_CHECKING:
    from companion.persona.distill.reading import Source

PRIDE = (
    "The pride of Mr. Collins was hurt. His pride was of the kind that a small house gives to a small man."
)
LOVE = "She spoke of love in the garden, and love was in the letter. Of love there is no end in our house."
ROUND = (
    "They spoke of pride and of love, and of the house, and of Mr. Collins, who came in at the door and left."
)


def known_text(*texts: str) -> Known:
    paragraphs = [Paragraph(text, f"Chapter {number}", 1) for number, text in enumerate(texts, 1)]
    found = [Passage(one.text, "house.txt", one.place, 1) for one in paragraphs]
    return Known(found, subjects(paragraphs), rank)


@pytest.fixture(scope="module")
def keeper(lamp: Source) -> Known:
    paragraphs = text_of(lamp).paragraphs
    return Known(list(passages("lamp.txt", paragraphs)), subjects(paragraphs), rank)


@pytest.fixture(scope="module")
def known(keeper: Known) -> list[Passage]:
    return known_by(keeper)


def asked(text: Known, most: int = 100) -> dict[str, tuple[str, ...]]:
    return {one.text: one.triggers for one in asked_for(chosen(known_by(text), most, text), text)}


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
        ("inches", "inch*"),
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


def test_the_choice_comes_from_all_parts_of_the_text(known: list[Passage], keeper: Known) -> None:
    found = chosen(known, 10, keeper)
    assert len(found) == 10
    assert len({one.place for one in found}) >= 8
    assert found == sorted(found, key=known.index)
    assert chosen(known, 1000, keeper) == known
    assert chosen([], 10, keeper) == []


def test_what_the_whole_text_speaks_of_brings_in_where_it_speaks_of_it_most() -> None:
    others = [f"{ROUND} {word}." for word in ("Yes", "No", "Why", "How")]
    found = asked(known_text(*others, LOVE, PRIDE, LOVE + " Oh.", PRIDE + " Oh."))
    holders = {word: [text for text, words in found.items() if word in words] for word in ("pride*", "love")}
    assert holders == {"pride*": [PRIDE, PRIDE + " Oh."], "love": [LOVE, LOVE + " Oh."]}


def test_a_name_keeps_its_end() -> None:
    text = known_text(*[PRIDE, PRIDE + " Yes.", PRIDE + " Oh."], "Mr. Collins came to the houses of Anna.")
    assert "collins" in text.subjects.names
    words = {word for triggers in asked(text).values() for word in triggers}
    assert "collins" in words
    assert not words & {"collin*", "collins*", "mr"}


def test_what_people_ask_for_comes_first_and_there_are_not_too_many(
    known: list[Passage], keeper: Known
) -> None:
    for one in asked_for(known, keeper):
        assert 0 < len(one.triggers) <= TRIGGERS
        assert len(set(one.triggers)) == len(one.triggers)
    by_place = {one.where: one.triggers for one in asked_for(known, keeper)}
    assert by_place["Chapter II. Of Fog, paragraph 2"][0] in ("bell", "fog")
    for word in ("rock", "oil", "glass*", "stove*"):
        assert 1 <= sum(word in triggers for triggers in by_place.values()) <= TOLD + 4


def test_no_trigger_is_covered_by_another(known: list[Passage], keeper: Known) -> None:
    for one in asked_for(known, keeper):
        for word in one.triggers:
            others = [other[:-1] for other in one.triggers if other.endswith("*") and other != word]
            assert not word.startswith(tuple(others)) or word.rstrip("*") in others


def test_among_passages_those_are_chosen_that_speak_of_what_is_asked_for() -> None:
    dull = "It was so, and they went on as before, and then again they did it, though it was of no use."
    text = known_text(*[dull + f" {n}." for n in "abc"], PRIDE, *[dull + f" {n}." for n in "defg"], LOVE)
    chosen_two = {one.text for one in chosen([*known_by(text)], 2, text)}
    assert chosen_two == {PRIDE, LOVE}


def test_of_two_alike_the_one_that_can_be_quoted_to_anyone_is_chosen() -> None:
    text = known_text(f"{PRIDE} So.", f"{PRIDE} Oh.")
    for one in text.found:
        dear = Known(text.found, text.subjects, rank, frozenset([one]))
        assert [chosen_one.text for chosen_one in chosen(known_by(dear), 1, dear)] == [one.text]


@pytest.mark.parametrize(
    "said",
    [
        "It was an old house by the sea, and the keeper was older.",
        "house by the sea, and the keeper was older than the house.",
        "Mr. Darcy and Mr. Collins came to the house by the sea.",
        "The keeper of the house said “yes” and then “no” to it.",
    ],
)
def test_what_points_back_or_is_mostly_talk_is_worth_less(said: str) -> None:
    plain, less = (known_text(text) for text in ("An old house stood by the sea for a hundred years.", said))
    assert less.merit(less.found[0]) < plain.merit(plain.found[0]) == 1.0
