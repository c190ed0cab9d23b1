"""Whatever an address answers, a person reads one sentence on what happened and one on what to do."""

from __future__ import annotations

import asyncio
import json
import socket
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from companion.config import Deadlines
from companion.models.endpoint import EndpointModel
from tests.models.asking import IMPATIENT, ask, hear, question
from tests.models.server import DONE, says, serving, stops

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.models.asking import Outcome
    from tests.models.server import Exchange

KEY = "sk-verySecret1"


def refusal(status: int, message: str = "", code: str | None = None, **headers: str) -> Any:
    """A behaviour that always answers with an error."""

    async def behave(exchange: Exchange) -> None:
        await exchange.answer(status, {"error": {"message": message, "code": code}}, **headers)

    return behave


def streamed(*events: bytes | object) -> Any:
    """A behaviour that streams the events and closes."""

    async def behave(exchange: Exchange) -> None:
        await exchange.stream(*events)

    return behave


def plain(content: str, status: int = 200, **headers: str) -> Any:
    """A behaviour that answers with a text of some kind."""

    async def behave(exchange: Exchange) -> None:
        await exchange.answer(status, content, **headers)

    return behave


async def outcome_of(behave: Callable[[Exchange], Awaitable[None]], **options: Any) -> Outcome:
    """What comes of one question to a server that behaves so."""
    async with serving(behave) as server:
        return await ask(server.url, key=KEY, **options)


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


# ---------------------------------------------------------------- time


def dripping(event: bytes, *first: object) -> Any:
    """A behaviour that sends the bytes again and again, and never an end."""

    async def behave(exchange: Exchange) -> None:
        await exchange.stream(*first)
        while True:
            await exchange.send(event)
            await asyncio.sleep(0.02)

    return behave


async def silent(exchange: Exchange) -> None:
    """Takes the request, and that is all."""
    await exchange.closed()


EMPTY = b"data: " + json.dumps(says("")).encode() + b"\n\n"


@pytest.mark.parametrize("behave", [silent, dripping(b": ping\n\n"), dripping(EMPTY), dripping(b"x")])
async def test_the_first_word_has_its_time_and_comments_are_no_words(behave: Any) -> None:
    began = time.monotonic()
    outcome = await outcome_of(behave, deadlines=IMPATIENT)
    assert "said nothing for 0.5 s" in outcome.words
    assert 0.4 < time.monotonic() - began < 5


@pytest.mark.parametrize("event", [b": ping\n\n", EMPTY, b"x"])
async def test_a_gap_ends_the_answer_and_keeps_what_was_said(event: bytes) -> None:
    outcome = await outcome_of(dripping(event, says("Well")), deadlines=IMPATIENT)
    assert outcome.text == "Well"
    assert outcome.end is not None
    assert outcome.end.finish == "interrupted"
    assert "said nothing more for 0.4 s" in str(outcome.end.detail)


async def test_an_answer_without_end_is_cut_when_its_time_is_up() -> None:
    event = b"data: " + json.dumps(says("la ")).encode() + b"\n\n"
    began = time.monotonic()
    outcome = await outcome_of(dripping(event), timeout=0.5)
    assert outcome.text.startswith("la la")
    assert outcome.end is not None
    assert outcome.end.finish == "interrupted"
    assert "0.5 s" in str(outcome.end.detail)
    assert 0.4 < time.monotonic() - began < 5


# ---------------------------------------------------------------- asking again


def stumbling(*stumbles: Callable[[Exchange], Awaitable[None]]) -> Any:
    """A behaviour that does the given things one after the other, and then answers."""
    rest = list(stumbles)

    async def behave(exchange: Exchange) -> None:
        await (rest.pop(0) if rest else streamed(says("Here."), stops(), DONE))(exchange)

    return behave


async def broken(exchange: Exchange) -> None:
    """Breaks the connection without a word."""
    exchange.reset()


