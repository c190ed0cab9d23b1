from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.recall.postings import Rarity
from memory.recall.question import read
from memory.recall.score import Candidate, Key, Weights, rank

NOW = datetime(2025, 3, 12, 20, 0, tzinfo=UTC)
NOBODY: frozenset[str] = frozenset()
BOAT, NAME = 0b01, 0b10
ASKED = Rarity(terms=("boat", "name"), counts=(9, 90), weights=(3.0, 1.0))


def message(ident: int, mask: int = 0, *, author: str = "user", parent: int | None = None) -> Candidate:
    at = NOW - timedelta(days=30) + timedelta(minutes=ident)
    return Candidate("message", ident, "x" * 40, at, author, 1, parent, mask=mask, sources=(ident,))


def order(
    *candidates: Candidate,
    question: str = "the boat's name",
    authors: frozenset[str] = NOBODY,
    closeness: dict[Key, float] | None = None,
) -> list[int]:
    ranked = rank(read(question, NOW), ASKED, authors, candidates, closeness or {}, Weights())
    return [found.candidate.id for found in ranked]


def test_rarer_words_and_more_of_them_come_first() -> None:
    assert order(message(1, NAME), message(2, BOAT), message(3, BOAT | NAME)) == [3, 2, 1]


def test_the_shorter_says_it_more_plainly() -> None:
    long = replace(message(2, BOAT), text="x" * 400)
    assert order(long, message(1, BOAT)) == [1, 2]


def test_recency_breaks_ties_and_nothing_else() -> None:
    alone = [replace(message(n, BOAT), conversation=n) for n in (1, 2, 3)]
    assert order(*alone) == [3, 2, 1]
    years_ago = replace(message(1, BOAT | NAME), at=NOW - timedelta(days=3650))
    assert order(years_ago, message(2, BOAT))[0] == 1


def test_the_answer_stands_beside_the_question_that_holds_the_words() -> None:
    asked = message(1, BOAT | NAME, author="companion")
    answer = message(2, author="user", parent=1)
    small_talk = message(9, author="user")
    assert order(asked, answer, small_talk, authors=frozenset({"user"}))[:2] == [2, 1]


def test_neighbours_are_those_of_the_path_and_not_of_the_clock() -> None:
    hit, other_branch, answer = message(5, BOAT), message(6, parent=3), message(7, parent=5)
    ranked = rank(
        read("boat", NOW), ASKED, NOBODY, [hit, other_branch, answer], {}, Weights(conversation=0.0)
    )
    assert [found.candidate.id for found in ranked] == [5, 7]


def test_whoever_is_asked_about_comes_first() -> None:
    by_tom, by_priya = message(1, BOAT, author="Tom Hale"), message(2, BOAT, author="Priya")
    assert order(by_tom, by_priya, authors=frozenset({"tom"})) == [1, 2]
    assert order(by_tom, by_priya, authors=frozenset({"priya"})) == [2, 1]


def test_her_sentences_count_for_less_unless_they_are_asked_for() -> None:
    yours, hers = message(1, BOAT, author="user"), message(2, BOAT, author="companion")
    assert order(yours, hers) == [1, 2]
    assert order(yours, hers, authors=frozenset({"companion"})) == [2, 1]


def test_what_was_said_at_the_time_that_is_named_comes_first() -> None:
    then, later = message(1, BOAT), replace(message(2, BOAT | NAME), at=NOW)
    assert order(then, later) == [2, 1]
    assert order(then, later, question=f"the boat on {then.at:%d %B %Y}") == [1, 2]


def test_a_conversation_about_it_lifts_what_is_in_it() -> None:
    about = [replace(message(n, BOAT), conversation=7) for n in (1, 2, 3)]
    elsewhere = replace(message(9, BOAT), conversation=8)
    assert order(*about, elsewhere)[-1] == 9


def test_meaning_finds_what_words_do_not() -> None:
    in_words, in_meaning, neither = message(1, NAME), message(2), message(3)
    near: dict[Key, float] = {("message", 1): 0.1, ("message", 2): 0.9, ("message", 3): 0.0}
    assert order(in_words, in_meaning, neither) == [1]
    assert set(order(in_words, in_meaning, neither, closeness=near)) == {1, 2}


def test_what_holds_now_comes_before_what_was_superseded() -> None:
    old = Candidate("fact", 1, "The boat is called Wren.", NOW, "user", mask=BOAT | NAME, outdated=True)
    new = Candidate("fact", 2, "The boat is called Tern.", NOW - timedelta(days=9), "user", mask=BOAT | NAME)
    assert order(old, new) == [2, 1]


def test_all_kinds_are_measured_with_one_measure() -> None:
    weak_fact = Candidate("fact", 1, "Has a dog by that name.", NOW, "user", mask=NAME)
    assert order(weak_fact, message(2, BOAT | NAME)) == [2, 1]


def test_what_has_nothing_to_do_with_it_is_not_recalled() -> None:
    assert order(message(1), message(2)) == []
    assert order() == []


candidates = st.builds(
    lambda ident, mask, author, parent: message(ident, mask, author=author, parent=parent),
    st.integers(1, 50),
    st.integers(0, 3),
    st.sampled_from(["user", "companion", "Tom"]),
    st.none() | st.integers(1, 50),
)


@given(st.lists(candidates, unique_by=lambda c: c.id), st.randoms(use_true_random=False))
def test_the_order_in_which_they_were_found_makes_no_difference(
    found: list[Candidate], random: object
) -> None:
    shuffled = sorted(found, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert order(*found) == order(*shuffled)


@given(st.lists(candidates, unique_by=lambda c: c.id))
def test_scores_are_finite_and_fall(found: list[Candidate]) -> None:
    scores = [r.score for r in rank(read("boat", NOW), ASKED, NOBODY, found, {}, Weights())]
    assert all(math.isfinite(score) and score > 0 for score in scores)
    assert scores == pytest.approx(sorted(scores, reverse=True))
