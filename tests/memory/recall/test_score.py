from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.recall.candidates import Candidate
from memory.recall.features import CLOSELY
from memory.recall.postings import Rarity
from memory.recall.question import Kind, read
from memory.recall.score import AS_GOOD, CHANGED, Ranked, newer_first, rank
from tests.memory.recall.letters import alike

if TYPE_CHECKING:
    from random import Random

    from memory.recall.candidates import Key

NOW = datetime(2025, 3, 12, 20, 0, tzinfo=UTC)
NOBODY: frozenset[str] = frozenset()
YOU, SHE = frozenset({"user"}), frozenset({"companion"})
BOAT, NAME, BOTH = 0b01, 0b10, 0b11
ASKED = Rarity(terms=("boat", "name"), counts=(9, 90), weights=(5.0, 2.5))


def message(ident: int, mask: int = 0, text: str = "", **other: object) -> Candidate:
    """Said to her 30 days ago, each in a conversation of its own."""
    said: dict[str, object] = {"author": "user", "conversation": ident, "sources": (ident,)}
    at = NOW - timedelta(days=30) + timedelta(minutes=ident)
    told = text or "We sat by the water and looked at it."
    return Candidate("message", ident, told, at, mask=mask, **(said | other))  # type: ignore[arg-type]


def ranked(
    *candidates: Candidate,
    question: str = "the boat's name",
    authors: frozenset[str] = NOBODY,
    closeness: dict[Key, float] | None = None,
) -> list[Ranked]:
    return rank(read(question, NOW), ASKED, authors, candidates, alike(closeness or {}))


def order(*candidates: Candidate, **asked: object) -> list[int]:
    return [found.candidate.id for found in ranked(*candidates, **asked)]  # type: ignore[arg-type]


def likely(*candidates: Candidate, **asked: object) -> dict[int, float]:
    return {f.candidate.id: f.score for f in ranked(*candidates, **asked)}  # type: ignore[arg-type]


def test_rarer_words_and_more_of_them_come_first() -> None:
    assert order(message(1, NAME), message(2, BOAT), message(3, BOTH)) == [3, 2, 1]


def test_a_related_word_is_worth_something_and_the_word_itself_more() -> None:
    ship, boat, hill = message(3, related=BOAT), message(2, BOAT), message(1)
    assert order(ship, boat, hill) == [2, 3]


def test_the_answer_stands_beside_the_question_that_holds_the_words() -> None:
    asked = message(1, BOTH, "What is the name of your boat?", author="companion", conversation=7)
    answer = message(2, 0, "Tern, after the bird.", parent=1, conversation=7)
    elsewhere = message(9, 0, "Good night, then.")
    assert order(asked, answer, elsewhere, authors=YOU)[0] == 2


def test_neighbours_are_those_of_the_path_and_not_of_the_clock() -> None:
    asked = message(5, BOTH, "What is the name of your boat?", author="companion", conversation=7)
    answer = message(7, 0, "Tern, after the bird.", parent=5, conversation=7)
    other_branch = message(6, 0, "Tern, after the bird.", parent=3, conversation=7)
    found = order(asked, other_branch, answer)
    assert 6 not in found or found.index(7) < found.index(6)


def test_whoever_is_asked_about_comes_first() -> None:
    by_tom, by_priya = message(1, BOAT, author="Tom Hale"), message(2, BOAT, author="Priya")
    assert order(by_tom, by_priya, authors=frozenset({"tom"})) == [1, 2]
    assert order(by_tom, by_priya, authors=frozenset({"priya"})) == [2, 1]


def test_her_sentences_count_for_less_unless_they_are_asked_for() -> None:
    yours, hers = message(1, BOAT), message(2, BOAT, author="companion")
    assert order(yours, hers, question="my boat", authors=YOU) == [1, 2]
    assert order(yours, hers) == [1, 2]
    assert order(yours, hers, question="which boat did you call good?", authors=SHE) == [2, 1]


def test_what_was_said_at_the_time_that_is_named_comes_first() -> None:
    then, later = message(1, BOAT), message(2, BOTH)._replace(at=NOW)
    assert order(then, later) == [2, 1]
    assert order(then, later, question=f"the boat on {then.at:%d %B %Y}") == [1, 2]


def test_a_conversation_about_it_lifts_what_is_in_it() -> None:
    about = [message(n, BOAT, conversation=70) for n in (1, 2, 3)]
    elsewhere = message(4, BOAT)
    alone, beside = likely(elsewhere), likely(*about, elsewhere)
    assert alone.keys() == {4}
    assert max(beside[n] for n in (1, 2, 3)) > beside[4]