@pytest.mark.parametrize(
    "stumble",
    [
        refusal(500),
        refusal(503),
        refusal(429, "slow down"),
        refusal(529),
        broken,
        refusal(429, Retry_After="0.2"),
    ],
)
async def test_what_passes_is_tried_again_before_the_first_word(stumble: Any) -> None:
    async with serving(stumbling(stumble)) as server:
        model = EndpointModel(server.url, "tiny")
        outcome = await hear(model, question())
        await model.close()
    assert outcome.text == "Here."
    assert len(server.exchanges) == 2


async def test_three_times_is_enough() -> None:
    async with serving(refusal(500, "boom", Retry_After="0")) as server:
        outcome = await ask(server.url)
    assert len(server.exchanges) == 3
    assert "boom" in outcome.words


async def test_a_wait_that_the_server_names_is_kept() -> None:
    began = time.monotonic()
    async with serving(stumbling(refusal(429, Retry_After="0.4"))) as server:
        outcome = await ask(server.url, timeout=3)
    assert outcome.text == "Here."
    assert time.monotonic() - began >= 0.4


@pytest.mark.parametrize(("wait", "timeout"), [("100", 300.0), ("3", 2.0)])
async def test_a_wait_that_is_too_long_is_told_at_once(wait: str, timeout: float) -> None:
    began = time.monotonic()
    async with serving(refusal(429, "slow down", Retry_After=wait)) as server:
        outcome = await ask(server.url, timeout=timeout)
    assert "too many requests" in outcome.words
    assert len(server.exchanges) == 1
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("stumble", [refusal(400, "no"), refusal(401), refusal(404), streamed(DONE)])
async def test_what_does_not_pass_is_not_tried_again(stumble: Any) -> None:
    async with serving(stumbling(stumble)) as server:
        assert (await ask(server.url)).error
    assert len(server.exchanges) == 1


async def test_once_a_word_was_shown_nothing_is_asked_again() -> None:
    async def half(exchange: Exchange) -> None:
        await exchange.stream(says("Half"))
        exchange.reset()

    async with serving(stumbling(half)) as server:
        outcome = await ask(server.url)
    assert outcome.text in {"Half", "Here."}  # a reset may overtake the word, which then was not shown
    assert len(server.exchanges) == (1 if outcome.text == "Half" else 2)


# ---------------------------------------------------------------- size


async def test_an_event_without_end_is_cut_before_it_fills_the_memory() -> None:
    sent = 0

    async def floods(exchange: Exchange) -> None:
        nonlocal sent
        await exchange.stream(b'data: {"x":"')
        while sent < 130 * 2**20:
            await exchange.send(b"a" * 65536)
            sent += 65536

    await outcome_of(streamed(says("warm"), stops(), DONE))
    tracemalloc.start()
    outcome = await outcome_of(floods)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "no text" in outcome.words
    assert peak < 40 * 2**20
    assert sent < 40 * 2**20


@pytest.mark.parametrize("status", [200, 500])
async def test_a_page_without_end_is_cut_too(status: int) -> None:
    async def page(exchange: Exchange) -> None:
        await exchange.send(f"HTTP/1.1 {status} x\r\nContent-Type: text/plain\r\n\r\n".encode())
        while True:
            await exchange.send(b"word\n\n" * 10_000)

    outcome = await outcome_of(page)
    assert "no text" in outcome.words


async def test_an_answer_is_cut_at_one_megabyte() -> None:
    async def lectures(exchange: Exchange) -> None:
        await exchange.stream()
        while True:
            await exchange.event(says("x" * 100_000))

    async with serving(lectures) as server:
        model = EndpointModel(server.url, "tiny", deadlines=Deadlines(total=20))
        outcome = await hear(model, question())
        await model.close()
    assert len(outcome.text) == 2**20
    assert outcome.end is not None
    assert outcome.end.finish == "length"
    assert "1 MB" in str(outcome.end.detail)


# ---------------------------------------------------------------- nobody, or somebody else


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
        outcome = await ask(server.url.replace("http:", "https:"), deadlines=IMPATIENT)
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
