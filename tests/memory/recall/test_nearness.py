from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from memory import Memory
from memory.recall.background import levelled
from memory.recall.nearness import Meaning, Signs, meaning
from memory.recall.vectors import adopt, embed_pending, encode, put
from tests.memory.recall.letters import Letters

if TYPE_CHECKING:
    from tests.memory.recall.letters import Talk

NOW = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)


def test_the_nearest_come_first_and_only_so_many(memory: Memory, talk: Talk, letters: Letters) -> None:
    far, near, nearest = talk("user: Bread.", "user: Heronries and harbours.", "user: Heronry.")
    asked = meaning(memory.store, letters, "heronry")
    assert asked.nearest("message", 3)[:2] == [nearest.id, near.id]
    assert asked.nearest("message", 1) == [nearest.id]
    assert asked.nearest("message", 3, {nearest.id})[0] == near.id
    assert far.id not in asked.nearest("message", 3, {far.id})


def test_cosines_are_those_of_the_vectors_levelled(memory: Memory, talk: Talk, letters: Letters) -> None:
    said = talk("user: Bread and herons.", "user: Heronry.", "user: Nothing of the kind.")
    asked = meaning(memory.store, letters, "a heronry")
    exact = letters.embed([message.text for message in said]) @ letters.embed(["a heronry"])[0]
    found = asked.closeness("message", [message.id for message in said])
    assert list(found.values()) == pytest.approx(levelled(asked.background, exact).tolist(), abs=0.02)
    assert asked.closeness("message", [999_999]) == {}
    assert asked.nearest("fact", 5) == []


LONG = "The bread was baked at noon. We saw a heronry. Nothing else was to be seen."


def test_a_sentence_is_as_near_as_if_it_stood_alone(memory: Memory, talk: Talk, letters: Letters) -> None:
    said = talk(f"user: {LONG}", "user: We saw a heronry.", "user: The bread was baked at noon.")
    ids = [message.id for message in said]
    several, alone, other = meaning(memory.store, letters, "a heronry").nearness("message", ids).values()
    assert several.sentence == pytest.approx(alone.whole)
    assert several.whole < several.sentence
    assert alone.sentence == alone.whole
    assert other.whole == other.sentence < several.sentence


def test_a_text_with_a_vector_of_the_whole_alone_goes_by_it(memory: Memory, talk: Talk) -> None:
    """As those have it that were embedded before sentences were."""
    letters = Letters()
    first, second = talk(f"user: {LONG}", f"user: {LONG}")
    embed_pending(memory.store, letters)
    with memory.store.transaction():
        put(memory.store, "message", [first.id], encode(letters, [LONG]))
    asked = meaning(memory.store, letters, "a heronry")
    found = asked.nearness("message", [first.id, second.id])
    assert found[first.id].whole == found[first.id].sentence == found[second.id].whole
    assert found[second.id].sentence > found[second.id].whole
    assert asked.closeness("message", [second.id]) == {second.id: found[second.id].whole}
    assert memory.check() == []


def test_the_best_sentence_counts_though_the_whole_is_nearer(memory: Memory) -> None:
    codes = np.array([[9, 9, 0, 0], [0, 9, 0, 0], [-9, 0, 0, 0], [9, 0, 0, 9], [0, 0, 9, 0]], np.int8)
    with memory.store.transaction():
        put(memory.store, "message", [1, 2, 3], [codes[:3], codes[3], codes[3:]])
    near = compare(memory, np.array([9, 0, 0, 0], np.int8)).nearness("message", [3, 1, 2])
    half = pytest.approx(0.5**0.5)
    assert [one[:2] for one in near.values()] == [(half, 0), (half, half), (half, 0)]
    assert [one.code for one in near.values()] == [codes[0].tobytes(), codes[3].tobytes(), codes[3].tobytes()]
    assert list(near) == [1, 2, 3]


def test_codes_of_another_length_are_none(memory: Memory) -> None:
    codes = np.ones((6, 8), np.int8)
    put_codes(memory, codes)
    for ident, stored in ((1, b""), (2, b"1"), (3, b"1" * 7), (4, b"1" * 12), (5, b"1" * 16)):
        memory.store.execute("UPDATE message_vector SET code = ? WHERE id = ?", (stored, ident))
    assert list(compare(memory, codes[0]).closeness("message", range(1, 7))) == [5, 6]
    assert [one for one in memory.check() if one.startswith("4 rows of vectors are not as long")]


