"""A model in this process: GGUF weights, run by the native engine in a thread of its own.

Answers come one after the other. What was read of a prompt is kept, of earlier conversations too, so that a
next turn reads only what is new. Loading holds Python's lock for a second or so, since the engine's wrapper
does not let go of it.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING, Any

from companion.models import llama, weights
from companion.models.generation import Generation
from companion.models.protocol import Chunk, End, ModelError, Text
from companion.models.worker import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from companion.models.protocol import Request

_WINDOW_OF_THE_BROKEN = 8192


class EmbeddedModel:
    """Weights at `path`, loaded at the first use; `window` is in tokens, None: what memory allows."""

    host = "this machine"

    def __init__(self, path: Path, *, name: str, window: int | None = None) -> None:
        self.name = name
        self._path = path
        self._told = window
        self._server: Any = None
        self._asked: set[Generation] = set()
        self._worker = Worker(self._interrupt, self._release)

    @property
    def window(self) -> int:
        """Tokens that prompt and answer share. Weights that can't be read say so when they are used."""
        try:
            return self._plan.window
        except ModelError:
            return self._told or _WINDOW_OF_THE_BROKEN

    @cached_property
    def _plan(self) -> llama.Plan:
        found = weights.read(self._path)
        if found.embeds:
            raise ModelError(
                f"{self.name} turns texts into vectors; it can't answer.",
                "Choose another: companion models list.",
            )
        return llama.planned(found, self._told)

    async def load(self) -> None:
        """Load now rather than at the first request. Raises `ModelError`."""
        loaded: Future[ModelError | None] = Future()
        self._worker.do(lambda: loaded.set_result(self._try_to_load()))
        if error := await asyncio.shield(asyncio.wrap_future(loaded)):
            raise error

    async def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:
        """Yields `Text` pieces, then one `End`. Raises `ModelError`.

        Closing it stops the answer at the next token, or at the next 64 tokens of a prompt that is being
        read; a next request waits for that.
        """
        generation = Generation(request)
        self._asked.add(generation)
        self._worker.do(lambda: self._answer(generation))
        begun, limit = time.monotonic(), request.options.timeout
        said = False
        try:
            while True:
                try:
                    left = None if limit is None else begun + limit - time.monotonic()
                    chunk = await asyncio.wait_for(generation.next(), left)
                except TimeoutError:
                    chunk = _late(limit, said=said)
                yield chunk
                if isinstance(chunk, End):
                    return
                said = said or isinstance(chunk, Text)
        finally:
            generation.cancel()

    async def close(self) -> None:
        """Stops what is going on and lets go of thread and weights. It can be used again, and loads again."""
        await asyncio.to_thread(self._worker.stop)

    def _answer(self, generation: Generation) -> None:
        error = None if generation.cancelled else self._try_to_load()
        if error:
            generation.fail(error)
        else:
            generation.run(self._server)
        self._asked.discard(generation)

    def _try_to_load(self) -> ModelError | None:
        """Load unless that is done; in the engine's thread."""
        if self._server is None:
            try:
                self._server = llama.start_chat(self._path, self._plan)
            except ModelError as error:
                return error
            except OSError as error:
                return ModelError(f"{self._path} can't be read: {error.strerror}.", "Check the file.")
        return None

    def _interrupt(self) -> None:
        for generation in tuple(self._asked):
            generation.cancel()

    def _release(self) -> None:
        self._server = None


def _late(limit: float | None, *, said: bool) -> End:
    """The end of an answer that took too long. Raises `ModelError` if nothing had come yet."""
    if not said:
        raise ModelError(
            f"{limit:g} seconds were not enough for the model to begin.",
            "Give it more time with --timeout, or choose a smaller model.",
        )
    return End("interrupted", detail=f"The answer was cut after {limit:g} seconds.")
