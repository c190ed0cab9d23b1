"""Her answer while it comes: a row in the store that grows, and says in the end how it ended."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from companion.engine.events import Said
from companion.models.protocol import End, ModelError, Usage
from companion.safety.sanitize import sanitize
from memory.records import COMPANION

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from datetime import datetime

    from companion.models.protocol import Finish, Model, Request
    from memory import Memory
    from memory.records import Message, Status

FLUSH_EVERY = 1.0  # seconds
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
    """Begun before the request goes out, so that whatever becomes of it has its place."""

    def __init__(self, memory: Memory, conversation: int, model: str, at: datetime) -> None:
        self.memory = memory
        self.row = memory.append(
            conversation, author=COMPANION, text="", at=at, status="streaming", model=model
        )
        self.pieces: list[str] = []
        self.usage = Usage()
        self.advice: str | None = None
        self.began = self.flushed = time.perf_counter()
        self.first: float | None = None

    @property
    def text(self) -> str:
        """What she has said so far."""
        return "".join(self.pieces)

    def add(self, piece: str) -> None:
        """One more piece; committed about once a second, the first one at once."""
        self.pieces.append(piece)
        now = time.perf_counter()
        if self.first is None or now - self.flushed >= FLUSH_EVERY:
            self.first = self.first or now
            self.flushed = now
            self.memory.update(self.row.id, text=self.text)

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
        """Store all of it with its status."""
        self.row = self.memory.update(self.row.id, text=self.text, status=status, detail=detail)
        return self.row


async def spoken(
    answer: Answer, model: Model, request: Request, opening: str = ""
) -> AsyncGenerator[Said, None]:
    """Her answer, piece by piece, sanitized, while `answer` keeps it; `opening` is said first.

    Closing this, or cancelling, stops the model and keeps what was said as `interrupted`.
    """
    try:
        if opening:
            answer.add(opening)
            yield Said(sanitize(opening))
        async with aclosing(model.stream(request)) as chunks:
            async for chunk in chunks:
                if isinstance(chunk, End):
                    answer.end(chunk)
                    return
                answer.add(chunk.text)
                yield Said(sanitize(chunk.text))
        answer.end(End("interrupted"))
    except ModelError as error:
        answer.advice = error.advice
        answer.close("error", str(error))
    except (
        BaseException
    ) as error:  # a bug, Ctrl-C, or whoever listened left: what she said is kept all the same
        stopped = isinstance(error, GeneratorExit | asyncio.CancelledError | KeyboardInterrupt)
        answer.close(*(("interrupted", "She was stopped.") if stopped else ("error", "Something broke.")))
        raise
