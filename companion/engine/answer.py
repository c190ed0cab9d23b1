"""Her answer while it comes: a row in the store that grows, and says in the end how it ended."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Self

from companion.engine.citing import Citing
from companion.engine.events import Said
from companion.models.protocol import End, ModelError, Usage
from companion.safety.sanitize import sanitize
from memory.records import COMPANION, StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterator
    from datetime import datetime

    from companion.models.protocol import Finish, Model, Request
    from memory import Memory
    from memory.records import Message, Status

FLUSH_EVERY = 1.0  # seconds
ALIVE_EVERY = 4.0  # seconds; a row that is silent for longer is taken for one whose program died
STATUS: dict[Finish, Status] = {
    "stop": "complete",
    "length": "length",
    "filtered": "filtered",
    "interrupted": "interrupted",
}
DETAIL: dict[Status, str] = {
    "length": "The answer was cut: it had reached the most that the model may say.",
    "filtered": "The model's provider withheld the rest of the answer.",
    "interrupted": "The connection ended in the middle of the answer.",
}


class Answer:
    """Begun before the request goes out, so that whatever becomes of it has its place.

    A context: left before the answer has ended, by whatever error, it keeps what was said.
    """

    def __init__(self, memory: Memory, conversation: int, model: Model, at: datetime) -> None:
        self.memory = memory
        self.model = model
        self.row = memory.append(
            conversation, author=COMPANION, text="", at=at, status="streaming", model=model.name
        )
        self.pieces: list[str] = []
        self.usage = Usage()
        self.advice: str | None = None
        self.flushed = time.perf_counter()
        self.behind = False
        self.first: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self.row.status != "streaming":
            return
        stopped = error is None or isinstance(
            error, GeneratorExit | asyncio.CancelledError | KeyboardInterrupt
        )
        self.close(*(("interrupted", "She was stopped.") if stopped else ("error", "Something broke.")))

    @property
    def text(self) -> str:
        """What she has said so far."""
        return "".join(self.pieces)

    def add(self, piece: str) -> None:
        """One more piece; committed about once a second, the first one at once."""
        self.pieces.append(piece)
        self.behind = True
        if self.first is None:
            self.first = time.perf_counter()
            self.flush()
        elif time.perf_counter() - self.flushed >= FLUSH_EVERY:
            self.flush()

    def flush(self) -> None:
        """Commit what has come so far, and that she is still at it."""
        self.memory.update(self.row.id, text=self.text)
        self.flushed = time.perf_counter()
        self.behind = False

    def end(self, end: End) -> Message:
        """The model said that it has ended, and why."""
        self.usage = end.usage
        status = STATUS[end.finish]
        if status == "complete" and not self.text.strip():
            self.advice = "Ask again, or choose another model."
            return self.close("error", "The model answered with nothing.")
        if status == "length":
            self.advice = "Say “go on”, or raise the persona's length."
        return self.close(status, end.detail or DETAIL.get(status))

    def close(self, status: Status, detail: str | None = None) -> Message:
        """Store all of it with its status, and with the model's name, which may be known only now."""
        self.row = self.memory.update(
            self.row.id, text=self.text, status=status, detail=detail, model=self.model.name
        )
        return self.row


async def spoken(
    answer: Answer, request: Request, opening: str = "", citing: Citing | None = None
) -> AsyncGenerator[Said, None]:
    """Her answer, piece by piece, sanitized, while `answer` keeps it; `opening` is said first, and `citing`
    sees to the places that she names.

    Closing this, or cancelling, stops the model; what was said is `answer`'s to keep.
    """
    citing, end = citing or Citing(), End("interrupted")
    try:
        for said in _says(answer, opening):
            yield said
        async with kept_alive(answer), aclosing(answer.model.stream(request)) as chunks:
            async for chunk in chunks:
                if isinstance(chunk, End):
                    end = chunk
                    break
                for said in _says(answer, citing.passed(chunk.text)):
                    yield said
        for said in _says(answer, citing.ended()):
            yield said
        answer.end(end)
    except ModelError as error:
        for said in _says(answer, citing.ended()):
            yield said
        answer.advice = error.advice
        answer.close("error", str(error))


def _says(answer: Answer, piece: str) -> Iterator[Said]:
    if piece:
        answer.add(piece)
        yield Said(sanitize(piece))


@asynccontextmanager
async def kept_alive(answer: Answer) -> AsyncIterator[None]:
    """Inside, nothing that came waits long for its commit, and no program takes a silence for the end."""
    beating = asyncio.create_task(_beat(answer))
    try:
        yield
    finally:
        beating.cancel()


async def _beat(answer: Answer) -> None:
    while True:
        await asyncio.sleep(FLUSH_EVERY)
        silent = time.perf_counter() - answer.flushed
        if silent >= ALIVE_EVERY or (answer.behind and silent >= FLUSH_EVERY):
            with suppress(StoreError):  # the next flush, or the end, will say it
                answer.flush()
