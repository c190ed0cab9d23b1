"""Whatever an address answers, a person reads one sentence on what happened and one on what to do."""

from __future__ import annotations

import asyncio
import json
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.models.asking import IMPATIENT, ask
from tests.models.behaviours import KEY, outcome_of, plain, refusal, silent, streamed
from tests.models.server import DONE, says, serving, stops

if TYPE_CHECKING:
    from tests.models.server import Exchange


@pytest.mark.parametrize(
    ("behave", "happened", "advised"),
    [
        (
            refusal(401, f"Incorrect API key provided: {KEY}"),
            "did not accept the API key",
            "COMPANION_API_KEY",
        ),
        (refusal(403, "no"), "did not accept the API key", "may use this model"),
        (refusal(402, "pay"), "quota", "plan"),
        (refusal(429, "You exceeded your current quota", "insufficient_quota"), "quota", "plan"),
        (refusal(404, "model not found"), "no model named tiny", "models list"),
        (refusal(404, "tiny is unknown"), "no model named tiny", "models list"),
        (plain("Not Found", 404), "no chat completions", "/v1"),
        (refusal(400, "maximum context length is 8192 tokens"), "longer than tiny", "new conversation"),
        (refusal(400, "x", "context_length_exceeded"), "longer than tiny", "new conversation"),
        (refusal(413, "Payload Too Large"), "longer than tiny", "new conversation"),
        (
            refusal(400, "messages: bad role"),
            "refused the request (status 400): messages: bad role.",
            "model",
        ),
        (refusal(418, ""), "refused the request (status 418).", "model"),
        (refusal(302, "", None, Location="http://login.invalid/?next=x"), "login.invalid", "log in"),
        (plain("<html>Log in to the hotel</html>"), "a web page", "base URL"),
        (plain("<html>x</html>", Content_Encoding="gzip"), "compressed", "base URL"),
        (plain(""), "an empty answer", "another model"),
        (plain("[1, 2]"), "an empty answer", "another model"),
        (plain('{"error": "model is loading"}'), "model is loading", "Try again"),
        (plain('{"detail": "no such route"}'), "no such route", "Try again"),
        (streamed(), "an empty answer", "another model"),
        (streamed(DONE), "an empty answer", "another model"),
        (streamed({"choices": None}, DONE), "an empty answer", "another model"),
        (streamed({"choices": []}, DONE), "an empty answer", "another model"),
        (streamed(stops(), DONE), "an empty answer", "another model"),
        (streamed(says(None, reasoning="hm"), stops("length"), DONE), "used up its tokens", "longer answer"),
        (streamed(stops("content_filter"), DONE), "filtered the whole answer", "another way"),
        (streamed(says(None, tool_calls=[{}]), stops("tool_calls"), DONE), "asked for a tool", "again"),
        (streamed(says(42)), "not an answer", "base URL"),
        (streamed({"choices": [7]}), "not an answer", "base URL"),
        (streamed({"choices": {"a": 1}}), "not an answer", "base URL"),
        (streamed({"choices": [{"delta": "x"}]}), "not an answer", "base URL"),
        (streamed([1, 2, 3]), "not an answer", "base URL"),
        (streamed(b"data: {nope\n\n"), "not an answer", "base URL"),
        (streamed(b"data: " + b"[" * 200_000 + b"\n\n"), "not an answer", "base URL"),
        (streamed({"error": {"message": "overloaded"}}), "overloaded", "Try again"),
        (streamed({"error": {"code": 7}}), "7", "Try again"),
        (streamed({"object": "error", "message": "overloaded"}), "overloaded", "Try again"),
    ],
)
async def test_no_answer_is_explained(behave: Any, happened: str, advised: str) -> None:
    outcome = await outcome_of(behave)
    assert outcome.text == ""
    assert happened in str(outcome.error)
    assert advised in outcome.words.removeprefix(str(outcome.error))
    assert KEY not in outcome.words


