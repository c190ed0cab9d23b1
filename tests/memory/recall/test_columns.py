from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from memory.recall.candidates import Candidate
from memory.recall.columns import RELATED, Columns, columns, normal
from memory.recall.nearness import Nearness
from memory.recall.postings import Rarity
from memory.recall.question import read
from tests.memory.recall.letters import alike

NOW = datetime(2025, 3, 12, 20, 0, tzinfo=UTC)
ASKED = Rarity(terms=("boat", "name"), counts=(9, 90), weights=(3.0, 1.0))
BOAT, NAME, BOTH = 0b01, 0b10, 0b11


def message(ident: int, mask: int = 0, text: str = "x" * 40, **other: object) -> Candidate:
    return Candidate("message", ident, text, NOW, "user", mask=mask, **other)  # type: ignore[arg-type]


def of(*found: Candidate, question: str = "the boat's name", asked: Rarity = ASKED, **near: float) -> Columns:
    """As columns; `m3=0.5`: the cosine of message 3."""
    closeness = {(found[0].kind, int(name[1:])): cosine for name, cosine in near.items()}
    return columns(read(question, NOW), asked, found, alike(closeness))


def exchange() -> Columns:
    """A question, two answers to it (two branches), and what was said after the second."""
    return of(
        message(1, BOTH, "The boat's name?", conversation=7),
        message(2, NAME, conversation=7, parent=1),
        message(3, conversation=7, parent=1),
        message(4, BOAT, conversation=7, parent=3),
        message(9, BOAT, conversation=8),
    )


def test_the_bits_of_a_mask_are_the_terms_that_are_held() -> None:
    assert exchange().held.tolist() == [[1, 1], [0, 1], [0, 0], [1, 0], [1, 0]]


def test_a_related_word_counts_for_less_than_the_word_and_adds_nothing_to_it() -> None:
    near = of(message(1, BOAT), message(2, related=BOAT), message(3, BOAT, related=BOTH)).near
    assert near.tolist() == [[1, 0], [RELATED, 0], [1, RELATED]]
    assert 0 < RELATED < 1


def test_the_highest_of_32_terms_is_a_term_like_the_first() -> None:
    many = Rarity(tuple(f"word{n}" for n in range(32)), (1,) * 32, (1.0,) * 32)
    held = of(message(1, 1 << 31), message(2, 1), asked=many).held
    assert (held[0].tolist(), held[1].tolist()) == ([0] * 31 + [1], [1] + [0] * 31)


def test_before_and_after_are_those_of_the_path() -> None:
    asked = exchange()
    values = np.array([5.0, 1.0, 2.0, 3.0, 9.0])
    assert asked.previous(values).tolist() == [0, 5, 5, 2, 0]
    assert asked.following(values).tolist() == [2, 0, 3, 0, 0]


def test_a_fact_of_the_same_number_is_nobodys_neighbour() -> None:
    fact = Candidate("fact", 1, "The boat is named Tern.", NOW, mask=BOTH)
    asked = of(fact, message(2, parent=1))
    assert asked.previous(np.array([4.0, 4.0])).tolist() == [0, 0]


def test_rarer_words_and_more_of_them_are_worth_more() -> None:
    asked = of(message(1, NAME), message(2, BOAT), message(3, BOTH), message(4))
    name, boat, both, nothing = asked.worth(asked.held)
    assert both > boat > name > nothing == 0
    assert asked.share(asked.held).tolist() == pytest.approx([0.25, 0.75, 1, 0])


def test_the_shorter_says_it_more_plainly() -> None:
    asked = of(message(1, BOAT, "x" * 400), message(2, BOAT))
    long, short = asked.worth(asked.held)
    assert short > long > 0


def test_an_exchange_holds_what_its_messages_hold_together() -> None:
    asked = exchange()
    assert asked.around(asked.held).tolist() == [[1, 1], [1, 1], [1, 1], [1, 0], [1, 0]]


def test_a_conversation_is_measured_as_a_whole() -> None:
    asked = exchange()
    worth, share = asked.of_talk(asked.held)
    assert worth[0] == worth[3] == 1 > worth[4] > 0
    assert share.tolist() == pytest.approx([1, 1, 1, 1, 0.75])
    assert asked.best_of_talk(np.array([1.0, 5.0, 2.0, 0.0, 3.0])).tolist() == [5, 5, 5, 5, 3]


def test_asking_and_time_and_day_have_a_column_each() -> None:
    yesterday = Candidate("message", 1, "Which boat?", NOW - timedelta(days=1), "user")
    weeks_ago = Candidate("message", 2, "A boat.", NOW - timedelta(days=15), "user")
    asked = of(yesterday, weeks_ago, question="the boat yesterday")
    assert asked.asks.tolist() == [1, 0]
    assert asked.days[0] - asked.days[1] == pytest.approx(14)
    assert asked.time.tolist() == [1, 0]
    assert of(yesterday, weeks_ago).time.tolist() == [0, 0]


def test_without_vectors_there_are_no_cosines() -> None:
    assert of(message(1, BOAT)).cosine is None


def test_what_has_no_vector_yet_is_neither_near_nor_far() -> None:
    cosine = of(*map(message, range(1, 5)), m1=0.9, m2=0.1, m3=0.3).cosine
    assert cosine is not None
    assert cosine.tolist() == pytest.approx([0.9, 0.1, 0.3, 0.3])


def test_a_sentence_may_be_nearer_than_the_whole_that_it_stands_in() -> None:
    near = {("message", 1): Nearness(0.2, 0.7), ("message", 2): Nearness(0.4, -0.1)}
    asked = columns(read("the boat", NOW), ASKED, [message(1), message(2), message(3)], near)
    assert asked.cosine is not None
    assert asked.cosine.tolist() == pytest.approx([0.2, 0.4, 0.3])
    assert asked.sentence is not None
    assert asked.sentence.tolist() == pytest.approx([0.7, 0, 0.3])
    assert of(message(1)).sentence is None


def test_what_points_the_other_way_is_not_nearer_than_nothing() -> None:
    cosine = of(message(1), message(2), m1=-0.4, m2=0.2).cosine
    assert cosine is not None
    assert cosine.tolist() == pytest.approx([0, 0.2])


def test_a_question_of_stop_words_alone_is_worth_nothing_everywhere() -> None:
    asked = of(message(1), message(2, parent=1), asked=Rarity((), (), ()))
    for values in (asked.worth(asked.held), asked.share(asked.held), *asked.of_talk(asked.held)):
        assert values.tolist() == [0, 0]
    assert asked.around(asked.held).shape == (2, 0)


def test_a_share_of_the_highest() -> None:
    assert normal(np.array([1.0, 4.0, 0.0])).tolist() == [0.25, 1, 0]
    assert normal(np.zeros(3)).tolist() == [0, 0, 0]
    assert normal(np.zeros(0)).tolist() == []
