from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.recall.background import levelled
from memory.recall.likeness import BEST, likeness

EAST, NORTH, NORTH_EAST = bytes([100, 0]), bytes([0, 100]), bytes([90, 90])


def test_what_lies_near_the_best_at_first_sight_is_told_from_what_does_not() -> None:
    best, _ = likeness([EAST, EAST, EAST, NORTH_EAST, NORTH], np.array([3.0, 2.9, 2.8, 0.1, 0.1]))
    assert best.tolist() == pytest.approx([1, 1, 1, 0.5**0.5, 0], abs=1e-6)


def test_the_best_of_the_best_counts_for_most() -> None:
    after_east, _ = likeness([EAST, NORTH, EAST], np.array([2.0, 1.0, 0.0]))
    after_north, _ = likeness([EAST, NORTH, EAST], np.array([1.0, 2.0, 0.0]))
    assert after_east[2] > 0.5 > after_north[2] > 0


def test_nothing_is_compared_with_itself() -> None:
    alone = likeness([EAST], np.array([1.0]))
    assert [column.tolist() for column in alone] == [[0], [0]]
    _, every = likeness([EAST, NORTH, NORTH], np.ones(3))
    assert every.tolist() == pytest.approx([0, 0.5, 0.5], abs=1e-6)


def test_what_has_no_vector_is_near_to_nothing() -> None:
    best, every = likeness([b"", EAST, EAST], np.array([3.0, 2.0, 1.0]))
    assert best[0] == every[0] == 0
    assert 0 < every[1] == pytest.approx(0.5)
    assert [column.tolist() for column in likeness([b"", b""], np.ones(2))] == [[0, 0], [0, 0]]


def test_cosines_of_an_embedder_to_which_all_is_near_are_levelled() -> None:
    codes, first = [EAST, NORTH_EAST, EAST], np.array([1.0, 0.9, 0.8])
    best, every = likeness(codes, first, background=0.6)
    plain_best, plain_every = likeness(codes, first)
    assert best.tolist() == pytest.approx(levelled(0.6, plain_best).tolist())
    assert every.tolist() == pytest.approx(levelled(0.6, plain_every).tolist())
    assert every[1] < plain_every[1]


@given(
    st.lists(st.one_of(st.just(b""), st.binary(min_size=8, max_size=8)), min_size=1, max_size=12), st.data()
)
def test_it_is_a_mean_of_cosines(codes: list[bytes], data: st.DataObject) -> None:
    first = np.array([data.draw(st.floats(0, 5)) for _ in codes])
    rows = np.array([np.frombuffer(code or bytes(8), np.int8) for code in codes], float)
    units = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1.0)
    best, every = likeness(codes, first)
    for row in range(len(codes)):
        others = [units[row] @ units[other] for other in range(len(codes)) if other != row]
        assert every[row] == pytest.approx(np.mean(others) if others else 0, abs=1e-5)
        lead = [other for other in np.argsort(-first, kind="stable")[:BEST] if other != row]
        cosines = [units[row] @ units[other] for other in lead]
        assert min(cosines, default=0) - 1e-5 <= best[row] <= max(cosines, default=0) + 1e-5
