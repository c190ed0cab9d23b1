"""A model that is not asked the same twice: its answers are kept in a folder, by the hash of what was asked.

An entry is used only where it is whole, and holds what its own checksum says; every other is as good as none.
What can't be written is not kept, and nobody is troubled with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import aclosing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from companion import locations
from companion.models.protocol import End, Text, Usage

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from companion.models.protocol import Chunk, Model, Request

LARGEST = 1024 * 1024  # bytes of an entry; what is larger was not written here


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: only such are kept that ended by themselves, or at the length that was asked for."""

    text: str
    finish: Literal["stop", "length"]
    usage: Usage


class _Entry(BaseModel):
    """A file of the folder. `sum` is over the rest of it."""

    model_config = ConfigDict(strict=True, extra="forbid")

    text: str
    finish: Literal["stop", "length"]
    usage: Usage
    sum: str


class Answers:
    """The folder of answers; `found` counts those that were there, `asked` all that were looked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found = 0
        self.asked = 0

    def get(self, key: str) -> Answer | None:
        """The answer of that key, if there is a whole one."""
        self.asked += 1
        answer = _read(self.folder / f"{key}.json", key)
        self.found += answer is not None
        return answer

    def put(self, key: str, answer: Answer) -> None:
        """Keep it; another program that reads at the same time sees all of it or nothing."""
        content = json.dumps({**asdict(answer), "sum": _sum(key, answer)}, ensure_ascii=False)
        with suppress(OSError):
            locations.private(self.folder)
            descriptor, beside = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
                    file.write(content)
                Path(beside).replace(self.folder / f"{key}.json")
            finally:
                Path(beside).unlink(missing_ok=True)


class KeptModel:
    """Stands in for a model and asks it only what `answers` do not hold. `asked` says which model it is;
    another `repetition` is another question, so that a model can be asked again on purpose.
    """

    def __init__(self, model: Model, answers: Answers, asked: str, repetition: int = 1) -> None:
        self._model = model
        self._answers = answers
        self._asked = asked
        self._repetition = repetition

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    @property
    def host(self) -> str:
        """The model's."""
        return self._model.host

    @property
    def window(self) -> int:
        """The model's."""
        return self._model.window

    async def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:
        """Yields what is kept, or what the model says. Raises `ModelError`."""
        key = key_of(self._asked, self._repetition, request)
        if kept := self._answers.get(key):
            yield Text(kept.text)
            yield End(kept.finish, kept.usage)
            return
        said: list[str] = []
        async with aclosing(self._model.stream(request)) as chunks:
            async for chunk in chunks:
                if isinstance(chunk, Text):
                    said.append(chunk.text)
                elif chunk.finish in ("stop", "length") and "".join(said).strip():
                    self._answers.put(key, Answer("".join(said), chunk.finish, chunk.usage))
                yield chunk

    async def close(self) -> None:
        """Closes the model."""
        await self._model.close()


def key_of(model: str, repetition: int, request: Request) -> str:
    """The hash of all that an answer depends on."""
    options = {key: value for key, value in asdict(request.options).items() if key != "timeout"}
    asked = [model, repetition, [(said.role, said.content) for said in request.messages], options]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _read(path: Path, key: str) -> Answer | None:
    try:
        with path.open("rb") as file:
            entry = _Entry.model_validate_json(file.read(LARGEST))
    except (OSError, ValidationError):
        return None
    answer = Answer(entry.text, entry.finish, entry.usage)
    return answer if entry.sum == _sum(key, answer) else None


def _sum(key: str, answer: Answer) -> str:
    whole: list[Any] = [key, answer.text, answer.finish, asdict(answer.usage)]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
