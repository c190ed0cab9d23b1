"""Calls that are made in threads, and that nobody has to wait for."""

from __future__ import annotations

import threading
import time

import pytest

from companion.models.calls import Calls


def test_it_is_answered_as_if_it_were_made_here() -> None:
    calls = Calls()
    assert calls.make(lambda: 2 + 3) == 5
    with pytest.raises(ZeroDivisionError):
        calls.make(lambda: 1 // 0)


def test_all_who_wait_are_told_to_wait_no_longer() -> None:
    calls, go = Calls(), threading.Event()
    ends: list[str] = []

    def wait() -> None:
        try:
            calls.make(go.wait)
        except TimeoutError as error:
            ends.append(str(error))

    waiting = [threading.Thread(target=wait) for _ in range(3)]
    for one in waiting:
        one.start()
    until = time.monotonic() + 5
    while sum(thread.name == "call" for thread in threading.enumerate()) < 3:
        assert time.monotonic() < until
        time.sleep(0.01)
    calls.give_up(TimeoutError("no longer"))
    for one in waiting:
        one.join(5)
    assert ends == ["no longer"] * 3
    go.set()  # an answer that comes too late harms nobody
    assert calls.make(lambda: "the next") == "the next"


def test_to_give_up_where_nobody_waits_is_nothing() -> None:
    calls = Calls()
    calls.give_up(TimeoutError("no longer"))
    assert calls.make(lambda: 1) == 1
