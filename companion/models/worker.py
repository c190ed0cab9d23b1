"""One thread that does an engine's work, a job at a time, and is gone before the interpreter is."""

from __future__ import annotations

import atexit
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Callable

_EXIT_SECONDS = 10.0


class Worker:
    """Does jobs in the order in which they came. Jobs must not raise.

    The thread is a daemon, so that an interpreter that exits does not wait for a long answer; a native call
    that came back into a finalised interpreter would crash it, so on the way out `interrupt` is called, which
    has to make what runs and what waits end soon, and then, in the thread, `release`.
    """

    def __init__(self, interrupt: Callable[[], None], release: Callable[[], None]) -> None:
        self._interrupt = interrupt
        self._release = release
        self._lock = threading.Lock()
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def do(self, job: Callable[[], None]) -> None:
        """Queue a job."""
        with self._lock:
            if self._thread is None:
                self._jobs = SimpleQueue()
                self._thread = threading.Thread(
                    target=self._run, args=(self._jobs,), name="engine", daemon=True
                )
                self._thread.start()
                _workers.add(self)
            self._jobs.put(job)

    def stop(self) -> None:
        """Interrupt what there is to do, and end the thread; blocks until then. `do` starts another."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is None:
                return
            self._jobs.put(None)
        self._interrupt()
        thread.join(_EXIT_SECONDS)

    def _run(self, jobs: SimpleQueue[Callable[[], None] | None]) -> None:
        while job := jobs.get():
            job()
        self._release()


_workers: WeakSet[Worker] = WeakSet()


def _stop_all() -> None:
    for worker in list(_workers):
        worker.stop()


atexit.register(_stop_all)
