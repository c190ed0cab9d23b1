"""The connection to a server that embeds: no answer of it can take for ever or fill the memory.

Needs httpx2, so it is imported late.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2

from companion.models.failures import LateError, WireError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 32 * 1024 * 1024  # bytes of an answer: a batch of long vectors in decimals is a tenth of it
_due = threading.local()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Inside, an answer in this thread has to come as a whole within so many seconds, else `LateError`."""
    _due.at, _due.seconds = time.monotonic() + seconds, seconds
    try:
        yield
    finally:
        del _due.at, _due.seconds


class Body(httpx2.SyncByteStream):
    """The body of a response, bounded in bytes and in time."""

    def __init__(self, inner: httpx2.SyncByteStream) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for raw in self._inner:
            read += len(raw)
            if read > LARGEST:
                raise WireError(f"sent more than {LARGEST // 2**20} MB in one answer")
            if time.monotonic() > getattr(_due, "at", float("inf")):
                raise LateError(f"did not finish within {_due.seconds:g} s")
            yield raw

    def close(self) -> None:
        """Let go of the connection."""
        self._inner.close()


def guard(response: httpx2.Response) -> None:
    """A response hook: puts a `Body` in place of the response's own. Compressed ones are refused, since a few
    bytes of them can stand for gigabytes, and none was asked for.
    """
    if response.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
        raise WireError("sent a compressed answer, which was not asked for")
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = Body(response.stream)


def http_client(*, connect: float, loopback: bool) -> httpx2.Client:
    """A client whose responses are guarded. Proxies of the environment are for other machines only; redirects
    are not followed, since they would carry what was said to where nobody sent it.
    """
    return httpx2.Client(
        headers={"Accept-Encoding": "identity"},
        timeout=httpx2.Timeout(None, connect=connect),
        follow_redirects=False,
        trust_env=not loopback,
        event_hooks={"response": [guard]},
    )
