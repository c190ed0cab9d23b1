"""Where sentences end, and which words say what a text is about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.persona.distill.language import carries, sentences, words


def test_sentences_end_where_a_reader_would_stop() -> None:
    text = "Mr. Brown came. “Is it late?” he asked. It was! “Go.” She went… Then J. Smith sang."
    assert sentences(text) == [
        "Mr. Brown came.",
        "“Is it late?” he asked.",
        "It was!",
        "“Go.”",
        "She went…",
        "Then J. Smith sang.",
    ]


def test_words_keep_their_apostrophes() -> None:
    assert words("Don’t—I said ‘never’ 12 times, o'clock!") == [
        "don't",
        "i",
        "said",
        "never",
        "times",
        "o'clock",
    ]


def test_small_words_carry_nothing() -> None:
    assert [
        word for word in words("The thou hath nothing but fog and a lantern, perhaps") if carries(word)
    ] == [
        "fog",
        "lantern",
    ]
    assert not carries("x" * 40)


@given(st.text(max_size=300))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