def test_what_is_forgotten_is_near_to_nothing(memory: Memory, talk: Talk, letters: Letters) -> None:
    first, second = talk("user: Heronry.", "user: Heronries.")
    assert meaning(memory.store, letters, "heronry").nearest("message", 2) == [first.id, second.id]
    memory.forget(message_ids=[first.id])
    assert meaning(memory.store, letters, "heronry").nearest("message", 2) == [second.id]


def test_what_another_program_wrote_is_read(memory: Memory, talk: Talk, letters: Letters) -> None:
    talk("user: Bread.")
    meaning(memory.store, letters, "heronry")
    with Memory.open(memory.store.path, embedder=Letters()) as other, other.batch():
        conversation = other.begin(persona="samantha", at=NOW)
        said = other.append(conversation.id, author="user", text="Heronry.", at=NOW)
    assert meaning(memory.store, letters, "heronry").nearest("message", 1) == [said.id]


def test_what_came_while_another_program_wrote_is_embedded_with_a_later_question(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    memory.embedder = None
    talk("user: Bread.")
    meaning(memory.store, letters, "heronry")
    (said,) = talk("user: Heronry.")
    with Memory.open(memory.store.path) as other, other.store.transaction():
        assert meaning(memory.store, letters, "heronry").nearest("message", 2) == [said.id - 1]
    for _ in range(2):
        assert meaning(memory.store, letters, "heronry").nearest("message", 1) == [said.id]


def test_of_a_question_asked_again_nothing_but_the_question_is_embedded(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    talk("user: Heronry.")
    for _ in range(3):
        meaning(memory.store, letters, "a heronry")
    assert letters.seen == ["Heronry.", *["a heronry"] * 3]


def test_vectors_of_another_embedder_are_not_compared(memory: Memory, talk: Talk, letters: Letters) -> None:
    (said,) = talk("user: Heronry.")
    meaning(memory.store, letters, "heronry")
    other = Letters("other", dimensions=70)
    assert meaning(memory.store, other, "heronry").nearest("message", 1) == [said.id]
    assert letters.seen.count("Heronry.") == other.seen.count("Heronry.") == 1


def test_where_another_program_has_changed_the_embedder_there_is_nothing_to_compare(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    talk("user: Heronry.")
    meaning(memory.store, letters, "heronry")
    with Memory.open(memory.store.path) as other:
        embed_pending(other.store, Letters("other", dimensions=70))
        with other.batch():  # so that it can't be changed back
            other.begin(persona="samantha", at=NOW)
            assert meaning(memory.store, letters, "heronry").nearest("message", 1) == []


def put_codes(memory: Memory, codes: np.ndarray, first: int = 1) -> None:
    """So many messages from the id `first` on, with those vectors and no words."""
    embedder = Letters(dimensions=codes.shape[1])
    adopt(memory.store, embedder)
    with memory.store.transaction():
        put(memory.store, "message", range(first, first + len(codes)), codes)


def exact(codes: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The cosine of each."""
    wide, one = codes.astype(np.float64), asked.astype(np.float64)
    cosines: np.ndarray = wide @ one / np.linalg.norm(wide, axis=1) / np.linalg.norm(one)
    return cosines


def compare(memory: Memory, asked: np.ndarray) -> Meaning:
    """What is near to that code."""
    signs = Signs(len(asked))
    signs.refresh(memory.store, "message")
    return Meaning(memory.store, asked, {"message": signs})


@pytest.fixture(scope="module")
def codes() -> np.ndarray:
    """40,000 vectors of 100 dimensions in clusters, as those of texts are."""
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(400, 100))
    points = centres[rng.integers(0, 400, 40_000)] + rng.normal(size=(40_000, 100))
    coded: np.ndarray = np.clip(30 * points, -127, 127).astype(np.int8)
    return coded


def test_a_search_by_signs_loses_nothing_that_matters(memory: Memory, codes: np.ndarray) -> None:
    put_codes(memory, codes)
    rng = np.random.default_rng(8)
    for wanted in (776, 39_999, 12_345):
        asked = np.clip(codes[wanted] + rng.integers(-40, 40, 100), -127, 127).astype(np.int8)
        cosines = exact(codes, asked)
        near = compare(memory, asked).nearest("message", 100)
        assert near[0] == wanted + 1 == cosines.argmax() + 1
        top = (np.argsort(-cosines)[:100] + 1).tolist()
        assert len(set(top) & set(near)) >= 85
        assert set(top[:10]) <= set(near)
        assert len(near) == 100


def test_what_is_left_out_gives_its_place_to_others(memory: Memory, codes: np.ndarray) -> None:
    put_codes(memory, codes[:30_000])
    asked = codes[5]
    first = compare(memory, asked).nearest("message", 100)
    left_out = {*first[:50], 10**9, 2**40}
    second = compare(memory, asked).nearest("message", 100, left_out)
    assert len(second) == 100
    assert not left_out & set(second)
    assert len(set(first[50:]) & set(second)) >= 48


def test_a_store_that_grew_bit_by_bit_answers_like_one_that_is_read_at_once(
    memory: Memory, codes: np.ndarray
) -> None:
    """As when older messages are embedded in the background, the newest first."""
    growing = Signs(100)
    for first in (9_001, 6_001, 3_001, 1):
        put_codes(memory, codes[first - 1 :][:3_000], first)
        growing.refresh(memory.store, "message")
    for asked in codes[:20]:
        meant = Meaning(memory.store, asked, {"message": growing})
        assert meant.nearest("message", 50) == compare(memory, asked).nearest("message", 50)


def test_only_what_was_written_since_is_read_again(memory: Memory, codes: np.ndarray) -> None:
    put_codes(memory, codes[:5_000])
    signs = Signs(100)
    signs.refresh(memory.store, "message")
    read: list[str] = []
    memory.store.connection.set_trace_callback(read.append)
    signs.refresh(memory.store, "message")
    assert not any("signs" in statement for statement in read)
    put_codes(memory, codes[7:8], 4_999)
    read.clear()
    signs.refresh(memory.store, "message")
    memory.store.connection.set_trace_callback(None)
    assert sum("SELECT chunk, signs" in statement for statement in read) == 1
    assert 4_999 in signs.nearest(codes[7], 2, ())


def test_ids_far_apart_take_no_room_between_them(memory: Memory, codes: np.ndarray) -> None:
    for first in (1, 2**24, 2**40):
        put_codes(memory, codes[:3], first)
    near = compare(memory, codes[1]).nearest("message", 3)
    assert near == [2**40 + 1, 2**24 + 1, 2]


@pytest.mark.parametrize("dimensions", [7, 64, 65, 1536, 4096])
def test_vectors_of_any_length_are_compared(memory: Memory, dimensions: int) -> None:
    rng = np.random.default_rng(dimensions)
    coded = rng.integers(-127, 128, (1_500, dimensions), dtype=np.int8)
    put_codes(memory, coded)
    cosines = exact(coded, coded[1_200])
    meant = compare(memory, coded[1_200])
    near = meant.nearest("message", 20)
    assert len(near) == 20
    assert cosines[near[0] - 1] == pytest.approx(1.0)
    found = meant.closeness("message", range(1, 1_501))
    assert list(found) == list(range(1, 1_501))
    assert list(found.values()) == pytest.approx(cosines.tolist(), abs=1e-5)


def test_many_that_are_equally_near_are_not_too_many(memory: Memory) -> None:
    put_codes(memory, np.ones((20_000, 30), np.int8))
    assert len(compare(memory, np.ones(30, np.int8)).nearest("message", 100)) == 100


def test_a_vector_without_a_number_above_zero_is_one_all_the_same(memory: Memory) -> None:
    coded = np.array([[-5] * 70, [0] * 70, [5] * 70], np.int8)
    put_codes(memory, coded)
    assert compare(memory, coded[0]).nearest("message", 3)[0] == 1
    assert 2 not in compare(memory, coded[0]).nearest("message", 3)


def test_a_row_of_signs_that_is_too_short_is_none(memory: Memory, codes: np.ndarray) -> None:
    put_codes(memory, codes[:2_000])
    memory.store.execute("UPDATE vector_sign SET stamp = 1, signs = x'00ff' WHERE chunk = 0")
    near = compare(memory, codes[3]).nearest("message", 100)
    assert len(near) == 100
    assert min(near) >= 1_024
    assert [one for one in memory.check() if "vectors are not as long" in one]


def test_a_question_is_compared_once_with_each(memory: Memory, codes: np.ndarray) -> None:
    put_codes(memory, codes[:2_000])
    meant = compare(memory, codes[3])
    near = meant.nearest("message", 20)
    read: list[str] = []
    memory.store.connection.set_trace_callback(read.append)
    assert list(meant.closeness("message", near)) == sorted(near)
    assert read == []
    assert set(meant.closeness("message", [*near, 1_999])) == {*near, 1_999}
    memory.store.connection.set_trace_callback(None)
    assert len(read) == 1
