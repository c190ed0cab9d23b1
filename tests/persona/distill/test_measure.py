"""A voice in figures, and in the words that an author would have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.models.tokens import rank
from companion.persona.distill import describe
from companion.persona.distill.layout import Paragraph
from companion.persona.distill.measure import Voice, measured
from companion.persona.distill.text import text_of

if TYPE_CHECKING:
    from companion.persona.distill.reading import Source


def heard(*texts: str) -> Voice:
    return measured([Paragraph(text, "", number) for number, text in enumerate(texts, 1)], rank)


def voice_of(source: Source) -> Voice:
    return measured(text_of(source).paragraphs, rank)


@pytest.fixture(scope="module")
def keeper(lamp: Source) -> Voice:
    return voice_of(lamp)


@pytest.fixture(scope="module")
def nell(letters: Source) -> Voice:
    return voice_of(letters)


def test_figures_are_what_one_counts_by_hand() -> None:
    voice = heard(
        "I'm here. Are you? We go; they stay!", "Perhaps thou (my friend) always knowest — everything."
    )
    assert (voice.words, voice.sentences, voice.paragraphs) == (15, 4, 2)
    assert (voice.sentence, voice.median, voice.short) == (3.75, 3, 0.75)
    assert (voice.questions, voice.exclamations, voice.semicolons) == (0.25, 0.25, 0.25)
    assert (voice.dashes, voice.asides, voice.long) == (0.25, 0.25, 0)
    assert voice.of_words["archaic"] == voice.of_words["first"] == 2 / 15
    assert voice.of_words["contracted"] == voice.of_words["hedges"] == voice.of_words["together"] == 1 / 15
    assert voice.old_forms == ("knowest", "thou")


def test_what_belongs_to_someone_is_no_contraction() -> None:
    assert heard("Anna's goat ate the priest's hat.").of_words["contracted"] == 0
    assert heard("It's late. She won't.").of_words["contracted"] == 2 / 4


def test_favourites_come_often_in_many_places_and_are_no_names() -> None:
    voice = heard(*["The lantern is the harbour of Parnell."] * 5, "A quince. A quince. A quince. A quince.")
    assert set(voice.favourites) == {"lantern", "harbour"}
    assert "parnell" not in voice.favourites


def test_the_keeper_sounds_like_a_book_and_nell_like_a_kitchen(keeper: Voice, nell: Voice) -> None:
    solemn = "old-fashioned and solemn; short, everyday words; sentences of middling length"
    assert describe.register(keeper) == f"{solemn}, and now and then a very short one"
    assert describe.register(nell) == "informal, as one talks; short, everyday words; clipped sentences"
    assert (describe.length(keeper), describe.length(nell)) == ("medium", "short")


def test_habits_are_those_of_the_text(keeper: Voice, nell: Voice) -> None:
    solemn, chatty = list(describe.habits(keeper)), list(describe.habits(nell))
    assert "join thoughts with semicolons" in solemn
    assert any(habit.startswith("use old forms such as hath, thou") for habit in solemn)
    assert any("lamp" in habit and "wick" in habit for habit in solemn)
    assert "exclaim a great deal" in chatty
    assert "use contractions" in chatty
    assert "ask questions now and then" in chatty
    assert not set(solemn) & set(chatty) - {"speak as “I”, from what the passages tell"}


def test_what_never_happens_is_avoided(keeper: Voice, nell: Voice) -> None:
    assert {"exclamation marks", "contractions"} < set(describe.avoided(keeper))
    assert not {"exclamation marks", "contractions", "questions"} & set(describe.avoided(nell))


def test_a_learned_voice_that_keeps_out_of_it() -> None:
    said = (
        "The determination of political obligation presupposes, with considerable frequency, an abstraction "
        "which the investigation of institutions cannot accommodate without limitation of its significance. "
        "Consequently the interpretation of sovereignty is inseparable from the imagination of authority."
    )
    voice = heard(*[said] * 3)
    assert describe.register(voice).startswith("formal, as one writes; learned, abstract words")
    assert any("keep yourself out of it" in habit for habit in describe.habits(voice))


def test_another_language_is_described_by_its_sentences_alone() -> None:
    voice = heard("Der Brunnen ist tief und niemand trinkt daraus. Wer fragt? Die alte Frau lacht!")
    assert not voice.english
    assert describe.register(voice) == "clipped sentences"
    assert "contractions" not in list(describe.avoided(voice))


def test_the_figures_stand_beside_the_description(keeper: Voice) -> None:
    said = describe.figures(keeper)
    assert f"Measured on {keeper.words:,} words, {keeper.sentences:,} sentences" in said
    assert "20.6 archaic" in said
    assert "0.0% exclaim" in said
