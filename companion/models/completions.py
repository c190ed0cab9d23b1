"""The chat-completions format, both ways: requests out, chunks in. Pure.

Servers differ, so nothing that comes in is taken for granted.
The format: https://platform.openai.com/docs/api-reference/chat-streaming
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.models.failures import ReportedError, UnreadableError
from companion.models.protocol import Finish, Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from companion.models.protocol import Request

OPTIONAL = ("stream_options", "max_tokens", "temperature")  # what a server may refuse and be asked without
_FINISH: dict[str, Finish] = {
    "length": "length",
    "max_tokens": "length",
    "content_filter": "filtered",
    "safety": "filtered",
    "error": "interrupted",
    "abort": "interrupted",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk says.

    `thinking`: it carries reasoning, which is no part of the answer. `called`: the model asks for a tool.
    """

    text: str = ""
    finish: Finish | None = None
    usage: Usage | None = None
    thinking: bool = False
    called: bool = False


def body(request: Request, model: str, refused: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The request as JSON, without what the server has `refused` before."""
    options = request.options
    messages = [{"role": u.role, "content": mended(u.content)} for u in request.messages]
    found: dict[str, Any] = {"model": model, "messages": messages, "stream": True}
    if "stream_options" not in refused:
        found["stream_options"] = {"include_usage": True}
    if options.temperature is not None and "temperature" not in refused:
        found["temperature"] = options.temperature
    if options.max_tokens is not None:  # newer models know it by another name only
        found["max_completion_tokens" if "max_tokens" in refused else "max_tokens"] = options.max_tokens
    if options.schema is not None:
        found["response_format"] = _response_format(options.schema)
    return found


def _response_format(schema: Mapping[str, Any]) -> dict[str, Any]:
    named = {"name": "answer", "schema": schema, "strict": _closed(schema)}
    return {"type": "json_schema", "json_schema": named}


def _closed(schema: object) -> bool:
    """Whether `strict` may be asked for: every object requires all that it has, and no more."""
    if isinstance(schema, list | tuple):
        return all(map(_closed, schema))
    if not isinstance(schema, dict):
        return True
    properties = schema.get("properties")
    if isinstance(properties, dict):
        if schema.get("additionalProperties") is not False:
            return False
        if set(schema.get("required", ())) != set(properties):
            return False
    return all(map(_closed, schema.values()))


def read(chunk: object) -> Piece:
    """A chunk, streamed or whole. Raises `ReportedError` or `UnreadableError`."""
    if not isinstance(chunk, dict):
        raise UnreadableError("an event is not an object")
    if (report := _report(chunk)) is not None:
        raise ReportedError(report)
    usage = _usage(chunk.get("usage"))
    choices = chunk.get("choices")
    if not choices:
        return Piece(usage=usage)
    choice = choices[0] if isinstance(choices, list) else None
    if not isinstance(choice, dict):
        raise UnreadableError("the choices are not a list of objects")
    said = choice.get("delta") or choice.get("message") or {}
    if not isinstance(said, dict):
        raise UnreadableError("the delta is not an object")
    return Piece(
        text=_text(said.get("content")),
        finish=_finish(choice.get("finish_reason")),
        usage=usage,
        thinking=bool(said.get("reasoning_content") or said.get("reasoning")),
        called=bool(said.get("tool_calls") or said.get("function_call")),
    )


def _report(chunk: dict[str, Any]) -> str | None:
    """What the chunk says went wrong: `{"error": ...}`, or a bare `message` or `detail`."""
    error = chunk.get("error")
    if not error and "choices" not in chunk:
        error = chunk.get("message") or chunk.get("detail")
    if isinstance(error, dict):
        error = error.get("message") or error.get("code") or "an error without a message"
    return str(error) if error else None


def _text(content: object) -> str:
    """The text of a delta; some servers send it in parts."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list) and all(isinstance(part, dict) for part in content):
        return "".join(_text(part.get("text")) for part in content)
    raise UnreadableError("the content is not text")


def _finish(reason: object) -> Finish | None:
    """Reasons that are not in the table (`eos`, `end_turn`, `tool_calls`, ...) are all ways of being done."""
    if not isinstance(reason, str) or not reason:
        return None
    return _FINISH.get(reason.lower(), "stop")


def _usage(given: object) -> Usage | None:
    if not isinstance(given, dict):
        return None
    details = given.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    return Usage(_count(given.get("prompt_tokens")), _count(given.get("completion_tokens")), _count(cached))


def _count(given: object) -> int | None:
    return given if isinstance(given, int) and not isinstance(given, bool) and given >= 0 else None


def mended(text: str) -> str:
    """The text with surrogate pairs joined and halves of them replaced, so that it can be encoded."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def split_pair(text: str) -> tuple[str, str]:
    """The text, and the half of a surrogate pair that it ends in: servers cut between the halves."""
    return (text[:-1], text[-1]) if text and "\ud800" <= text[-1] <= "\udbff" else (text, "")
