"""Calls to a server that may never answer: whoever waits for one can be told to wait no longer."""

from __future__ import annotations

import threading
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")


class Calls:
    """Each call is made in a thread of its own, which a program that ends does not wait for."""

    def __init__(self) -> None:
        self._under_way: set[Future[Any]] = set()

    def make(self, call: Callable[[], Answer]) -> Answer:
        """What the call returns. Raises what it raises, or what `give_up` was given."""
        waiting: Future[Answer] = Future()
        self._under_way.add(waiting)
        threading.Thread(target=_answer, args=(call, waiting), name="call", daemon=True).start()
        try:
            return waiting.result()
        finally:
            self._under_way.discard(waiting)

    def give_up(self, error: Exception) -> None:
        """Raise the error wherever one waits; what comes of the calls is dropped."""
        for waiting in tuple(self._under_way):
            with suppress(InvalidStateError):  # it was answered just now
                waiting.set_exception(error)


def _answer(call: Callable[[], Answer], waiting: Future[Answer]) -> None:
    with suppress(InvalidStateError):  # it was given up
        try:
            answer = call()
        except BaseException as error:
            waiting.set_exception(error)
        else:
            waiting.set_result(answer)
