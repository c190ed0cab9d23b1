from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from memory.recall.background import HIGHEST, SAMPLE, USUAL, Background, levelled
from memory.recall.vectors import embed_pending
from tests.memory.recall.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memory import Memory
    from tests.memory.recall.letters import Talk

LINES = [f"user: {word}" for word in "bread herons harbour quince vellum ferry gravel willow".split()]  # noqa: SIM905


class Cone:
    """Its vectors have much in common, whatever the text is, as those of many embedding models do."""

    def __init__(self, common: float) -> None:
        self._letters, self._common = Letters(), common
        self.name, self.dimensions = f"cone-{common}", 2 * self._letters.dimensions

    def embed(self, texts: Sequence[str], query: bool = False) -> Any:
        own = self._letters.embed(texts, query)
        same = np.full(own.shape, (self._common / own.shape[1]) ** 0.5)
        return np.hstack([same, own * (1 - self._common) ** 0.5]).astype(np.float32)


def background(memory: Memory, embedder: Letters | Cone) -> float:
    embed_pending(memory.store, embedder)
    return Background().cosine(memory.store, embedder.dimensions)


def test_it_is_the_mean_cosine_of_two_messages(memory: Memory, talk: Talk, letters: Letters) -> None:
    said = talk(*LINES)
    vectors = letters.embed([message.text for message in said])
    mean = np.mean([one @ other for one, other in combinations(vectors, 2)])
    assert background(memory, letters) == pytest.approx((28 * mean + 5 * USUAL) / 33, abs=0.02)


def test_in_an_empty_memory_it_is_the_usual(memory: Memory, letters: Letters) -> None:
    assert background(memory, letters) == pytest.approx(USUAL)


def test_two_messages_alone_say_little(memory: Memory, talk: Talk, letters: Letters) -> None:
    talk("user: Heron.", "user: Heron!")
    assert background(memory, letters) < 0.5


def test_what_an_embedder_has_in_common_in_all_texts_does_not_count(memory: Memory, talk: Talk) -> None:
    talk(*LINES * 4)
    cosines = {}
    for common in (0.4, 0.6, 0.8):
        cone = Cone(common)
        raw = float(cone.embed(["herons"])[0] @ cone.embed(["the herons"])[0])
        cosines[common] = levelled(background(memory, cone), np.array([raw]))[0]
    assert cosines[0.4] == pytest.approx(cosines[0.6], abs=0.02)
    assert cosines[0.8] == pytest.approx(cosines[0.6], abs=0.02)


def test_it_is_measured_again_when_there_is_much_more(memory: Memory, talk: Talk, letters: Letters) -> None:
    talk(*["user: Heron."] * SAMPLE)
    embed_pending(memory.store, letters)
    known = Background()
    assert known.cosine(memory.store, letters.dimensions) == pytest.approx(1, abs=0.01)
    talk(*LINES * SAMPLE)
    embed_pending(memory.store, letters)
    assert known.cosine(memory.store, letters.dimensions) < 0.9


def test_vectors_of_another_length_are_none(memory: Memory, talk: Talk, letters: Letters) -> None:
    talk(*LINES)
    embed_pending(memory.store, letters)
    assert Background().cosine(memory.store, 10_000) == pytest.approx(USUAL)


def test_what_was_learned_with_is_taken_as_it_is() -> None:
    cosines = np.array([-0.2, 0.1, 0.9])
    assert levelled(HIGHEST, cosines).tolist() == cosines.tolist()
    assert levelled(HIGHEST + 1e-6, cosines).tolist() == pytest.approx(cosines.tolist(), abs=1e-5)


def test_the_order_of_cosines_stays_and_so_does_one() -> None:
    cosines = levelled(0.8, np.array([0.7, 0.8, 0.9, 1.0]))
    assert cosines.tolist() == sorted(cosines)
    assert cosines[1] == pytest.approx(HIGHEST)
    assert cosines[3] == pytest.approx(1)


def test_where_all_is_alike_nothing_is_divided_by_nothing() -> None:
    assert np.isfinite(levelled(1.0, np.array([0.5, 1.0]))).all()
