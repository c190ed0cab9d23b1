"""What a language model is to the rest of the program: a stream of chunks that ends with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

Role = Literal["system", "user", "assistant"]
Finish = Literal["stop", "length", "filtered", "interrupted"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One entry of a prompt."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Options:
    """How to answer. `max_tokens` None leaves the length to the model; `schema` is a JSON schema to obey.

    `timeout` is in seconds, for the whole answer; None leaves it to the model's own deadlines.
    """

    temperature: float | None = None
    max_tokens: int | None = None
    schema: Mapping[str, Any] | None = None
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A prompt and how to answer it."""

    messages: tuple[Utterance, ...]
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the model reports them; `cached` of the prompt's were not read again."""

    prompt: int | None = None
    completion: int | None = None
    cached: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer, as it came: not sanitized."""

    text: str


@dataclass(frozen=True, slots=True)
class End:
    """The last chunk of every stream that did not raise. No finish reason from the server: `interrupted`."""

    finish: Finish
    usage: Usage = field(default_factory=Usage)
    detail: str | None = None


Chunk = Text | End


class ModelError(Exception):
    """The model could not answer. `str()` is one sentence on what happened, `advice` one on what to do.

    Raised by `Model.stream`, before or after some text has come; keys are never in it.
    """

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


class Model(Protocol):
    """A language model. Closing the iterator that `stream` returns stops the answer at once."""

    @property
    def name(self) -> str:
        """As it is chosen, shown and stored: `gpt-4o-mini`, `qwen2.5-coder-1.5b`, `scripted`."""

    @property
    def host(self) -> str:
        """Where the text goes: `this machine`, or the host's name and port."""

    @property
    def window(self) -> int:
        """Tokens that prompt and answer share."""

    def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:
        """Yields `Text` pieces, then one `End`. Raises `ModelError`."""

    async def close(self) -> None:
        """Lets go of connections, threads and weights."""
