"""A server that embeds: what is asked of it, what its rows become, and what its failures are called."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from companion.config import Settings
from companion.models import embedding_endpoint
from companion.models.embedder import default_embedder, goes_to, wanted_embedder
from companion.models.embedding_endpoint import EndpointEmbedder
from companion.models.protocol import ModelError
from tests.models.server import Exchange, serving

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from numpy.typing import NDArray

WIDTH = 6


def numbers(text: str) -> list[float]:
    """Some direction for a text, not of length one."""
    random = np.random.default_rng(sum(text.encode()))
    return [float(one) for one in 3 * random.normal(size=WIDTH)]


def packed(text: str) -> str:
    return base64.b64encode(np.array(numbers(text), "<f4").tobytes()).decode()


async def embeds(exchange: Exchange) -> None:
    """As servers do: base64 where it is asked for, and in any order."""
    encode: Callable[[str], object] = packed if "encoding_format" in exchange.body else numbers
    data = [{"index": n, "embedding": encode(text)} for n, text in enumerate(exchange.body["input"])]
    await exchange.answer(200, {"object": "list", "data": data[::-1]}, Content_Type="application/json")


def answering(status: int, content: object) -> Callable[[Exchange], Awaitable[None]]:
    async def behave(exchange: Exchange) -> None:
        await exchange.answer(status, content, Content_Type="application/json")

    return behave


def vectors(*rows: object) -> dict[str, Any]:
    return {"data": [{"index": n, "embedding": row} for n, row in enumerate(rows)]}


async def asked(embedder: EndpointEmbedder, *texts: str, query: bool = False) -> NDArray[np.float32]:
    """In a thread, as the server answers in this one."""
    try:
        return await asyncio.to_thread(embedder.embed, texts, query)
    finally:
        embedder.close()


def expected(*texts: str) -> Any:
    rows = np.array([numbers(text) for text in texts])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


async def test_rows_come_in_the_order_of_the_texts_and_have_length_one() -> None:
    async with serving(embeds) as server:
        found = await asked(EndpointEmbedder(server.url, "m"), "the sea", "the shore", "hm")
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected("the sea", "the shore", "hm"), atol=1e-6)
    (exchange,) = server.exchanges
    assert (exchange.method, exchange.path) == ("POST", "/v1/embeddings")
    assert exchange.body["model"] == "m"


async def test_the_number_of_dimensions_is_asked_once() -> None:
    async with serving(embeds) as server:
        embedder = EndpointEmbedder(server.url, "m")
        assert embedder.name == "endpoint:m"
        assert server.exchanges == []  # nothing is sent before it is needed
        for _ in range(3):
            assert await asyncio.to_thread(lambda: embedder.dimensions) == WIDTH
        assert len(server.exchanges) == 1
        assert (await asked(embedder)).shape == (0, WIDTH)


async def test_many_texts_go_in_batches_and_a_text_without_words_does_not_go() -> None:
    texts = [f"text {n}" for n in range(embedding_endpoint.AT_ONCE + 3)]
    async with serving(embeds) as server:
        found = await asked(EndpointEmbedder(server.url, "m"), "", *texts, " \n")
    assert [len(one.body["input"]) for one in server.exchanges] == [embedding_endpoint.AT_ONCE, 3]
    assert not found[0].any()
    assert not found[-1].any()
    np.testing.assert_allclose(found[1:-1], expected(*texts), atol=1e-6)


async def test_a_server_that_knows_no_base64_is_asked_for_plain_numbers() -> None:
    async def picky(exchange: Exchange) -> None:
        if "encoding_format" in exchange.body:
            await exchange.answer(400, {"error": {"message": "Unknown field: encoding_format"}})
        else:
            await embeds(exchange)

    async with serving(picky) as server:
        embedder = EndpointEmbedder(server.url, "m")
        found = await asked(embedder, "the sea")
        await asked(embedder, "the shore")
    np.testing.assert_allclose(found, expected("the sea"), atol=1e-6)
    assert ["encoding_format" in one.body for one in server.exchanges] == [True, False, False]


async def test_what_a_model_wants_before_its_texts_goes_before_them() -> None:
    async with serving(embeds) as server:
        for model, query in (("nomic-embed-text", True), ("intfloat/e5-large-v2", False), ("other", True)):
            await asked(EndpointEmbedder(server.url, model), "the sea", query=query)
    assert [one.body["input"] for one in server.exchanges] == [
        ["search_query: the sea"],
        ["passage: the sea"],
        ["the sea"],
    ]


async def test_a_text_that_is_too_long_is_cut_until_it_fits_and_the_others_are_not() -> None:
    async def small(exchange: Exchange) -> None:
        if any(len(text) > 300 for text in exchange.body["input"]):
            words = "input is too large to process. increase the physical batch size"
            await exchange.answer(500, {"error": {"message": words}}, Content_Type="application/json")
        else:
            await embeds(exchange)

    long = "x" * 5000
    async with serving(small) as server:
        found = await asked(EndpointEmbedder(server.url, "m"), "the sea", long)
    np.testing.assert_allclose(found, expected("the sea", "x" * 250), atol=1e-6)


async def test_the_same_words_for_a_text_of_any_length_end_it() -> None:
    async with serving(answering(500, {"error": {"message": "the context size is exceeded"}})) as server:
        with pytest.raises(ModelError, match="finds the text too long"):
            await asked(EndpointEmbedder(server.url, "m"), "the sea " * 20)
    assert len(server.exchanges) < 6


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (vectors([1.0, 2.0]), "not the vectors"),  # one for two texts
        (vectors([1.0, 2.0], [1.0]), "not the vectors"),
        (vectors([1.0, "2"], [1.0, 2.0]), "not the vectors"),
        (vectors([[1.0]], [[2.0]]), "not the vectors"),
        (vectors([], []), "not the vectors"),
        (vectors("AAAA!", "AAAA"), "not the vectors"),
        (vectors("AAA=", "AAA="), "not the vectors"),  # no whole number
        (vectors(None, None), "not the vectors"),
        (vectors([1.0, float("nan")], [1.0, 2.0]), "no number"),
        (vectors([1.0, float("inf")], [1.0, 2.0]), "no number"),
        (vectors([10**400], [1]), "not the vectors"),
        ({"data": "two"}, "not the vectors"),
        ([], "not the vectors"),
        ("<html>Log in</html>", "not the vectors"),
        ("", "not the vectors"),
    ],
)
async def test_what_is_no_vector_is_an_error_in_a_sentence(content: object, said: str) -> None:
    async with serving(answering(200, content)) as server:
        with pytest.raises(ModelError, match=said) as raised:
            await asked(EndpointEmbedder(server.url, "m"), "one", "two")
    assert str(raised.value).startswith(f"127.0.0.1:{server.port} sent ")
    assert raised.value.advice


async def test_a_model_that_was_exchanged_behind_its_name_is_noticed() -> None:
    widths = iter((3, 4))

    async def changes(exchange: Exchange) -> None:
        await exchange.answer(200, vectors([1.0] * next(widths)), Content_Type="application/json")

    async with serving(changes) as server:
        embedder = EndpointEmbedder(server.url, "m")
        await asked(embedder, "one")
        with pytest.raises(ModelError, match="vectors of 4 numbers where they had 3 before"):
            await asked(embedder, "two")


KEY = "sk-very-secret-0123456789"


@pytest.mark.parametrize(
    ("status", "key", "said"),
    [
        (401, None, "asks for an API key"),
        (401, KEY, "did not accept the API key"),
        (403, KEY, "did not accept the API key"),
        (404, None, "has no embedding model m at this address"),
        (400, KEY, "refused to embed"),
        (429, None, "could not embed .status 429"),
        (503, None, "could not embed .status 503"),
        (302, None, "refused to embed .status 302"),
    ],
)
async def test_a_refusal_is_a_sentence_without_the_key(status: int, key: str | None, said: str) -> None:
    async with serving(answering(status, {"error": {"message": f"no, not with {KEY}"}})) as server:
        with pytest.raises(ModelError, match=said) as raised:
            await asked(EndpointEmbedder(server.url, "m", api_key=key), "one")
    assert len(server.exchanges) == 1
    assert server.exchanges[0].headers["authorization"] == f"Bearer {key or 'none'}"
    assert KEY not in f"{raised.value} {raised.value.advice} {raised.value!r}"


async def test_a_server_that_is_silent_or_drips_does_not_keep_a_question_waiting() -> None:
    async def silent(exchange: Exchange) -> None:
        await exchange.closed()

    async def drips(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{")
        while True:
            await exchange.send(b" ")
            await asyncio.sleep(0.05)

    for behave, said in ((silent, "did not answer in time"), (drips, "did not finish within 0.3 s")):
        async with serving(behave) as server:
            embedder = EndpointEmbedder(server.url, "m")
            with pytest.raises(ModelError, match=said):
                await asyncio.wait_for(asyncio.to_thread(embedder._rows, ["one"], 0.3), 5)
            embedder.close()


async def test_an_endless_or_a_compressed_answer_is_given_up() -> None:
    async def endless(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            await exchange.send(b"1" * 2**20)

    async def compressed(exchange: Exchange) -> None:
        await exchange.answer(200, b"\x1f\x8b", Content_Encoding="gzip")

    for behave, said in ((endless, "more than 32 MB"), (compressed, "compressed")):
        async with serving(behave) as server:
            with pytest.raises(ModelError, match=said):
                await asked(EndpointEmbedder(server.url, "m"), "one")


async def test_after_a_failure_it_is_left_alone_for_a_while() -> None:
    async with serving(answering(503, {})) as server:
        embedder = EndpointEmbedder(server.url, "m")
        for _ in range(3):
            with pytest.raises(ModelError, match="503"):
                await asked(embedder, "one")
        assert len(server.exchanges) == 1
        embedder._failure = (0.0, embedder._failure[1]) if embedder._failure else None
        with pytest.raises(ModelError, match="503"):
            await asked(embedder, "one")
        assert len(server.exchanges) == 2


def test_nobody_there_is_said() -> None:
    with pytest.raises(ModelError, match="Nothing answers at 127"):
        EndpointEmbedder("http://127.0.0.1:9/v1", "m").embed(["one"])


SERVER = "http://127.0.0.1:8080/v1"


def test_settings_name_the_server_and_nothing_is_sent_to_that_of_the_chat() -> None:
    chat = Settings(base_url="https://chat.example/v1", api_key=KEY, embedder="endpoint:m")
    assert default_embedder(chat) is None
    with pytest.raises(ModelError, match="not everything about it was told"):
        wanted_embedder(chat)
    found = default_embedder(Settings(embedder="endpoint:m", embedder_url=SERVER, api_key=KEY))
    assert isinstance(found, EndpointEmbedder)
    assert found._key is None  # the key is another server's
    assert KEY not in repr(Settings(embedder_key=KEY))
    for address in ("nonsense", "ftp://x/v1"):
        assert default_embedder(Settings(embedder="endpoint:m", embedder_url=address)) is None


@pytest.mark.parametrize(
    ("base_url", "url", "key"),
    [
        (None, "https://api.openai.com/v1", KEY),
        ("https://chat.example/v1", "https://chat.example/other/v1", KEY),
        ("https://chat.example/v1", "https://api.openai.com/v1", None),
    ],
)
def test_the_key_for_answers_goes_only_to_its_own_host(
    base_url: str | None, url: str, key: str | None
) -> None:
    settings = Settings(base_url=base_url, api_key=KEY, embedder="endpoint:m", embedder_url=url)
    found = wanted_embedder(settings)
    assert isinstance(found, EndpointEmbedder)
    assert found._key == key


def test_where_texts_go_is_known() -> None:
    assert goes_to(None) == ""
    assert goes_to(EndpointEmbedder(SERVER, "m")) == ""
    assert goes_to(EndpointEmbedder("https://vectors.example/v1", "m")) == "vectors.example"
