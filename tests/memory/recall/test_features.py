from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.recall.candidates import Candidate
from memory.recall.features import Features, glance, look
from memory.recall.nearness import Nearness
from memory.recall.postings import Rarity
from memory.recall.question import read
from tests.memory.recall.letters import alike

if TYPE_CHECKING:
    from memory.recall.candidates import Key
    from memory.recall.columns import Column

NOW = datetime(2025, 3, 12, 20, 0, tzinfo=UTC)
NOBODY: frozenset[str] = frozenset()
ASKED = Rarity(terms=("boat", "name"), counts=(9, 90), weights=(3.0, 1.0))
BOAT, NAME, BOTH = 0b01, 0b10, 0b11


def message(ident: int, mask: int = 0, text: str = "We sat by the water.", **other: object) -> Candidate:
    said: dict[str, object] = {
        "author": "user",
        "conversation": ident,
        "at": NOW - timedelta(days=90 - ident),
    }
    return Candidate("message", ident, text, mask=mask, **(said | other))  # type: ignore[arg-type]


def glanced(
    *found: Candidate,
    question: str = "the boat's name",
    authors: frozenset[str] = NOBODY,
    near: dict[Key, float] | None = None,
    asked: Rarity = ASKED,
) -> tuple[Column, Features]:
    return glance(read(question, NOW), asked, authors, found, alike(near or {}))


def looked(
    *found: Candidate, question: str = "the boat's name", near: dict[Key, float] | None = None
) -> Features:
    _, told = glanced(*found, question=question, near=near)
    return look(read(question, NOW), told, np.arange(len(found)), found, alike(near or {}))


def test_at_first_sight_rarer_words_and_more_of_them_come_first() -> None:
    name, boat, both, nothing = glanced(message(1, NAME), message(2, BOAT), message(3, BOTH), message(4))[0]
    assert both > boat > name > nothing == 0


def test_what_was_said_on_the_day_is_seen_without_any_word() -> None:
    then = message(1, at=NOW - timedelta(days=1))
    first, told = glanced(then, message(2), question="What happened yesterday?")
    assert first[0] > 0 == first[1]
    assert (told["time"][0], told["asked_time"].tolist()) == (1, [1, 1])


def test_an_author_alone_does_not_make_it_a_matter() -> None:
    first, told = glanced(message(1), message(2, BOAT), authors=frozenset({"user"}))
    assert first[0] == 0 < first[1]
    assert told["said"].tolist() == [1, 1]


def test_an_author_is_asked_for_by_any_word_of_the_name() -> None:
    by = [message(1, author="Tom Hale"), message(2, author="Tomas"), message(3, author="companion")]
    assert glanced(*by, authors=frozenset({"hale"}))[1]["said"].tolist() == [1, 0, 0]
    _, hers = glanced(*by, authors=frozenset({"companion"}))
    assert hers["hers"].tolist() == hers["hers_asked"].tolist() == [0, 0, 1]
    assert glanced(*by)[1]["hers_asked"].tolist() == [0, 0, 0]


def test_the_answer_to_a_question_is_told_by_what_stands_before_it() -> None:
    asked = message(1, BOTH, "What is the boat's name?", author="companion", conversation=5)
    told = glanced(asked, message(2, conversation=5, parent=1), message(3))[1]
    assert told["answers"][1] > 0.5
    assert told["after_question"].tolist() == [0, 1, 0]
    assert told["answers"][0] == told["answers"][2] == 0
    plain = glanced(asked._replace(text="The boat's name is Tern."), message(2, conversation=5, parent=1))[1]
    assert plain["answers"][1] == 0 < plain["soft_before"][1]
    assert told["soft_after"][1] == 0 < told["soft_before"][1]


def test_a_related_word_is_soft_and_no_word() -> None:
    told = glanced(message(1, BOAT), message(2, related=BOAT))[1]
    assert told["words"][1] == told["any"][1] == 0
    assert 0 < told["soft"][1] < told["soft"][0] == 1


def test_without_vectors_nothing_is_told_of_meaning() -> None:
    by_words = glanced(message(1, BOAT))[1]
    by_both = glanced(message(1, BOAT), near={("message", 1): 0.5})[1]
    assert by_words.keys() < by_both.keys()
    assert {"cosine", "near", "near_rank"} <= by_both.keys() - by_words.keys()


def test_the_nearest_in_meaning_is_seen_first() -> None:
    near: dict[Key, float] = {("message", 1): 0.2, ("message", 2): 0.7, ("message", 3): 0.1}
    first, told = glanced(message(1), message(2), message(3), near=near)
    assert first.argmax() == 1
    assert told["near_rank"][1] == 1 > told["near_rank"][0] > told["near_rank"][2]


