"""The chat-completions format: what a request looks like, and what a chunk means."""

from __future__ import annotations

from typing import Any

import pytest

from companion.models.completions import Piece, body, mended, read, split_pair
from companion.models.failures import ReportedError, UnreadableError
from companion.models.protocol import Usage
from tests.models.asking import question

CLOSED = {
    "type": "object",
    "properties": {"name": {"type": "string"}},
    "required": ["name"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("schema", "strict"),
    [
        (CLOSED, True),
        ({**CLOSED, "required": []}, False),
        ({**CLOSED, "additionalProperties": True}, False),
        ({"type": "array", "items": CLOSED}, True),
        ({"anyOf": [CLOSED, {"type": "object", "properties": {"x": {}}}]}, False),
    ],
)
def test_a_schema_is_strict_where_servers_allow_it(schema: dict[str, Any], *, strict: bool) -> None:
    wanted = body(question(schema=schema), "tiny")["response_format"]
    assert wanted["type"] == "json_schema"
    assert wanted["json_schema"] == {"name": "answer", "schema": schema, "strict": strict}


def test_what_was_not_asked_for_is_not_sent() -> None:
    assert set(body(question(), "tiny", frozenset({"stream_options"}))) == {"model", "messages", "stream"}


@pytest.mark.parametrize(
    ("chunk", "piece"),
    [
        ({}, Piece()),
        ({"choices": []}, Piece()),
        ({"type": "ping"}, Piece()),
        ({"choices": [{"delta": {"content": "a"}}]}, Piece("a")),
        ({"choices": [{"delta": {"content": None}, "finish_reason": ""}]}, Piece()),
        ({"choices": [{"delta": None, "finish_reason": "STOP"}]}, Piece(finish="stop")),
        ({"choices": [{"delta": {"content": [{"type": "text", "text": "a"}, {}]}}]}, Piece("a")),
        ({"choices": [{"message": {"content": "a"}, "finish_reason": "length"}]}, Piece("a", "length")),
        ({"choices": [{"delta": {"reasoning_content": "hm"}}]}, Piece(thinking=True)),
        ({"choices": [{"delta": {"tool_calls": [{}]}}]}, Piece(called=True)),
        ({"usage": {"prompt_tokens": 3, "completion_tokens": "x"}}, Piece(usage=Usage(3))),
        ({"usage": {"prompt_tokens": True, "prompt_tokens_details": 7}}, Piece(usage=Usage())),
        ({"error": None, "choices": []}, Piece()),
    ],
)
def test_a_chunk_is_read_for_what_it_says(chunk: object, piece: Piece) -> None:
    assert read(chunk) == piece


@pytest.mark.parametrize("chunk", [None, 7, "x", [], {"choices": "x"}, {"choices": [{"delta": 7}]}])
def test_what_is_no_chunk_is_unreadable(chunk: object) -> None:
    with pytest.raises(UnreadableError):
        read(chunk)


@pytest.mark.parametrize(
    ("chunk", "report"),
    [
        ({"error": "boom"}, "boom"),
        ({"error": {"message": "boom"}}, "boom"),
        ({"error": {"code": 7}}, "7"),
        ({"error": {"hm": 1}}, "an error without a message"),
        ({"message": "boom", "code": 500}, "boom"),
        ({"detail": [{"msg": "boom"}]}, "[{'msg': 'boom'}]"),
    ],
)
def test_an_error_among_chunks_is_one(chunk: object, report: str) -> None:
    with pytest.raises(ReportedError) as caught:
        read(chunk)
    assert str(caught.value) == report


def test_surrogates_are_joined_or_replaced() -> None:
    assert mended("plain") == "plain"
    assert mended("\ud83d\ude00 and \ude00") == "\U0001f600 and \ufffd"
    assert split_pair("a\ud83d") == ("a", "\ud83d")
    assert split_pair("a\ude00") == ("a\ude00", "")
    assert split_pair("") == ("", "")