def test_meaning_finds_what_words_do_not() -> None:
    in_words, in_meaning, neither = message(1, NAME), message(2), message(3)
    near: dict[Key, float] = {("message", 1): 0.1, ("message", 2): 0.8, ("message", 3): 0.0}
    assert order(in_words, in_meaning, neither) == [1]
    assert order(in_words, in_meaning, neither, closeness=near)[0] == 2


def test_what_has_no_vector_yet_is_still_found_by_its_words() -> None:
    told, far, empty = message(1, BOTH), message(2), message(3)
    near: dict[Key, float] = {("message", 2): 0.3, ("message", 3): 0.1}
    assert order(told, far, empty, closeness=near)[0] == 1
    assert all(math.isfinite(score) for score in likely(told, far, empty, closeness=near).values())


def test_recency_breaks_ties_and_nothing_else() -> None:
    alike = [message(n, BOAT) for n in (1, 2, 3)]
    assert order(*alike) == [3, 2, 1]
    years_ago = message(1, BOTH)._replace(at=NOW - timedelta(days=3650))
    assert order(years_ago, message(2, BOAT))[0] == 1


def said_twice() -> tuple[Candidate, Candidate]:
    old = message(1, BOTH, "My boat is named Wren.")._replace(at=NOW - timedelta(days=400))
    return old, message(2, BOTH, "I painted a new name on the boat: Tern.")


def test_where_it_is_asked_how_things_are_the_newer_statement_goes_first() -> None:
    assert order(*said_twice(), question="What is the name of my boat?", authors=YOU) == [2, 1]
    repeated = said_twice()[0]._replace(id=5, conversation=5, at=NOW)
    assert order(*said_twice(), repeated, question="What is the name of my boat?", authors=YOU)[0] == 5


def test_where_it_is_asked_how_things_were_it_does_not() -> None:
    assert order(*said_twice(), question="What was the name of my boat before?", authors=YOU) == [1, 2]


def test_newer_talk_of_something_else_does_not_go_before_the_answer() -> None:
    answer = message(1, BOTH, "My boat is named Tern.")._replace(at=NOW - timedelta(days=900))
    chat = [message(n, NAME, "What a name that cat has!")._replace(at=NOW) for n in range(2, 9)]
    assert order(answer, *chat, question="What is the name of my boat?", authors=YOU)[0] == 1


def fact(ident: int, mask: int, text: str, **other: object) -> Candidate:
    return Candidate("fact", ident, text, NOW, "user", mask=mask, **other)  # type: ignore[arg-type]


def test_what_holds_now_comes_before_what_was_superseded() -> None:
    old = fact(1, BOTH, "The name of the boat is Wren.", outdated=True)
    new = fact(2, BOTH, "The name of the boat is Tern.")._replace(at=NOW - timedelta(days=9))
    for question in ("the boat's name", "What is the boat's name?", "What is the name of the boat now?"):
        assert order(old, new, question=question) == [2, 1]


def test_what_is_over_is_not_raised_for_being_newer() -> None:
    home = fact(1, BOTH, "The name of the boat is Tern.")._replace(
        at=NOW - timedelta(days=90), conversation=1
    )
    over = fact(2, BOTH, "The name of the boat is Wren.", outdated=True, conversation=2)
    assert order(home, over, question="What is the name of the boat now?") == [1, 2]


def test_of_facts_that_no_conversation_told_the_newer_goes_first_too() -> None:
    old = fact(1, BOTH, "The name of the boat is Wren.")._replace(at=NOW - timedelta(days=90))
    new = fact(2, BOTH, "The boat has got the name Tern.")
    assert newest_first([0.0, -AS_GOOD / 2], 0, 90, kind="fact", conversation=None) == [1, 0]
    assert order(old, new, question="What is the name of the boat?") == [2, 1]


def test_what_was_superseded_loses_nothing_where_it_is_asked_for() -> None:
    old = fact(1, BOTH, "The name of the boat is Wren.")
    question = "What was the boat's name before?"
    assert likely(old._replace(outdated=True), question=question) == likely(old, question=question)


def test_your_words_come_before_a_summary_of_them() -> None:
    said = message(1, BOTH, "My boat is named Tern.")
    told = said._replace(kind="summary", id=2, author=None, conversation=9, at=NOW)
    assert order(told, said) == [1, 2]


def test_all_kinds_are_measured_with_one_measure() -> None:
    assert order(fact(1, NAME, "Has a dog by that name."), message(2, BOTH, "My boat is named Tern.")) == [
        2,
        1,
    ]


def test_small_talk_is_not_scored_as_high_as_an_answer() -> None:
    answer = message(1, BOTH, "My boat is named Tern, after the bird.")
    (sure,) = ranked(answer, question="What is the name of my boat?", authors=YOU)
    (unsure,) = ranked(message(2, NAME, "What a name!"), question="What a day, in the name of all!")
    assert unsure.score < sure.score / 2