def test_the_best_sentence_is_told_beside_the_whole() -> None:
    near = {("message", 1): Nearness(0.4, 0.8), ("message", 2): Nearness(0.5, 0.2)}
    _, told = glance(read("boat", NOW), ASKED, NOBODY, [message(1), message(2)], near)
    assert told["near"].tolist() == pytest.approx([0.8, 1])
    assert told["sentence"].tolist() == pytest.approx([0.8, 0.2])
    assert told["sentence_near"].tolist() == pytest.approx([1, 0.25])
    assert told["sentence_near_squared"].tolist() == pytest.approx([1, 0.0625])
    assert told["sentence_near_rank"].tolist() == pytest.approx([1, 1 / 1.2])


def test_of_one_sentence_each_the_sentence_says_what_the_whole_does() -> None:
    _, told = glanced(message(1), message(2), near={("message", 1): 0.2, ("message", 2): 0.7})
    for name in ("near", "near_squared", "near_rank"):
        assert told[f"sentence_{name}"].tolist() == told[name].tolist()


def test_what_is_equally_near_is_told_equally_however_it_was_found() -> None:
    near: dict[Key, float] = {("message", n): 0.4 for n in range(1, 5)}
    ranks = glanced(*map(message, range(1, 5)), near=near)[1]["near_rank"]
    assert len(set(ranks.tolist())) == 1


@pytest.mark.parametrize(
    ("question", "feature"),
    [
        ("When did I buy the boat?", "when_times"),
        ("How many boats do I have?", "number_numbers"),
        ("Which city is the boat in?", "name_names"),
    ],
)
def test_what_sort_of_answer_is_asked_for_meets_what_a_text_holds(question: str, feature: str) -> None:
    fitting = message(1, BOAT, "On Monday I bought two boats from Ingeborg in Turku.")
    told = looked(fitting, message(2, BOAT, "the boat"), question=question)[feature]
    assert told[0] > 0 == told[1]
    assert not looked(fitting, question="the boat")[feature].any()


def test_how_things_are_is_told_by_what_was_said_since() -> None:
    old, new = message(1, BOTH, "The boat's name is Wren."), message(40, BOTH, "I changed its name to Tern.")
    now = looked(old, new, question="What is the boat's name?")
    before = looked(old, new, question="What was the boat's name before?")
    assert now["newer_now"][0] > now["newer_now"][1] == 0
    assert now["changed_now"][0] > now["changed_now"][1] == 0
    assert now["recent_now"][1] > now["recent_now"][0]
    assert not before["newer_now"].any()
    assert before["newer_before"][0] > 0
    assert not any(now[name].any() for name in ("recent_before", "newer_before", "changed_before"))


def test_her_sentences_make_nothing_outdated() -> None:
    old = message(1, BOTH)
    hers = message(40, BOTH, author="companion")
    assert looked(old, hers, question="What is the boat's name?")["newer_now"].tolist() == [0, 0]


def test_only_the_rows_that_were_chosen_are_looked_at() -> None:
    found = [message(n, BOAT) for n in range(1, 9)]
    _, told = glanced(*found)
    close = look(read("boat", NOW), told, np.array([6, 2]), found, {})
    assert {len(column) for column in close.values()} == {2}
    assert close["days"].tolist() == [told["days"][6], told["days"][2]]


messages = st.builds(
    lambda ident, mask, related, parent, text, author, days: message(
        ident, mask, text, related=related, parent=parent, author=author, at=NOW - timedelta(days=days)
    ),
    st.integers(1, 20),
    st.integers(0, 3),
    st.integers(0, 3),
    st.none() | st.integers(1, 20),
    st.text(max_size=30),
    st.sampled_from(["user", "companion", "Tom Hale", "", None]),
    st.integers(0, 5000),
)


@given(st.lists(messages, min_size=1, max_size=8, unique_by=lambda c: c.id), st.booleans(), st.booleans())
def test_whatever_was_said_every_feature_is_a_number(found: list[Candidate], meant: bool, mute: bool) -> None:
    near: dict[Key, float] = {("message", found[0].id): 0.4} if meant else {}
    asked = Rarity((), (), ()) if mute else ASKED
    plain = [c._replace(mask=0, related=0) for c in found] if mute else found
    for question in ("boat", "Where is my boat now?", "What was it before, in May?"):
        first, told = glanced(*plain, question=question, near=near, asked=asked)
        close = look(read(question, NOW), told, np.arange(len(plain)), plain, alike(near))
        assert np.isfinite(first).all()
        assert all(np.isfinite(column).all() and len(column) == len(plain) for column in close.values())
