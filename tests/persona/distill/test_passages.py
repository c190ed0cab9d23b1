"""How a text is cut into passages, each with its place."""

from __future__ import annotations

from companion.persona.distill.layout import Paragraph
from companion.persona.distill.passages import MOST_CHARACTERS, MOST_WORDS, Passage, passages

SENTENCE = "Rain fell upon the orchard until the ladder floated away. "


def cut(*texts: str, place: str = "Chapter I") -> list[Passage]:
    return list(passages("walks.txt", [Paragraph(text, place, n) for n, text in enumerate(texts, 1)]))


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
