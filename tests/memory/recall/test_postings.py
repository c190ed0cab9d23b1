from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from memory.recall import postings as reading
from memory.recall.postings import Rarity, named_authors, postings, rarity

if TYPE_CHECKING:
    from memory import Memory
    from tests.memory.recall.letters import Talk


def test_a_rare_word_says_more_than_a_common_one(memory: Memory, talk: Talk) -> None:
    talk(*["user: Tea again."] * 20, "user: Tea with Ingeborg.")
    asked = rarity(memory.store, ["tea", "ingeborg", "coffee"])
    assert asked.counts == (21, 1, 0)
    assert 0 < asked.weights[0] < asked.weights[1] < asked.weights[2]
    assert asked.worth(0b011) == pytest.approx(asked.weights[0] + asked.weights[1])
    assert asked.worth(0) == 0


def test_rows_are_marked_with_the_words_that_they_hold(memory: Memory, talk: Talk) -> None:
    tea, both, neither = talk("user: Tea!", "user: Teas with Ingeborg.", "user: Coffee.")
    masks = postings(memory.store, "message", rarity(memory.store, ["tea", "ingeborg"]))
    assert masks == {tea.id: 0b01, both.id: 0b11}
    assert neither.id not in masks


def test_the_authors_name_is_no_word_of_the_text(memory: Memory, talk: Talk) -> None:
    talk("Ingeborg: Tea!")
    assert postings(memory.store, "message", rarity(memory.store, ["ingeborg"])) == {}


def test_common_words_beyond_the_budget_are_not_read(memory: Memory, talk: Talk) -> None:
    talk(*["user: Tea."] * 30, "user: Ingeborg came.")
    asked = rarity(memory.store, ["tea", "ingeborg"])
    costly = Rarity(asked.terms, (reading.BUDGET, 1), asked.weights)
    assert set(postings(memory.store, "message", costly).values()) == {0b10}


def test_of_the_rarest_word_some_rows_are_always_read(memory: Memory, talk: Talk) -> None:
    said = talk(*["user: Tea."] * 5)
    asked = Rarity(("tea",), (reading.BUDGET + 1,), (0.1,))
    assert set(postings(memory.store, "message", asked)) == {message.id for message in said}


def test_words_of_authors_names_are_recognised(memory: Memory, talk: Talk) -> None:
    talk("Priya Nair: The kiln is hot.", "user: Hello.", "companion: Hello.")
    assert named_authors(memory.store, ["priya", "nair", "kiln", "user", "companion"]) == {"priya", "nair"}
