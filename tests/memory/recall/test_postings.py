from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from memory.recall.postings import NEWEST, NEWEST_RELATED, match, named_authors, newest, postings, rarity
from memory.recall.related import related

if TYPE_CHECKING:
    from memory import Memory
    from memory.recall.postings import Postings, Rarity
    from tests.memory.recall.letters import Talk

MAY = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)


def rare(memory: Memory, *terms: str) -> Rarity:
    total = memory.store.value("SELECT ifnull(max(id), 0) FROM message")
    return rarity(total, terms, newest(memory.store, "message", terms))


def held(memory: Memory, *terms: str) -> Postings:
    return postings(memory.store, "message", terms, newest(memory.store, "message", terms))


def many(memory: Memory, *texts: str) -> list[int]:
    """A long conversation -> the ids of its messages."""
    conversation = memory.begin(persona="samantha", at=MAY)
    with memory.batch():
        return [memory.append(conversation.id, author="user", text=text, at=MAY).id for text in texts]


def test_a_rare_word_says_more_than_a_common_one(memory: Memory, talk: Talk) -> None:
    talk(*["user: Tea again."] * 20, "user: Tea with Ingeborg.")
    asked = rare(memory, "tea", "ingeborg", "coffee")
    assert asked.counts == (21, 1, 0)
    assert 0 < asked.weights[0] < asked.weights[1] < asked.weights[2]
    assert asked.worth(0b011) == pytest.approx(asked.weights[0] + asked.weights[1])
    assert asked.worth(0) == 0


def test_in_an_empty_memory_every_word_is_as_rare(memory: Memory) -> None:
    asked = rare(memory, "tea", "ingeborg")
    assert asked.counts == (0, 0)
    assert asked.weights[0] == asked.weights[1] > 0
    assert rare(memory).weights == ()


def test_a_word_of_every_message_counts_against_none() -> None:
    (weight,) = rarity(100, ["tea"], [list(range(100, 0, -1))]).weights
    assert 0 < weight < 0.1


def test_how_often_a_common_word_occurs_is_told_by_how_densely_its_newest_lie() -> None:
    every_tenth = [100_000 - 10 * n for n in range(NEWEST)]
    every = [100_000 - n for n in range(NEWEST)]
    asked = rarity(100_000, ["tea", "and"], [every_tenth, every])
    assert asked.counts == (pytest.approx(10_000, rel=0.01), pytest.approx(100_000, rel=0.01))
    assert asked.weights[0] > asked.weights[1] > 0


def test_rows_are_marked_with_the_words_that_they_hold(memory: Memory, talk: Talk) -> None:
    tea, both, neither = talk("user: Tea!", "user: Teas with Ingeborg.", "user: Quiet.")
    found = held(memory, "tea", "ingeborg")
    assert found.words == {tea.id: 0b01, both.id: 0b11}
    assert neither.id not in found.related


def test_rows_are_marked_with_the_words_to_which_they_hold_a_related_one(memory: Memory, talk: Talk) -> None:
    assert "dog" in related("pet")
    dog, pet, neither = talk("user: The dogs bark.", "user: No pet for Ingeborg.", "user: Quiet.")
    found = held(memory, "ingeborg", "pet")
    assert found.words == {pet.id: 0b11}
    assert found.related[dog.id] == 0b10
    assert neither.id not in found.related
    rows = newest(memory.store, "message", ["pet"])
    assert postings(memory.store, "message", ["pet"], rows, nearby=False).related == {}


def test_the_newest_come_first_and_only_so_many(memory: Memory) -> None:
    ids = many(memory, *["Tea."] * (NEWEST + 50))
    (rows,) = newest(memory.store, "message", ["tea"])
    assert rows == ids[::-1][:NEWEST]


def test_a_common_word_is_looked_for_beyond_its_newest_with_a_rarer_one(memory: Memory) -> None:
    together, alone, *_ = many(memory, "Tea with Ingeborg.", "Tea.", *["Tea."] * NEWEST, "Coffee.")
    found = held(memory, "tea", "ingeborg")
    assert found.words[together] == 0b11
    assert alone not in found.words
    assert alone not in held(memory, "tea").words


def test_of_related_words_fewer_rows_are_read(memory: Memory) -> None:
    many(memory, *["A dog."] * (NEWEST_RELATED + 20))
    assert len(held(memory, "pet").related) == NEWEST_RELATED


def test_the_authors_name_is_no_word_of_the_text(memory: Memory, talk: Talk) -> None:
    talk("Ingeborg: Tea!")
    assert held(memory, "ingeborg").words == {}


def test_facts_and_summaries_have_words_of_their_own(memory: Memory, talk: Talk) -> None:
    talk("user: Hello.")
    fact = memory.learn("Keeps bees.", said_by="user", at=MAY)
    rows = newest(memory.store, "fact", ["bees"])
    assert postings(memory.store, "fact", ["bees"], rows).words == {fact.id: 1}
    assert newest(memory.store, "message", ["bees"]) == newest(memory.store, "summary", ["bees"]) == [[]]


@pytest.mark.parametrize("word", ["or", "not", "near", "and", "text", "7", "ünï", "猫"])
def test_a_word_of_the_query_language_is_a_word(memory: Memory, talk: Talk, word: str) -> None:
    (said,) = talk(f"user: Tea {word} coffee.")
    assert held(memory, word, "tea").words == {said.id: 0b11}
    assert match("text", "tea", word) == f'text : ("tea" OR "{word}")'


def test_words_of_authors_names_are_recognised(memory: Memory, talk: Talk) -> None:
    talk("Priya Nair: The kiln is hot.", "user: Hello.", "companion: Hello.")
    assert named_authors(memory.store, ["priya", "nair", "kiln", "user", "companion"]) == {"priya", "nair"}
