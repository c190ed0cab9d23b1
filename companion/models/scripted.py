"""A model that says what it was given to say, for tests and for trying the program without a model."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from companion.models.protocol import End, Finish, ModelError, Text, Usage

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable

    from companion.models.protocol import Chunk, Request

NO_MORE = "I am a script, and this is what I say when nobody wrote me another line."
_FINISHES = ("stop", "length", "filtered", "interrupted")


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: `delay` seconds before each word; `error` is raised after the text."""

    text: str = ""
    finish: Finish = "stop"
    delay: float = 0.0
    error: ModelError | None = None


class ScriptedModel:
    """Answers with the replies in order, and keeps every request in `history`.

    A `ModelError` among the replies is raised in place of an answer.
    """

    def __init__(
        self,
        replies: Iterable[str | ModelError | Reply] = (),
        *,
        name: str = "scripted",
        window: int = 8192,
    ) -> None:
        self.history: list[Request] = []
        self._replies = deque(map(_reply, replies))
        self._name = name
        self._window = window

    @classmethod
    def from_environment(cls) -> ScriptedModel:
        """With the replies of the file that COMPANION_SCRIPT names, if it does. Raises `ModelError`."""
        path = os.environ.get("COMPANION_SCRIPT")
        return cls(read_script(Path(path).expanduser()) if path else ())

    @property
    def name(self) -> str:
        """`scripted`, unless told otherwise."""
        return self._name

    @property
    def host(self) -> str:
        """Nothing leaves it."""
        return "this machine"

    @property
    def window(self) -> int:
        """Tokens, as told."""
        return self._window

    async def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:
        """Yields the next reply word by word. Raises `ModelError` where the script does."""
        self.history.append(request)
        reply = self._replies.popleft() if self._replies else Reply(NO_MORE)
        began, words = asyncio.get_running_loop().time(), re.findall(r"\s*\S+(?:\s+\Z)?", reply.text)
        timeout = request.options.timeout
        for said, word in enumerate(words):
            await asyncio.sleep(reply.delay)
            if timeout is not None and asyncio.get_running_loop().time() - began > timeout:
                yield End(
                    "interrupted", Usage(completion=said), f"The script took longer than {timeout:g} s."
                )
                return
            yield Text(word)
        if reply.error:
            raise reply.error
        yield End(reply.finish, Usage(prompt=_words(request), completion=len(words)))

    async def close(self) -> None:
        """There is nothing to let go of."""


def _reply(given: str | ModelError | Reply) -> Reply:
    if isinstance(given, ModelError):
        return Reply(error=given)
    return Reply(given) if isinstance(given, str) else given


def _words(request: Request) -> int:
    return sum(len(utterance.content.split()) for utterance in request.messages)


def read_script(path: Path) -> list[Reply]:
    """The replies of a file with a JSON string or object a line. An object has `text`, and may have `finish`,
    `delay`, `error` (what happened) and `advice`. Raises `ModelError`.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ModelError(f"The script {path} can't be read.", "Check the path in COMPANION_SCRIPT.") from None
    return [_line(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def _line(line: str, where: str) -> Reply:
    try:
        given = json.loads(line)
    except ValueError:
        given = None
    if isinstance(given, str):
        return Reply(given)
    fits = {"text": str, "finish": str, "delay": int | float, "error": str, "advice": str}
    if not isinstance(given, dict) or not all(
        key in fits and isinstance(value, fits[key]) for key, value in given.items()
    ):
        raise _unreadable(where)
    if given.get("finish", "stop") not in _FINISHES:
        raise _unreadable(where)
    error = ModelError(given["error"], given.get("advice", "Try again.")) if "error" in given else None
    return Reply(given.get("text", ""), given.get("finish", "stop"), float(given.get("delay", 0)), error)


def _unreadable(where: str) -> ModelError:
    return ModelError(
        f"{where} is not a line of a script.",
        'Write a JSON string, or an object such as {"text": "Hello.", "finish": "stop", "delay": 0.1}.',
    )
