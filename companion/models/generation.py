"""One answer of the embedded engine: the request it is asked with, and its events made chunks."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from companion.models.protocol import Chunk, End, Finish, ModelError, Request, Text, Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEMPERATURE = 0.7
_TEMPERATURE_OF_JSON = 0.2
# Small models fall into loops; this holds them back. JSON repeats itself by nature, so there it is off.
_REPEAT_PENALTY = 1.1
# What chat templates are written in. In a text it is only text, and must not end a turn or begin another.
_MARKUP = re.compile(r"<(?=\||/?s>|(?:start|end)_of_turn>)")
_FINISHES: dict[str, Finish] = {"stop": "stop", "length": "length", "tool_calls": "stop"}


def body(request: Request) -> dict[str, Any]:
    """The request as the engine takes it (the chat completions format, and llama.cpp's own settings)."""
    options = request.options
    default = _TEMPERATURE if options.schema is None else _TEMPERATURE_OF_JSON
    asked: dict[str, Any] = {
        "messages": [{"role": m.role, "content": _MARKUP.sub("< ", m.content)} for m in request.messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        "return_progress": True,  # an event for each batch of the prompt: a chance to stop
        "cache_prompt": True,
        "temperature": default if options.temperature is None else options.temperature,
        "top_p": 0.9,
        "top_k": 20,
        "repeat_penalty": _REPEAT_PENALTY if options.schema is None else 1.0,
    }
    if options.max_tokens is not None:
        asked["max_tokens"] = options.max_tokens
    if options.schema is not None:
        asked["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": dict(options.schema), "strict": True},
        }
    return asked


class Generation:
    """Stands between the engine's thread, which calls `run`, and the event loop, which takes `next`."""

    def __init__(self, request: Request) -> None:
        self.body = body(request)
        self._loop = asyncio.get_running_loop()
        self._chunks: asyncio.Queue[Chunk | ModelError] = asyncio.Queue()
        self.cancelled = False
        self._finish: Finish = "interrupted"
        self._usage = Usage()
        self._error: ModelError | None = None

    async def next(self) -> Chunk:
        """The next chunk. Raises `ModelError`."""
        chunk = await self._chunks.get()
        if isinstance(chunk, ModelError):
            raise chunk
        return chunk

    def cancel(self) -> None:
        """Stop at the next token, or at the next batch of the prompt. Returns at once."""
        self.cancelled = True

    def run(self, server: Any) -> None:
        """Blocks until the answer is over."""
        try:
            if not self.cancelled:
                server.handle_chat_completions(self.body, self._take)
        except Exception as error:  # such as a schema that can't be obeyed
            self._error = _explained({"message": error})
        self._put(self._error or End(self._finish, self._usage))

    def fail(self, error: ModelError) -> None:
        """There will be no answer."""
        self._put(error)

    def _take(self, event: Mapping[str, Any]) -> bool:
        """An event of the engine; True makes it stop."""
        if self.cancelled:
            return True
        if error := event.get("error"):
            self._error = _explained(error)
            return True
        for choice in event.get("choices", ()):
            if text := choice["delta"].get("content"):
                self._put(Text(text))
            if reason := choice.get("finish_reason"):
                self._finish = _FINISHES.get(reason, "stop")
        if usage := event.get("usage"):
            self._usage = _usage(usage)
        return False

    def _put(self, chunk: Chunk | ModelError) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(self._chunks.put_nowait, chunk)


def _usage(usage: Mapping[str, Any]) -> Usage:
    details = usage.get("prompt_tokens_details") or {}
    return Usage(usage.get("prompt_tokens"), usage.get("completion_tokens"), details.get("cached_tokens"))


def _explained(error: Mapping[str, Any]) -> ModelError:
    if error.get("type") == "exceed_context_size_error":
        return ModelError(
            f"The prompt has {error.get('n_prompt_tokens', 'too many')} tokens; this model's window is"
            f" {error.get('n_ctx', 'smaller')}.",
            "Start a new conversation, send less text, or set `window` higher if memory allows.",
        )
    said = " ".join(str(error.get("message", "it gave no reason")).split()).rstrip(".")[:300]
    return ModelError(f"The engine could not answer: {said}.", "Try again, or try another model.")
