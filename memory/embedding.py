"""The part of `Memory` that is about vectors: how many are waiting to be made, and making them in slices."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from memory.recall.tables import KINDS
from memory.recall.vectors import AFTER_BATCH, embed_pending, pending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from memory.embedder import Embedder
    from memory.store import Store

SLICE = 0.3  # seconds that a slice is to take
MOST = 64  # texts in a slice

log = logging.getLogger(__name__)


class Pace:
    """How many texts fit into a slice, by how long the ones before it took."""

    def __init__(self, seconds: float = SLICE) -> None:
        self.seconds = seconds
        self.count = 4

    def took(self, texts: int, seconds: float) -> None:
        """So many texts took so long. It grows slowly, since the next texts may be longer."""
        if texts:
            fitting = int(self.seconds * texts / max(seconds, 1e-6))
            self.count = max(1, min(fitting, 2 * self.count, MOST))


class Embedding:
    """Vectors are made when there is time: without any, or with some, recall goes by words as well."""

    store: Store
    embedder: Embedder | None

    def unembedded(self) -> int:
        """How many texts have no vector of this embedder yet; without an embedder, none of the last one's."""
        made_by = self.store.value("SELECT name FROM vector_model")
        if self.embedder is None or made_by == self.embedder.name:
            return pending(self.store)
        return self._texts()

    def embedded(self) -> int:
        """How many texts have a vector that can be used."""
        return self._texts() - self.unembedded()

    def _texts(self) -> int:
        counts = [
            self.store.value(f"SELECT count(*) FROM {kind} AS new WHERE {settled}")  # noqa: S608
            for kind, settled in KINDS.items()
        ]
        return sum(counts)

    @contextmanager
    def embedded_afterwards(self) -> Iterator[None]:
        """What comes in inside is embedded at the end, if that is soon done; what waited before waits on.

        A message that is sent must not wait for what an import has left.
        """
        if self.embedder is None or self.store.connection.in_transaction:
            yield
            return
        before = self._waiting()
        yield
        came = self._waiting() - before
        if came > 0 and before + came <= AFTER_BATCH:
            self._catch_up(came)

    def _waiting(self) -> int:
        """How many texts have no vector, counted no further than it matters here."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM unembedded LIMIT ?)"
        return int(self.store.value(sql, (AFTER_BATCH + 1,)))

    def _catch_up(self, newest: int) -> None:
        try:
            self.embed_pending(newest)
        except Exception:
            log.warning("What was added could not be embedded yet.", exc_info=True)

    def embed_pending(self, limit: int | None = None) -> int:
        """Embed what has no vector yet, at most `limit` texts -> how many; 0 without an embedder."""
        if self.embedder is None:
            return 0
        return embed_pending(self.store, self.embedder, limit)

    def embed_for(self, seconds: float, progress: Callable[[int], None] | None = None) -> int:
        """Embed for about so many seconds, or until nothing waits -> how many; `progress` hears of each step.

        What was done is kept, whatever ends it. Raises `StoreError`, and whatever the embedder raises.
        """
        pace, done = Pace(), 0
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            began = time.perf_counter()
            step = self.embed_pending(pace.count)
            if not step:
                break
            pace.took(step, time.perf_counter() - began)
            done += step
            if progress is not None:
                progress(done)
        return done
