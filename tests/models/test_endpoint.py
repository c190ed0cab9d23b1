"""A conversation with a server that behaves, or nearly."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

import pytest

from companion.config import Deadlines
from companion.models.endpoint import EndpointModel, host_of, is_loopback
from companion.models.protocol import End, ModelError, Request, Text, Usage, Utterance
from tests.models.asking import IMPATIENT, PATIENT, ask, hear, question
from tests.models.server import DONE, says, serving, stops

if TYPE_CHECKING:
    from tests.models.server import Exchange

USAGE = {
    "choices": [],
    "usage": {"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 5}},
}


async def polite(exchange: Exchange) -> None:
    """Says `Hello there.` as the format wants it."""
    if exchange.path.endswith("/models"):
        await exchange.answer(200, {"data": [{"id": "text-embedding-x"}, {"id": "chatty"}]})
    else:
        await exchange.stream(
            says("", role="assistant"), says("Hello"), says(" there."), stops(), USAGE, DONE
        )


async def test_an_answer_comes_in_pieces_and_ends_with_its_reason_and_usage() -> None:
    async with serving(polite) as server:
        model = EndpointModel(server.url, "tiny")
        chunks = [chunk async for chunk in model.stream(question())]
        await model.close()
    assert chunks == [Text("Hello"), Text(" there."), End("stop", Usage(prompt=9, completion=2, cached=5))]
    assert (model.name, model.host) == ("tiny", f"127.0.0.1:{server.port}")


async def test_what_goes_out_is_the_prompt_the_options_and_the_key() -> None:
    async with serving(polite) as server:
        outcome = await ask(server.url, key=" sk-abc\n", words="hi", temperature=0.5, max_tokens=7)
    assert outcome.text == "Hello there."
    sent = server.exchanges[0]
    assert sent.path == "/v1/chat/completions"
    assert sent.headers["authorization"] == "Bearer sk-abc"
    assert sent.body == {
        "model": "tiny",
        "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "hi"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.5,
        "max_tokens": 7,
    }


async def test_without_a_model_the_first_that_chats_is_asked_for_once() -> None:
    async with serving(polite) as server:
        model = EndpointModel(server.url, None)
        assert model.name == model.host
        for _ in range(2):
            assert (await hear(model, question())).text == "Hello there."
        await model.close()
    assert model.name == "chatty"
    assert [e.path for e in server.exchanges].count("/v1/models") == 1
    assert {e.body["model"] for e in server.exchanges if e.body} == {"chatty"}


async def test_a_server_without_a_model_to_chat_with_says_so() -> None:
    async def embeds_only(exchange: Exchange) -> None:
        await exchange.answer(200, {"data": [{"id": "nomic-embed-text"}]})

    async with serving(embeds_only) as server:
        outcome = await ask(server.url, model=None)
    assert "lists no model" in outcome.words


@pytest.mark.parametrize("refused", ["stream_options", "temperature", "max_tokens"])
async def test_an_option_that_the_server_refuses_is_left_out_from_then_on(refused: str) -> None:
    async def picky(exchange: Exchange) -> None:
        if refused in exchange.body:
            await exchange.answer(400, {"error": {"message": f"Unsupported parameter: '{refused}'."}})
        else:
            await polite(exchange)

    async with serving(picky) as server:
        model = EndpointModel(server.url, "tiny")
        for _ in range(2):
            assert (await hear(model, question(temperature=0.1, max_tokens=5))).text == "Hello there."
        await model.close()
    assert [refused in e.body for e in server.exchanges] == [True, False, False]
    if refused == "max_tokens":
        assert server.exchanges[-1].body["max_completion_tokens"] == 5


async def test_a_server_that_does_not_stream_is_understood() -> None:
    async def whole(exchange: Exchange) -> None:
        message = {"role": "assistant", "content": "All at\nonce."}
        choice = {"index": 0, "message": message, "finish_reason": "length"}
        text = {"choices": [choice], "usage": {"prompt_tokens": 3, "completion_tokens": 4}}
        await exchange.answer(200, "\n" + json.dumps(text, indent=2), Content_Type="application/json")

    async with serving(whole) as server:
        outcome = await ask(server.url)
    assert (outcome.text, outcome.end) == ("All at\nonce.", End("length", Usage(3, 4)))


async def test_closing_the_stream_hangs_up() -> None:
    gone = asyncio.Event()

    async def talkative(exchange: Exchange) -> None:
        await exchange.stream()
        try:
            while True:
                await exchange.event(says("la "))
                await asyncio.sleep(0.01)
        finally:
            gone.set()

    async with serving(talkative) as server:
        model = EndpointModel(server.url, "tiny")
        stream = model.stream(question())
        assert await anext(stream) == Text("la ")
        await stream.aclose()
        await asyncio.wait_for(gone.wait(), 2)
        await model.close()


async def test_a_cancelled_turn_hangs_up_while_waiting_for_the_first_word() -> None:
    async def silent(exchange: Exchange) -> None:
        await exchange.stream()
        await exchange.closed()

    async with serving(silent) as server:
        model = EndpointModel(server.url, "tiny")
        task = asyncio.create_task(hear(model, question()))
        while not server.exchanges:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await model.close()


async def test_half_characters_find_their_other_half() -> None:
    async def javascript(exchange: Exchange) -> None:
        left, right = says("a \ud83d"), says("\ude00 b \ud83d c")
        await exchange.stream(left, right, stops(), DONE)

    async with serving(javascript) as server:
        outcome = await ask(server.url, words="half \udce9 a name")
    assert outcome.text == "a \U0001f600 b \ufffd c"
    assert server.exchanges[0].body["messages"][1]["content"] == "half \ufffd a name"


async def test_bytes_are_repaired_wherever_they_are_cut() -> None:
    async def careless(exchange: Exchange) -> None:
        smile = "data: " + '{"choices":[{"delta":{"content":"caf\u00e9 \U0001f600"}}]}' + "\r\n\r\n"
        await exchange.stream()
        for byte in b"\xef\xbb\xbf: hello\r\n" + smile.encode():
            await exchange.send(bytes([byte]))
        broken = b'data: {"choices":[{"delta":{"content":" \xff ok"},"finish_reason":"stop"}]}\n\n'
        await exchange.send(broken + DONE)

    async with serving(careless) as server:
        outcome = await ask(server.url)
    assert outcome.text == "caf\u00e9 \U0001f600 \ufffd ok"
    assert outcome.end == End("stop")


async def test_reasoning_is_no_answer_but_it_is_a_sign_of_life() -> None:
    async def thinker(exchange: Exchange) -> None:
        await exchange.stream()
        for _ in range(10):
            await exchange.event(says(None, reasoning_content="hmm"))
            await asyncio.sleep(0.1)
        await exchange.stream_rest(says("42"), stops(), DONE)

    async with serving(thinker) as server:
        outcome = await ask(server.url, deadlines=IMPATIENT)
    assert (outcome.text, outcome.end) == ("42", End("stop"))


async def test_a_stream_left_open_after_its_end_is_not_waited_for_long() -> None:
    async def clingy(exchange: Exchange) -> None:
        await exchange.stream(says("done"), stops())
        await exchange.closed()

    began = time.monotonic()
    async with serving(clingy) as server:
        model = EndpointModel(server.url, "tiny", deadlines=Deadlines())
        outcome = await hear(model, question())
        await model.close()
    assert (outcome.text, outcome.end) == ("done", End("stop"))
    assert time.monotonic() - began < 4


async def test_proxies_of_the_environment_are_for_other_machines_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(polite) as proxy, serving(polite) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        here, elsewhere = await ask(server.url), await ask("http://models.invalid/v1")
    assert here.text == elsewhere.text == "Hello there."
    assert len(server.exchanges) == 1
    assert [e.path for e in proxy.exchanges] == ["http://models.invalid/v1/chat/completions"]


async def test_a_proxy_that_makes_no_sense_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://nowhere")
    outcome = await ask("http://models.invalid/v1")
    assert "HTTP_PROXY" in outcome.words


@pytest.mark.parametrize(
    ("url", "host", "loopback"),
    [
        ("http://127.0.0.1:8080/v1", "127.0.0.1:8080", True),
        ("http://localhost/v1", "localhost", True),
        ("http://[::1]:11434/v1", "[::1]:11434", True),
        ("https://user:secret@api.example.org/v1?key=secret", "api.example.org", False),
        ("http://192.168.1.5:1234", "192.168.1.5:1234", False),
    ],
)
def test_of_an_address_only_host_and_port_are_shown(url: str, host: str, *, loopback: bool) -> None:
    assert host_of(url) == host
    assert is_loopback(url) is loopback


@pytest.mark.parametrize(
    "url", ["", "localhost:8080/v1", "ftp://host/v1", "http://", "http://h:99999/", "http://a\x1bb"]
)
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(ModelError, match="not the address of a server"):
        EndpointModel(url, "tiny")


@pytest.mark.parametrize("key", ["sk-a\nsk-b", "schl\u00fcssel", "two words"])
def test_a_key_that_cannot_be_sent_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(ModelError) as caught:
        EndpointModel("https://api.example.org/v1", "tiny", api_key=key)
    assert key not in str(caught.value) + caught.value.advice


def test_the_window_is_what_was_told_else_that_of_the_family() -> None:
    url = "https://api.example.org/v1"
    assert EndpointModel(url, "gpt-4o-mini", window=5000).window == 5000
    assert EndpointModel(url, "gpt-4o-mini").window == 128_000
    assert EndpointModel(url, "openai/gpt-4").window == 8_192
    assert EndpointModel(url, "nobody-knows-me").window == 8_192


async def test_one_model_answers_two_questions_at_the_same_time() -> None:
    async def echo(exchange: Exchange) -> None:
        await exchange.stream(says(exchange.body["messages"][-1]["content"]))
        await asyncio.sleep(0.05)
        await exchange.stream_rest(stops(), DONE)

    async with serving(echo) as server:
        model = EndpointModel(server.url, "tiny", deadlines=PATIENT)
        outcomes = await asyncio.gather(*(hear(model, question(word)) for word in ("one", "two")))
        await model.close()
    assert [outcome.text for outcome in outcomes] == ["one", "two"]


async def test_a_long_conversation_goes_out_whole() -> None:
    async def counts(exchange: Exchange) -> None:
        await exchange.stream(says(str(len(exchange.body["messages"]))), stops(), DONE)

    prompt = Request(tuple(Utterance("user", "word " * 2000) for _ in range(100)))
    async with serving(counts) as server:
        model = EndpointModel(server.url, "tiny")
        assert (await hear(model, prompt)).text == "100"
        await model.close()
