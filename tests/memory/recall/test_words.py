from __future__ import annotations

from memory.recall.words import MOST_TERMS, STOP_WORDS, terms, words


def test_words_are_letters_and_digits_in_lower_case_in_order() -> None:
    assert words("Café at 7 o'clock, Jürgen_B!") == ["café", "at", "7", "o", "clock", "jürgen", "b"]


def test_what_no_index_can_hold_is_no_word() -> None:
    assert words('a\x00b \ud83d \U0001f389 --- "*()') == ["a", "b"]


def test_terms_leave_out_what_says_nothing_and_come_once() -> None:
    assert terms("What did the vet say about the cat, and about the cat's diet?") == ("vet", "cat", "diet")


def test_a_question_of_stop_words_has_no_terms() -> None:
    assert terms("What was it that they had?") == ()
    assert terms("") == ()


def test_a_pasted_page_is_asked_by_its_longest_words_in_their_order() -> None:
    page = " ".join(f"{'x' * (n % 40)}{n}" for n in range(10_000))
    asked = terms(page)
    assert len(asked) == MOST_TERMS
    assert min(map(len, asked)) >= 43
    assert list(asked) == [word for word in page.split() if word in set(asked)]


def test_words_that_may_matter_are_not_stop_words() -> None:
    assert STOP_WORDS.isdisjoint({"home", "work", "name", "new", "first", "friend", "like", "love", "old"})
