"""Turns: one at a time, and a question next."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from companion.models.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 10.0  # seconds


def until(true: Callable[[], bool]) -> None:
    """Waits for something to be so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_question_goes_before_what_waited_longer() -> None:
    turns, order = Turns(), list[str]()

    def take(name: str, *, first: bool) -> None:
        with turns.turn(first=first):
            order.append(name)

    with turns.turn():
        work = [threading.Thread(target=take, args=(f"work {n}",), kwargs={"first": False}) for n in range(3)]
        for one in work:
            one.start()
        asking = threading.Thread(target=take, args=("question",), kwargs={"first": True})
        asking.start()
        until(lambda: turns._asking == 1)
    for one in (*work, asking):
        one.join(PATIENCE)
    assert order[0] == "question"
    assert sorted(order[1:]) == ["work 0", "work 1", "work 2"]


def test_work_of_many_turns_lets_a_question_in_after_one() -> None:
    turns, done, waited = Turns(), list[float](), list[int]()

    def work() -> None:
        for _ in range(200):
            with turns.turn():
                time.sleep(0.002)
                done.append(time.monotonic())

    working = threading.Thread(target=work)
    working.start()
    while working.is_alive():
        before = len(done)
        with turns.turn(first=True):
            waited.append(len(done) - before)
        time.sleep(0.005)
    working.join()
    assert len(waited) > 10
    assert (
        sum(several > 1 for several in waited) <= len(waited) // 10
    )  # whoever is kept from asking asks later


def test_who_fails_gives_the_turn_back() -> None:
    turns = Turns()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.turn():
            _ = 1 / 0
    with turns.turn(first=True):
        assert turns._taken
    assert not turns._taken
