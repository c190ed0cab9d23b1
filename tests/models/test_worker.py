"""One thread for an engine's work: in order, one at a time, gone when it is told to go."""

from __future__ import annotations

import threading
import time

from companion.models.worker import Worker


def nothing() -> None:
    """Nothing to interrupt, nothing to release."""


def test_jobs_are_done_in_their_order_by_one_thread() -> None:
    done: list[tuple[int, str]] = []
    worker = Worker(nothing, nothing)
    for number in range(20):
        worker.do(lambda number=number: done.append((number, threading.current_thread().name)))
    worker.stop()
    assert done == [(number, "engine") for number in range(20)]


def test_stopping_interrupts_the_job_waits_for_it_and_releases_in_its_thread() -> None:
    asked, told = threading.Event(), []
    worker = Worker(asked.set, lambda: told.append(("released", threading.current_thread().name)))
    worker.do(lambda: told.append(("interrupted", str(asked.wait(10)))))
    begun = time.perf_counter()
    worker.stop()
    assert time.perf_counter() - begun < 5
    assert told == [("interrupted", "True"), ("released", "engine")]


def test_a_worker_that_was_stopped_can_work_again() -> None:
    done: list[int] = []
    worker = Worker(nothing, nothing)
    worker.do(lambda: done.append(1))
    worker.stop()
    worker.stop()
    worker.do(lambda: done.append(2))
    worker.stop()
    assert done == [1, 2]
