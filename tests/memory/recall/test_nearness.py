from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from memory import Memory
from memory.recall import nearness
from memory.recall.nearness import meaning
from memory.recall.vectors import embed_pending
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


def test_cosines_are_those_of_the_vectors(memory: Memory, talk: Talk, letters: Letters) -> None:
    said = talk("user: Bread and herons.", "user: Heronry.", "user: Nothing of the kind.")
    asked = meaning(memory.store, letters, "a heronry")
    exact = letters.embed([message.text for message in said]) @ letters.embed(["a heronry"])[0]
    found = asked.closeness("message", [message.id for message in said])
    assert list(found.values()) == pytest.approx(exact.tolist(), abs=0.02)
    assert asked.closeness("message", [999_999]) == {}
    assert asked.nearest("fact", 5) == []


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


def test_the_shortlist_by_signs_loses_nothing_that_matters() -> None:
    vectors = nearness.Vectors(100)
    rng = np.random.default_rng(7)
    codes = rng.integers(-127, 127, (40 * 128, 100), dtype=np.int8)
    for chunk in range(40):
        vectors.put(chunk, codes[chunk * 128 : (chunk + 1) * 128].tobytes())
    asked = np.clip(codes[777] + rng.integers(-40, 40, 100), -127, 127).astype(np.int8)
    exact = (
        codes.astype(np.float32) @ asked.astype(np.float32) / np.linalg.norm(codes.astype(np.float32), axis=1)
    )
    assert len(codes) > nearness.SHORTLIST
    assert vectors.nearest(asked, 1, ()) == [777] == [int(exact.argmax())]
    top = set(np.argsort(-exact)[:50].tolist())
    assert len(top & set(vectors.nearest(asked, 50, ()))) >= 45