def test_what_has_nothing_to_do_with_it_is_not_recalled() -> None:
    assert order(message(1), message(2)) == []
    assert order() == []


def test_only_so_many_are_looked_at_closely_and_the_best_are_among_them() -> None:
    many = [message(n, NAME) for n in range(2, CLOSELY + 50)]
    found = order(message(1, BOTH), *many)
    assert (len(found), found[0]) == (CLOSELY, 1)


IS = Kind(now=True)
WAS, ONCE = Kind(when=True), Kind(before=True)


def newest_first(logits: list[float], *days: int, asked: Kind = IS, **other: object) -> list[int]:
    found = [message(n + 1)._replace(at=NOW + timedelta(days=day), **other) for n, day in enumerate(days)]
    raised = newer_first(np.array(logits), found, asked)
    return sorted(range(len(days)), key=lambda row: (raised[row], days[row]), reverse=True)


def test_only_what_is_about_as_good_is_raised_for_being_newer() -> None:
    assert newest_first([0.0, -AS_GOOD / 2], 0, 5) == [1, 0]
    assert newest_first([0.0, -AS_GOOD * 2], 0, 5) == [0, 1]
    assert newest_first([0.0, -AS_GOOD / 2], 5, 0) == [0, 1]
    assert newest_first([0.0, -AS_GOOD / 4, -AS_GOOD / 2], 0, 3, 6) == [2, 1, 0]


def test_what_tells_of_a_change_is_raised_by_less_where_it_is_not_asked_how_things_are() -> None:
    moved = "They have moved it to the sixth."
    assert newest_first([0.0, -CHANGED / 2], 0, 5, asked=WAS, text=moved) == [1, 0]
    assert newest_first([0.0, -CHANGED * 1.5], 0, 5, asked=WAS, text=moved) == [0, 1]
    assert newest_first([0.0, -CHANGED / 2], 0, 5, asked=WAS, text="It is on the sixth.") == [0, 1]


def test_where_it_is_asked_how_things_were_nothing_is_raised() -> None:
    assert newest_first([0.0, -0.1], 0, 5, asked=ONCE, text="They have moved it to the sixth.") == [0, 1]


def test_her_sentences_and_those_of_one_conversation_are_not_raised() -> None:
    assert newest_first([0.0, -AS_GOOD / 2], 0, 5, author="companion") == [0, 1]
    assert newest_first([0.0, -AS_GOOD / 2], 0, 5, conversation=1) == [0, 1]


candidates = st.builds(
    lambda ident, mask, near, author, parent, text: message(
        ident,
        mask,
        text,
        related=near,
        author=author,
        parent=parent,
        conversation=ident % 4,
    ),
    st.integers(1, 50),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["user", "companion", "Tom"]),
    st.none() | st.integers(1, 50),
    st.sampled_from(
        ["", "Yes!", "I moved to Oulu last May.", "Which boat?", "I used to own two boats.", "?"]
    ),
)
found_ones = st.lists(candidates, max_size=12, unique_by=lambda c: c.id)
questions = st.sampled_from(
    ["boat", "What is my boat's name now?", "Where did I sail before?", "What did you say in May?", ""]
)


@given(candidates, candidates, st.integers(1, 900))
def test_how_things_are_is_told_by_the_newer_of_two_that_are_as_good(
    older: Candidate, newer: Candidate, days: int
) -> None:
    """An older statement of yours only goes first where it is better by more than `AS_GOOD`."""
    pair = [
        older._replace(id=1, conversation=1, author="user", parent=None, at=NOW - timedelta(days=days)),
        newer._replace(id=2, conversation=2, author="user", parent=None, at=NOW),
    ]
    found = ranked(*pair, question="Where is my boat now?", authors=YOU)
    if [one.candidate.id for one in found] == [1, 2]:
        first, second = (math.log(one.score / (1 - one.score)) for one in found)
        assert first - second > AS_GOOD


@given(found_ones, questions, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_were_found_makes_no_difference(
    found: list[Candidate], question: str, meant: bool, random: Random
) -> None:
    near: dict[Key, float] = {("message", c.id): c.id % 7 / 10 for c in found if c.id % 3} if meant else {}
    shuffled = random.sample(found, len(found))
    first = order(*found, question=question, closeness=near)
    assert order(*shuffled, question=question, closeness=near) == first


@given(found_ones, questions, st.booleans())
def test_scores_are_finite_shares_and_fall(found: list[Candidate], question: str, meant: bool) -> None:
    near: dict[Key, float] = {("message", c.id): c.id % 7 / 10 for c in found if c.id % 3} if meant else {}
    scores = [one.score for one in ranked(*found, question=question, closeness=near)]
    assert all(math.isfinite(score) and 0 <= score <= 1 for score in scores)
    assert scores == pytest.approx(sorted(scores, reverse=True))
