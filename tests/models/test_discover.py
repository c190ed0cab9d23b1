"""Looking for servers on this machine: quick, and not fooled by what else listens there."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from companion.models.discover import (
    PLACES,
    Place,
    Served,
    Server,
    answers_in_words,
    chat_models,
    discover,
)
from tests.models.server import serving

if TYPE_CHECKING:
    from tests.models.server import Exchange


def lists(*names: str, **more: object) -> Any:
    """A behaviour that lists models."""

    async def behave(exchange: Exchange) -> None:
        await exchange.answer(200, {"object": "list", "data": [{"id": name, **more} for name in names]})

    return behave


async def look(*ports: int, within: float = 2.0) -> list[Server]:
    """Look at these ports, in a thread, as a program with an event loop does."""
    places = tuple(Place(f"kind {number}", port) for number, port in enumerate(ports))
    return await asyncio.to_thread(discover, places, within)


async def test_servers_are_found_in_the_order_of_their_places() -> None:
    async with serving(lists("llama3.2:latest", "qwen3:4b")) as one, serving(lists("phi")) as two:
        found = await look(two.port, one.port)
    assert found == [
        Server("kind 0", two.url, (Served("phi"),)),
        Server("kind 1", one.url, (Served("llama3.2:latest"), Served("qwen3:4b"))),
    ]
    assert [(e.method, e.path) for e in one.exchanges] == [("GET", "/v1/models")]


async def test_llama_cpp_is_asked_for_the_window_that_it_runs_with() -> None:
    async def behave(exchange: Exchange) -> None:
        if exchange.path == "/props":
            await exchange.answer(200, {"default_generation_settings": {"n_ctx": 2048}, "total_slots": 1})
        else:
            entry = {"id": "phi", "owned_by": "llamacpp", "meta": {"n_ctx_train": 131072}}
            await exchange.answer(200, {"data": [entry]})

    async with serving(behave) as server:
        (found,) = await look(server.port)
    assert found.models == (Served("phi", 2048),)


@pytest.mark.parametrize("props", [[], {}, {"default_generation_settings": {"n_ctx": "many"}}, "no JSON"])
async def test_a_window_that_it_does_not_tell_is_not_known(props: object) -> None:
    async def behave(exchange: Exchange) -> None:
        listing = {"data": [{"id": "phi", "owned_by": "llamacpp"}]}
        await exchange.answer(200, props if exchange.path == "/props" else listing)

    async with serving(behave) as server:
        (found,) = await look(server.port)
    assert found.models == (Served("phi", None),)


async def test_a_free_port_is_nobody() -> None:
    async with serving(lists("x")) as server:
        port = server.port
    assert await look(port) == []


async def slow(exchange: Exchange) -> None:
    """Takes the question, and time."""
    await exchange.closed()


async def drips(exchange: Exchange) -> None:
    """Sends a byte now and then."""
    while True:
        await exchange.send(b"H")
        await asyncio.sleep(0.02)


async def floods(exchange: Exchange) -> None:
    """Sends without end."""
    await exchange.send(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        await exchange.send(b"x" * 65536)


async def broken(exchange: Exchange) -> None:
    """Hangs up."""
    exchange.reset()


def says(status: int, body: str) -> Any:
    """A behaviour with a body of some kind."""

    async def behave(exchange: Exchange) -> None:
        await exchange.answer(status, body)

    return behave


@pytest.mark.parametrize(
    "behave",
    [
        slow,
        drips,
        floods,
        broken,
        says(404, '{"data": []}'),
        says(401, '{"error": "key?"}'),
        says(200, "<html>a web server</html>"),
        says(200, ""),
        says(200, "[]"),
        says(200, '{"data": "x"}'),
        says(200, "[" * 100_000),
        says(200, "\udcff".encode("utf-8", "surrogatepass").decode("latin-1")),
    ],
)
async def test_somebody_else_is_not_taken_for_a_model_server(behave: Any) -> None:
    async with serving(behave) as other, serving(lists("tiny")) as server:
        began = time.monotonic()
        found = await look(other.port, server.port, within=0.5)
        took = time.monotonic() - began
    assert [each.base_url for each in found] == [server.url]
    assert took < 1.5


async def test_all_together_wait_no_longer_than_one() -> None:
    async with serving(slow) as server:
        began = time.monotonic()
        assert await look(*[server.port] * 8, within=0.3) == []
        assert time.monotonic() - began < 1


async def test_a_server_that_keeps_the_connection_is_not_waited_for() -> None:
    async def keeps(exchange: Exchange) -> None:
        body = json.dumps({"data": [{"id": "tiny"}]})
        head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\nConnection: keep-alive\r\n\r\n"
        await exchange.send(f"{head}{body}".encode())
        await exchange.closed()

    async with serving(keeps) as server:
        began = time.monotonic()
        found = await look(server.port, within=5)
        assert time.monotonic() - began < 3
    assert found[0].models == (Served("tiny"),)


async def test_a_place_knows_a_window_where_the_server_is_silent() -> None:
    place = Place("Ollama", 0, window=4096)
    async with serving(lists("mute")) as mute, serving(lists("says", max_model_len=32768)) as says_so:
        places = tuple(Place(place.kind, port, place.window) for port in (mute.port, says_so.port))
        found = await asyncio.to_thread(discover, places, 2.0)
    assert [server.models[0].window for server in found] == [4096, 32768]


def test_a_listing_is_read_as_far_as_it_makes_sense() -> None:
    listing = {
        "data": [
            {"id": "text-embedding-nomic-embed-text-v1.5"},
            {"id": "all-minilm:latest"},
            {"id": "BAAI/bge-m3"},
            {"id": "whisper-1"},
            {"id": "mystery", "type": "embeddings"},
            {"id": 7},
            {"id": ""},
            "x",
            {"id": "llama", "meta": {"n_ctx": 2048}},
            {"id": "odd", "max_model_len": True, "context_length": -1},
        ]
    }
    assert chat_models(listing) == (Served("llama", 2048), Served("odd"))
    assert chat_models({"data": None}) == chat_models("<html>") == ()


@pytest.mark.parametrize(
    "name", ["qwen2.5-coder-1.5b", "gpt-4o-mini", "llama3.2:latest", "google/gemma-3-4b"]
)
def test_names_of_models_that_chat(name: str) -> None:
    assert answers_in_words(name)


def test_the_places_are_those_of_the_usual_servers() -> None:
    ports = {place.kind: place.port for place in PLACES}
    assert ports == {"Ollama": 11434, "LM Studio": 1234, "llama.cpp": 8080, "vLLM": 8000}


def test_looking_costs_no_heavy_import() -> None:
    code = (
        "import sys; from companion.models.discover import discover; discover((), 0.1);"
        "print(sorted({'openai', 'httpx2', 'asyncio', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
