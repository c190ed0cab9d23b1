"""How long an endpoint is waited for, how often it is asked, and how much of it is read."""

from __future__ import annotations

import json
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from companion.config import Deadlines
from companion.models.endpoint import EndpointModel
from tests.models.asking import IMPATIENT, ask, hear, question
from tests.models.behaviours import dripping, outcome_of, refusal, silent, streamed
from tests.models.server import DONE, says, serving, stops

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.models.server import Exchange


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
            await exchange.send((b"word " * 20 + b"\n\n") * 600)

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
