"""One answer of an endpoint as it comes: from sending the request to its last chunk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openai import AsyncStream

from companion.models.completions import Piece, mended, read, split_pair
from companion.models.diagnosis import explain
from companion.models.failures import EndpointError
from companion.models.protocol import End, Finish, Usage
from companion.models.wire import Body

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from companion.models.deadlines import Countdown

LONGEST = 1024 * 1024  # characters that an answer may have


class Answer:
    """Reads one answer. Every exception that comes out of it is an `EndpointError`.

    `host`, `model` and `key` are for the words of failures.
    """

    def __init__(self, countdown: Countdown, host: str, model: str, key: str | None) -> None:
        self._countdown = countdown
        self._names = (host, model, key)
        self._events: AsyncStream[object] | None = None
        self._half = ""
        self._said = 0
        self._finish: Finish | None = None
        self._usage = Usage()
        self._called = False
        self._detail: str | None = None

    async def open(self, client: AsyncOpenAI, body: dict[str, Any]) -> None:
        """Send the request and wait for the head of the response."""
        self._countdown.begin()
        sent = client.post(
            "/chat/completions", cast_to=object, body=body, stream=True, stream_cls=AsyncStream[object]
        )
        try:
            self._events = await self._countdown.wait(sent)
        except Exception as error:
            raise explain(error, *self._names) from None

    async def next(self) -> str | None:
        """The next text, never empty; None when the answer is over. What breaks before the first text, or is
        not a matter of connection or time, is raised.
        """
        while True:
            try:
                piece = await self._piece()
            except EndpointError as failure:
                self._break(failure)
                return None
            if piece is None:
                self._stop()
                return None
            if text := self._taken(piece):
                return text

    async def _piece(self) -> Piece | None:
        assert self._events is not None
        if self._said >= LONGEST:
            self._finish, self._detail = "length", f"The answer was cut at {LONGEST // 2**20} MB."
            return None
        try:
            return read(await self._countdown.wait(anext(self._events)))
        except StopAsyncIteration:
            return None
        except Exception as error:
            raise explain(error, *self._names) from None

    def _taken(self, piece: Piece) -> str:
        """Keep what the piece says, and return its text."""
        self._usage = piece.usage or self._usage
        self._called = self._called or piece.called
        text, self._half = split_pair(self._half + piece.text)
        text = mended(text)[: LONGEST - self._said]
        self._said += len(text)
        if text or piece.thinking:
            self._heard()
        if piece.finish:
            self._finish = piece.finish
        if self._finish:
            self._countdown.finished()
        return text

    def _heard(self) -> None:
        self._countdown.content()
        body = self._events.response.stream if self._events else None
        if isinstance(body, Body):
            body.heard()

    def _break(self, failure: EndpointError) -> None:
        """After the finish reason nothing can be missing; after some text a cut is an end of its own kind."""
        if self._finish:
            self._check_said()
        elif self._said and failure.cut:
            self._detail = str(failure)
        else:
            raise failure

    def _stop(self) -> None:
        self._check_said()
        if not self._finish:
            self._detail = f"{self._names[0]} ended the answer without a reason."

    def _check_said(self) -> None:
        """An answer without a word is none."""
        if self._said:
            return
        host, model, _ = self._names
        if self._finish == "filtered":
            raise EndpointError(f"{host} filtered the whole answer of {model}.", "Say it in another way.")
        if self._finish == "length":
            raise EndpointError(
                f"{model} used up its tokens before the first word of an answer.",
                "Allow a longer answer, or choose a model that thinks less.",
            )
        if self._called:
            raise EndpointError(
                f"{model} asked for a tool in place of an answer.", "Try again, or choose another model."
            )
        raise EndpointError(
            f"{host} sent an empty answer.", "Try again, or choose another model with --model."
        )

    def end(self) -> End:
        """How it ended, once `next` returned None."""
        return End(self._finish or "interrupted", self._usage, self._detail)

    async def close(self) -> None:
        """Let go of the connection, whatever state it is in."""
        if self._events is not None:
            await self._events.close()
