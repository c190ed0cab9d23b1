"""Which model she thinks with: what was told, else what is found."""

from __future__ import annotations

import asyncio
import struct
from typing import TYPE_CHECKING, Any

import pytest

from companion.config import Settings
from companion.models.choose import Candidate, NoModelError, _loaded, choose, found
from companion.models.discover import Place
from companion.models.endpoint import EndpointModel
from companion.models.scripted import ScriptedModel
from tests.models.asking import hear, question
from tests.models.server import DONE, says, serving, stops

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from companion.models.protocol import Model
    from tests.models.server import Exchange

ELSEWHERE = "https://models.example.org/v1"


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts weights of a name and size into the models folder, which is empty at first."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setenv("COMPANION_MODELS", str(folder))

    def put(name: str, size: int = 10) -> Path:
        path = folder / f"{name}.gguf"
        path.write_bytes(b"x" * size)
        return path

    return put


async def lists_two(exchange: Exchange) -> None:
    """A server with a model that embeds and one that chats."""
    if exchange.method == "GET":
        await exchange.answer(200, {"data": [{"id": "nomic-embed-text"}, {"id": "llama3.2:latest"}]})
    else:
        await exchange.stream(says(f"I am {exchange.body['model']}."), stops(), DONE)


async def chosen(port: int = 0, **told: Any) -> Model:
    """What is chosen where one server of this port may run; it has the time that a busy machine takes."""
    places = (Place("Ollama", port, window=4096),) if port else ()
    return await asyncio.to_thread(choose, Settings(**told), places, 5.0)


async def refused(port: int = 0, **told: Any) -> str:
    with pytest.raises(NoModelError) as caught:
        await chosen(port, **told)
    return f"{caught.value} {caught.value.advice}"


async def test_nothing_at_all_names_three_ways_on(weights: Any) -> None:
    words = await refused()
    for way in ("OPENAI_API_KEY", "COMPANION_BASE_URL", "Ollama", "companion models get qwen2.5-coder-1.5b"):
        assert way in words


async def test_the_script_is_chosen_by_name_only(weights: Any) -> None:
    assert isinstance(await chosen(model="scripted", base_url=ELSEWHERE, api_key="k"), ScriptedModel)


async def test_a_key_comes_before_a_server_and_a_server_before_weights(weights: Any) -> None:
    weights("smollm2-135m")
    async with serving(lists_two) as server:
        with_key = await chosen(server.port, api_key="sk-x")
        with_server = await chosen(server.port)
    with_weights = await chosen(server.port)
    assert (with_key.name, with_key.host) == ("gpt-4o-mini", "api.openai.com")
    assert (with_server.name, with_server.host, with_server.window) == (
        "llama3.2:latest",
        f"127.0.0.1:{server.port}",
        4096,
    )
    assert (with_weights.name, with_weights.host) == ("smollm2-135m", "this machine")


async def test_a_found_server_answers_and_never_sees_the_key(weights: Any) -> None:
    async with serving(lists_two) as server:
        model = await chosen(server.port, model="llama3.2", api_key="sk-secret")
        assert (await hear(model, question())).text == "I am llama3.2:latest."
        await model.close()
    assert not any("sk-secret" in str(exchange.headers) for exchange in server.exchanges)


async def test_a_told_address_gets_the_key_and_its_own_first_model(weights: Any) -> None:
    weights("smollm2-135m")
    async with serving(lists_two) as server:
        model = await chosen(base_url=server.url, api_key="sk-secret", window=1234)
        assert (await hear(model, question())).text == "I am llama3.2:latest."
        await model.close()
    assert model.window == 1234
    assert {e.headers["authorization"] for e in server.exchanges if e.body} == {"Bearer sk-secret"}


async def test_a_told_address_and_model_are_taken_as_they_are(weights: Any) -> None:
    model = await chosen(base_url=ELSEWHERE, model="big-one")
    assert (model.name, model.host) == ("big-one", "models.example.org")


@pytest.mark.parametrize("model", [None, "llama3.2", "llama3.2:latest"])
async def test_a_told_address_on_this_machine_says_what_it_reads(weights: Any, model: str | None) -> None:
    async with serving(lists_two) as server:
        told = {"base_url": server.url, "model": model}
        known = await chosen(server.port, **told)
        assert (known.name, known.window) == ("llama3.2:latest", 4096)
        assert (await chosen(server.port, **told, window=2048)).window == 2048
        unknown = await chosen(1, **told)
        assert (unknown.name, unknown.window) == ("llama3.2:latest", 8192)
    assert all("authorization" not in {name.lower() for name in e.headers} for e in server.exchanges)


async def test_the_public_address_has_a_default_model(weights: Any) -> None:
    assert (await chosen(base_url="https://api.openai.com/v1")).name == "gpt-4o-mini"


async def test_weights_are_chosen_by_name_or_path_whatever_else_there_is(
    weights: Any, tmp_path: Path
) -> None:
    weights("smollm2-135m")
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(b"x")
    for told in ("smollm2-135m", "smollm2-135m.gguf"):
        assert (await chosen(model=told, api_key="k", base_url=ELSEWHERE)).host == "this machine"
    assert (await chosen(model=str(mine), api_key="k")).name == "mine"


