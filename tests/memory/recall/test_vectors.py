from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from memory import Memory
from memory.recall import recall, vectors
from memory.recall.sentences import sentences
from memory.recall.tables import SLOTS
from memory.recall.vectors import embed_pending, encode, pending, put, signs
from tests.memory.recall.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.memory.recall.letters import Talk

NOW = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)


def fill(memory: Memory, count: int) -> None:
    with memory.batch():
        conversation = memory.begin(persona="samantha", at=NOW)
        for n in range(count):
            memory.append(conversation.id, author="user", text=f"Entry number {n}.", at=NOW)


def test_everything_is_embedded_once(memory: Memory, letters: Letters) -> None:
    fill(memory, 150)
    assert embed_pending(memory.store, letters) == 150
    assert pending(memory.store) == 0
    assert embed_pending(memory.store, letters) == 0
    assert sorted(letters.seen) == sorted(f"Entry number {n}." for n in range(150))


def test_the_newest_is_embedded_first_and_a_limit_is_kept(memory: Memory, letters: Letters) -> None:
    fill(memory, 150)
    assert embed_pending(memory.store, letters, limit=70) == 70
    assert pending(memory.store) == 80
    assert set(letters.seen) == {f"Entry number {n}." for n in range(80, 150)}


def test_half_done_is_usable(memory: Memory, letters: Letters, talk: Talk) -> None:
    talk("user: A heronry lies there.")
    fill(memory, 3)
    embed_pending(memory.store, letters, limit=2)
    asked = recall(memory.store, "the heronry", embedder=letters)
    assert asked[0].text == "A heronry lies there."


def test_stopped_in_the_middle_what_was_done_is_kept(memory: Memory) -> None:
    class Tired(Letters):
        def embed(self, texts: Sequence[str], query: bool = False) -> np.ndarray:
            if self.seen:
                raise KeyboardInterrupt
            return super().embed(texts, query)

    fill(memory, 150)
    with pytest.raises(KeyboardInterrupt):
        embed_pending(memory.store, Tired())
    assert pending(memory.store) == 150 - vectors.AT_ONCE


def test_a_question_waits_for_what_was_just_said_and_for_no_more(memory: Memory, letters: Letters) -> None:
    fill(memory, 200)
    recall(memory.store, "entries", embedder=letters)
    assert pending(memory.store) == 200 - vectors.CURRENT


def test_the_end_of_a_batch_embeds_what_is_soon_done(tmp_path: Path, letters: Letters) -> None:
    with Memory.open(tmp_path / "companion.db", embedder=letters) as memory:
        fill(memory, 150)
        assert pending(memory.store) == 0
        fill(memory, vectors.AFTER_BATCH + 1)
        assert pending(memory.store) == vectors.AFTER_BATCH + 1


def test_a_batch_is_kept_though_the_embedder_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Letters):
        def embed(self, texts: Sequence[str], query: bool = False) -> np.ndarray:
            raise RuntimeError("The weights are gone.")

    with Memory.open(tmp_path / "companion.db", embedder=Broken()) as memory:
        fill(memory, 3)
        assert pending(memory.store) == 3
        assert len(memory.search("entry")) == 3
    assert "could not be embedded yet" in caplog.text


LONG = "We walked along the shore. Did you see the herons there? It rained all day. Oh!"


