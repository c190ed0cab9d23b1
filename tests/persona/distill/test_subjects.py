"""Which words one could ask about: nouns by where they stand, and names."""

from __future__ import annotations

from companion.persona.distill.layout import Paragraph
from companion.persona.distill.subjects import Subjects, subjects

SAID = (
    "Her pride was hurt. The pride of a man is his own. “Of pride,” replied Collins, “I know nothing.”",
    "In an unequal marriage there is no peace. The marriage, she cried, was unequal. They soon married.",
    "Soon Collins came. He looked at the large garden, and the garden's wall. I looked at Collins.",
    "Mr. Darcy replied. Mr. Darcy cried. Mr. Darcy looked, and the large dog looked too.",
)


def of(*texts: str) -> Subjects:
    return subjects(Paragraph(text, "", number) for number, text in enumerate(texts, 1))


def test_a_noun_stands_after_small_words_and_before_a_pause() -> None:
    found = of(*SAID)
    assert [word for word in ("pride", "marriage", "peace", "garden") if word not in found] == []


def test_other_words_do_not() -> None:
    found = of(*SAID)
    assert [
        word for word in ("unequal", "replied", "cried", "looked", "large", "soon", "hurt") if word in found
    ] == []


def test_names_are_told_by_their_capitals_and_titles_are_none() -> None:
    found = of(*SAID)
    assert found.names == {"darcy", "collins"}
    assert "darcy" in found
    assert of("Fog. Fog. Fog.").names == {"fog"}
    assert of("Fog. Fog. Fog came in the fog.").names == frozenset()


def test_of_a_word_that_is_rare_little_is_known() -> None:
    found = of("The lamp. The lamp. The lamp.", "The bell.", "He rang.")
    assert found.likely["lamp"] > found.likely["bell"] > found.likely["rang"] > 0


def test_nothing_comes_of_nothing() -> None:
    assert subjects([]) == Subjects({}, frozenset())
    assert "lamp" not in subjects([])