async def test_a_path_that_is_not_here_may_be_the_name_of_a_served_model(weights: Any) -> None:
    model = await chosen(model="/srv/weights/other.gguf", base_url=ELSEWHERE)
    assert isinstance(model, EndpointModel)
    assert model.name == "/srv/weights/other.gguf"


async def test_a_told_model_goes_to_the_public_address_where_there_is_a_key(weights: Any) -> None:
    async with serving(lists_two) as server:
        model = await chosen(server.port, model="gpt-4.1", api_key="sk-x")
    assert (model.name, model.host) == ("gpt-4.1", "api.openai.com")


async def test_a_told_model_that_is_nowhere_is_an_error_that_says_what_is_there(weights: Any) -> None:
    weights("smollm2-135m")
    async with serving(lists_two) as server:
        words = await refused(server.port, model="qwen9")
    assert "no model qwen9" in words
    assert "llama3.2:latest, smollm2-135m" in words


async def test_missing_weights_are_no_reason_to_ask_a_stranger(weights: Any) -> None:
    assert "no model gone.gguf" in await refused(model="gone.gguf", api_key="sk-x")


async def test_the_best_weights_win_and_embeddings_never(weights: Any) -> None:
    best = ["qwen2.5-coder-1.5b", "big-unknown", "small-unknown", "qwen2.5-coder-0.5b", "smollm2-135m"]
    weights("all-minilm-l6-v2", 5000)
    for name in best:
        weights(name, 900 if name == "big-unknown" else 50)
    assert [candidate.name for candidate in found(Settings(), ())] == best
    assert (await chosen()).name == "qwen2.5-coder-1.5b"


async def test_embedding_weights_alone_are_no_model(weights: Any) -> None:
    weights("all-minilm-l6-v2")
    assert "no model to think with" in await refused()
    assert "no model to chat with" in await refused(model="all-minilm-l6-v2")


async def test_weights_without_their_engine_say_how_to_get_it(tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    here = Candidate("tiny", "embedded", "this machine", "", str(path), usable=False)
    with pytest.raises(NoModelError) as caught:
        _loaded(here, Settings())
    assert "pip install xllamacpp" in caught.value.advice


@pytest.mark.parametrize("told", [{"base_url": "localhost:11434"}, {"base_url": ELSEWHERE, "api_key": "a b"}])
async def test_what_was_told_wrong_is_an_error_before_anything_is_asked(weights: Any, told: Any) -> None:
    assert "a b" not in await refused(**told)


async def test_everything_that_could_be_used_is_listed_and_the_choice_is_marked(weights: Any) -> None:
    weights("smollm2-135m")
    async with serving(lists_two) as server:
        place = Place("Ollama", server.port)
        listed = await asyncio.to_thread(found, Settings(api_key="sk-x"), (place,))
        told = await asyncio.to_thread(found, Settings(model="smollm2-135m"), (place,))
        script = await asyncio.to_thread(found, Settings(model="scripted"), (place,))
    assert [(c.name, c.kind, c.chosen) for c in listed] == [
        ("gpt-4o-mini", "endpoint", True),
        ("llama3.2:latest", "server", False),
        ("smollm2-135m", "embedded", False),
    ]
    assert [c.name for c in told if c.chosen] == ["smollm2-135m"]
    assert [(c.kind, c.chosen) for c in script] == [
        ("scripted", True),
        ("server", False),
        ("embedded", False),
    ]


async def test_where_an_address_was_told_only_its_own_models_are_listed(weights: Any) -> None:
    async with serving(lists_two) as told, serving(lists_two) as other:
        places = (Place("Ollama", told.port), Place("vLLM", other.port))
        settings = Settings(base_url=told.url.replace("127.0.0.1", "localhost"))
        listed = await asyncio.to_thread(found, settings, places)
    assert [(c.name, c.host, c.chosen) for c in listed] == [
        ("llama3.2:latest", f"localhost:{told.port}", True),
        ("llama3.2:latest", f"127.0.0.1:{told.port}", False),
    ]


async def test_an_address_that_is_none_still_leaves_a_listing(weights: Any) -> None:
    weights("smollm2-135m")
    async with serving(lists_two) as server:
        for told in ("http://127.0.0.1:99999/v1", "http://[::1/v1", "nonsense"):
            places = (Place("Ollama", server.port),)
            listed = await asyncio.to_thread(found, Settings(base_url=told), places)
            assert [(c.name, c.chosen) for c in listed] == [("smollm2-135m", False)]


async def test_weights_that_embed_are_known_by_their_header(weights: Any) -> None:
    key, kind = b"general.architecture", b"bert"
    header = b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, len(key)) + key
    weights("any-name").write_bytes(header + struct.pack("<IQ", 8, len(kind)) + kind)
    assert "no model to think with" in await refused()
    assert "no model to chat with" in await refused(model="any-name")


async def test_a_listing_of_what_there_is_survives_a_choice_that_is_not(weights: Any) -> None:
    weights("smollm2-135m")
    listed = found(Settings(model="gone"), ())
    assert [(c.name, c.chosen) for c in listed] == [("smollm2-135m", False)]