def test_the_sentences_of_a_text_are_embedded_in_the_same_call(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    class Counting(Letters):
        calls = 0

        def embed(self, texts: Sequence[str], query: bool = False) -> np.ndarray:
            self.calls += 1
            return super().embed(texts, query)

    short, long = talk("user: Herons.", f"user: {LONG}")
    counting = Counting()
    assert embed_pending(memory.store, counting) == 2
    assert counting.calls == 1
    parts = [LONG, *sentences(LONG)]
    assert counting.seen == [*parts, "Herons."]
    stored = dict(map(tuple, memory.store.rows("SELECT id, code FROM message_vector")))
    assert stored[short.id] == encode(letters, ["Herons."]).tobytes()
    assert stored[long.id] == encode(letters, parts).tobytes()
    assert len(stored[long.id]) == 4 * letters.dimensions
    assert memory.check() == []


def test_the_signs_are_those_of_the_whole(memory: Memory, talk: Talk, letters: Letters) -> None:
    (said,) = talk(f"user: {LONG}")
    embed_pending(memory.store, letters)
    slots = np.frombuffer(memory.store.value("SELECT signs FROM vector_sign"), np.uint8).reshape(SLOTS, -1)
    assert np.flatnonzero(slots.any(axis=1)).tolist() == [said.id]
    assert slots[said.id].tolist() == signs(encode(letters, [LONG]))[0].tolist()


def test_facts_have_vectors_of_their_sentences_as_well(memory: Memory, talk: Talk, letters: Letters) -> None:
    (said,) = talk("user: Herons.")
    memory.learn(LONG, said_by="user", sources=[said.id], at=said.at)
    embed_pending(memory.store, letters)
    assert memory.store.value("SELECT length(code) FROM fact_vector") == 4 * letters.dimensions


def test_of_texts_half_embedded_those_that_are_have_all_their_sentences(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    said = talk(*[f"user: {LONG} It is number {n} of all." for n in range(5)])
    assert embed_pending(memory.store, letters, limit=2) == 2
    rows = memory.store.rows("SELECT id, length(code) AS size FROM message_vector ORDER BY id")
    assert [tuple(row) for row in rows] == [(one.id, 5 * letters.dimensions) for one in said[3:]]
    found = recall(memory.store, "Which number has the rain?", embedder=letters)
    assert {one.id for one in found} <= {one.id for one in said}
    assert found
    assert memory.check() == []


def test_another_embedder_starts_anew(memory: Memory, letters: Letters) -> None:
    fill(memory, 5)
    embed_pending(memory.store, letters)
    other = Letters("other", dimensions=40)
    assert embed_pending(memory.store, other, limit=2) == 2
    assert pending(memory.store) == 3
    rows = memory.store.rows("SELECT length(code) AS size FROM message_vector")
    assert [row["size"] for row in rows] == [40, 40]
    assert memory.store.value("SELECT length(signs) FROM vector_sign") == 40 // 8 * SLOTS
    assert recall(memory.store, "entries", embedder=other)


def test_text_that_changed_while_it_was_embedded_is_embedded_again(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: Herons.")

    class Meanwhile(Letters):
        def embed(self, texts: Sequence[str], query: bool = False) -> np.ndarray:
            if not self.seen:
                memory.update(said.id, text="Egrets.")
            return super().embed(texts, query)

    embedder = Meanwhile()
    embed_pending(memory.store, embedder)
    embed_pending(memory.store, embedder)
    assert embedder.seen == ["Herons.", "Egrets."]
    assert pending(memory.store) == 0


def test_text_that_was_forgotten_while_it_was_embedded_leaves_no_vector(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: Herons.")

    class Meanwhile(Letters):
        def embed(self, texts: Sequence[str], query: bool = False) -> np.ndarray:
            memory.forget(message_ids=[said.id])
            return super().embed(texts, query)

    assert embed_pending(memory.store, Meanwhile()) == 0
    for table in ("message_vector", "vector_sign"):
        assert memory.store.value(f"SELECT count(*) FROM {table}") == 0


def test_a_program_that_writes_for_long_does_not_hold_up_a_question(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    talk("user: Herons.")
    with Memory.open(memory.store.path) as other, other.batch():
        other.begin(persona="samantha", at=NOW)
        found = recall(memory.store, "herons", embedder=letters)
    assert [recollection.text for recollection in found] == ["Herons."]
    assert memory.store.value("PRAGMA busy_timeout") == 30_000


def test_a_code_points_where_the_vector_does() -> None:
    letters = Letters()
    texts = ["the harbour at night", "two herons", "a longer sentence about nothing in particular"]
    exact, coded = letters.embed(texts), encode(letters, texts).astype(np.float32)
    lengths = np.linalg.norm(coded, axis=1)
    assert ((exact * coded).sum(axis=1) / lengths).min() > 0.999
    assert np.abs(coded).max() == 127


def test_what_an_embedder_should_not_give() -> None:
    class Odd(Letters):
        def embed(self, texts: Sequence[str], query: bool = False) -> np.ndarray:
            return np.full((len(texts), self.dimensions), np.nan, np.float32)

    class Short(Letters):
        def embed(self, texts: Sequence[str], query: bool = False) -> np.ndarray:
            return np.zeros((len(texts), 3), np.float32)

    assert not encode(Odd(), ["herons"]).any()
    with pytest.raises(ValueError, match="shape"):
        encode(Short(), ["herons"])


def test_signs_are_a_bit_a_dimension_and_none_is_no_vector() -> None:
    codes = np.array([[1, -1, 0, 0, 0, 0, 0, 5, 127], [0] * 9, [-1] * 9], np.int8)
    assert signs(codes).tolist() == [[0b1000_0001, 0b1000_0000], [0, 0], [0b1000_0000, 0]]


def test_vectors_are_put_beside_those_that_are_there_and_over_their_own(memory: Memory) -> None:
    fill(memory, 2 * SLOTS)
    rng = np.random.default_rng(3)
    codes = rng.integers(-127, 127, (5, 70), dtype=np.int8)
    ids = [3, SLOTS - 1, SLOTS, SLOTS + 9]
    with memory.store.transaction():
        put(memory.store, "message", ids, codes[:4])
        put(memory.store, "message", [SLOTS], codes[4:])
    rows = memory.store.rows("SELECT id, code FROM message_vector ORDER BY id")
    assert [row["id"] for row in rows] == ids
    assert [row["code"] for row in rows] == [codes[n].tobytes() for n in (0, 1, 4, 3)]
    for chunk, stored in memory.store.rows("SELECT chunk, signs FROM vector_sign"):
        slots = np.frombuffer(stored, np.uint8).reshape(SLOTS, -1)
        there = {ident % SLOTS: signs(codes)[n] for ident, n in zip(ids, (0, 1, 4, 3), strict=True)
                 if ident // SLOTS == chunk}  # fmt: skip
        assert np.flatnonzero(slots.any(axis=1)).tolist() == sorted(there)
        assert all(slots[slot].tolist() == packed.tolist() for slot, packed in there.items())


def test_one_more_vector_is_a_small_write(memory: Memory, letters: Letters) -> None:
    """Of a chunk of many pages, only those that differ go into the log."""
    fill(memory, 900)
    letters.dimensions = 384
    embed_pending(memory.store, letters)
    fill(memory, 1)
    memory.store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    embed_pending(memory.store, letters)
    log = memory.store.path.with_name(memory.store.path.name + "-wal")
    assert memory.store.value("SELECT length(signs) FROM vector_sign") == 48 * SLOTS
    assert log.stat().st_size < 8 * 4200


def test_the_newest_first_takes_no_more_room(tmp_path: Path) -> None:
    codes = np.random.default_rng(1).integers(-127, 127, (2_000, 384), dtype=np.int8)
    pages = []
    for step in (1, -1):
        with Memory.open(tmp_path / f"{step}.db") as memory, memory.batch():
            for start in range(0, 2_000, vectors.AT_ONCE)[::step]:
                ids = range(start, min(start + vectors.AT_ONCE, 2_000))
                put(memory.store, "message", ids[::step], codes[ids[::step]])
            pages.append(memory.store.value("PRAGMA page_count"))
    assert pages[1] < 1.4 * pages[0]