async def test_an_asked_for_key_is_asked_for() -> None:
    async with serving(refusal(401, "who are you?")) as server:
        outcome = await ask(server.url, key=None)
    assert "asks for an API key" in outcome.words


async def test_a_server_s_words_are_short_single_and_free_of_keys_and_escapes() -> None:
    words = f"bad\x1b[31m\n\nkey={KEY} and Bearer abc.def and sk-proj-other " + "very " * 99
    outcome = await outcome_of(refusal(400, words))
    assert outcome.error is not None
    said = str(outcome.error)
    assert said.isprintable()
    assert len(said) < 300
    assert not any(secret in said for secret in (KEY, "abc.def", "sk-proj"))
    assert outcome.error.__cause__ is None
    assert outcome.error.__suppress_context__


@pytest.mark.parametrize("reason", ["cut", "reset", "half an event", "clean"])
async def test_a_stream_that_breaks_after_some_text_is_an_interrupted_answer(reason: str) -> None:
    async def breaks(exchange: Exchange) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        event = b"data: " + json.dumps(says("I was thi")).encode() + b"\n\n"
        await exchange.send(head + b"%x\r\n%s\r\n" % (len(event), event))
        await asyncio.sleep(0.05)
        if reason == "reset":
            exchange.reset()
        if reason == "half an event":
            await exchange.send(b'9\r\ndata: {"c\r\n')
        if reason == "clean":
            await exchange.send(b"0\r\n\r\n")

    outcome = await outcome_of(breaks)
    assert outcome.text == "I was thi"
    assert outcome.end is not None
    assert outcome.end.finish == "interrupted"
    assert ("broke" if reason != "clean" else "without a reason") in str(outcome.end.detail)


@pytest.mark.parametrize("event", [b"data: {nope\n\n", {"error": {"message": "boom"}}, [1], says(7)])
async def test_nonsense_after_some_text_is_an_error(event: bytes | object) -> None:
    outcome = await outcome_of(streamed(says("I was"), event, says(" more"), stops()))
    assert outcome.text == "I was"
    assert outcome.error is not None


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("stop", "stop"),
        ("eos_token", "stop"),
        ("tool_calls", "stop"),
        ("length", "length"),
        ("content_filter", "filtered"),
        ("abort", "interrupted"),
        (None, "interrupted"),
        (7, "interrupted"),
    ],
)
async def test_the_reason_that_the_server_gives_is_passed_on(reason: object, finish: str) -> None:
    outcome = await outcome_of(streamed(says("So."), stops(reason), DONE))
    assert outcome.text == "So."
    assert outcome.end is not None
    assert outcome.end.finish == finish


async def test_after_the_finish_reason_nothing_can_break_the_answer() -> None:
    outcome = await outcome_of(streamed(says("So."), stops(), b"data: {nope\n\n"))
    assert outcome.end is not None
    assert outcome.end.finish == "stop"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_nobody_there() -> None:
    port = free_port()
    outcome = await ask(f"http://127.0.0.1:{port}/v1")
    assert f"Nothing answers at 127.0.0.1:{port}." in outcome.words
    assert "Start the server" in outcome.words


async def test_a_name_that_nobody_has() -> None:
    outcome = await ask("http://nobody.invalid/v1")
    assert "nobody.invalid is not known" in outcome.words or "Nothing answers" in outcome.words


async def test_https_where_the_server_speaks_http() -> None:
    async with serving(silent) as server:
        hasty = replace(IMPATIENT, connect=0.3)
        outcome = await ask(server.url.replace("http:", "https:"), deadlines=hasty)
    assert "http:// in place of https://" in outcome.words


async def test_a_server_that_does_not_speak_http_at_all() -> None:
    async def sshd(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(sshd, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    outcome = await ask(f"http://127.0.0.1:{port}/v1", timeout=5)
    listener.close()
    assert "broke" in outcome.words
