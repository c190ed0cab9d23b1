"""Words and phrases, found as a reader would find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.persona.phrases import has, straight


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("I am an AI.", "AI"),
        ("an ai, at your service", "AI"),
        ("AI's the word", "ai"),
        ("I don’t know", "don't know"),
        ("I don't know", "don’t  know"),
        ("so\nsoon", "so soon"),
        ("Is it?", "?"),
        ("it costs 5%.", "5%"),
        ("gardeners", "garden*"),
        ("garden", "garden*"),
        ("two * three", "*"),
    ],
)
def test_it_is_there(text: str, phrase: str) -> None:
    assert has(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("I said it again.", "AI"),
        ("in the aisle", "AI"),
        ("gardens", "garden"),
        ("beergarden", "garden*"),
        ("soon so", "so soon"),
        ("", "x"),
    ],
)
def test_it_is_not_there(text: str, phrase: str) -> None:
    assert not has(text, phrase)


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_any_phrase_is_looked_for_as_plain_text(phrase: str, text: str) -> None:
    assert has(phrase, phrase.rstrip("*") or phrase) or not phrase.strip()
    assert isinstance(has(text, phrase), bool)


def test_apostrophes_become_those_of_a_keyboard() -> None:
    assert straight("it’s ‘so’") == "it's ‘so'"


@pytest.mark.parametrize(
    ("text", "phrase", "there"),
    [
        ("私は日本が好きです", "日本", True),
        ("我昨天去了北京。", "北京", True),
        ("ฉันชอบดอกกุหลาบมาก", "กุหลาบ", True),
        ("カメラを買った", "カメラ", True),
        ("私はNASAが好き", "NASA", True),
        ("私は日本が好きです", "中国", False),
        ("NASAL sprays", "NASA", False),
        ("장미가 피었다", "장미*", True),
    ],
)
def test_a_script_without_spaces_has_no_ends_of_words(text: str, phrase: str, there: bool) -> None:
    assert has(text, phrase) is there


def test_an_accent_may_be_written_as_a_character_of_its_own() -> None:
    assert has("We met at the cafe\u0301.", "café")
    assert has("We met at the café.", "cafe\u0301")
    assert not has("We met at the cafe\u0301.", "cafe")
