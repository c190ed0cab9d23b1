"""What a GGUF header says, and what becomes of files that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gguf
import pytest

from companion.models import weights
from companion.models.embedded import EmbeddedModel
from companion.models.protocol import ModelError, Request, Utterance

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = Request((Utterance("user", "Hello?"),))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A header as a small Llama has it, with no tensors behind it."""
    path = tmp_path / "small.gguf"
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_array("general.languages", ["en", "de"])
    writer.add_array("general.numbers", [1, 2, 3])
    writer.add_name("Small")
    writer.add_context_length(4096)
    writer.add_embedding_length(512)
    writer.add_block_count(8)
    writer.add_head_count(16)
    writer.add_head_count_kv(4)
    writer.add_token_list([f"word{n}" for n in range(1000)])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    return path


def test_the_header_tells_what_the_engine_will_need(small: Path) -> None:
    found = weights.read(small)
    assert found == weights.Weights(
        architecture="llama",
        size=small.stat().st_size,
        context=4096,
        kv_numbers=8 * 4 * (32 + 32),
        dimensions=512,
    )
    assert not found.embeds


def test_an_encoder_is_known_as_one(tmp_path: Path) -> None:
    path = tmp_path / "encoder.gguf"
    writer = gguf.GGUFWriter(str(path), "bert")
    writer.add_context_length(512)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    assert weights.read(path).embeds


async def test_an_encoder_is_not_asked_for_answers(tmp_path: Path) -> None:
    path = tmp_path / "encoder.gguf"
    writer = gguf.GGUFWriter(str(path), "bert")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    model = EmbeddedModel(path, name="encoder")
    with pytest.raises(ModelError, match="turns texts into vectors"):
        await anext(model.stream(QUESTION))
    await model.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"GG", b"GGUF", b"<html>not found</html>", b"GGUF\x07\0\0\0" + bytes(16), b"GGUF" + b"\xff" * 500],
)
def test_what_is_no_gguf_file_is_refused_with_advice(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"broken\.gguf is damaged") as caught:
        weights.read(path)
    assert "companion models get broken" in caught.value.advice


def test_a_header_that_is_cut_off_is_refused(small: Path) -> None:
    small.write_bytes(small.read_bytes()[:120])
    with pytest.raises(ModelError, match="damaged"):
        weights.read(small)


def test_weights_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There are no weights at"):
        weights.read(tmp_path / "missing.gguf")


@pytest.mark.engine
async def test_a_file_that_is_cut_off_behind_its_header_does_not_take_the_program_along(
    smollm: Path, tmp_path: Path
) -> None:
    path = tmp_path / "half.gguf"
    with smollm.open("rb") as whole:
        path.write_bytes(whole.read(40_000_000))
    model = EmbeddedModel(path, name="half")
    assert model.window == 8192
    for _ in range(2):
        with pytest.raises(ModelError, match=r"half\.gguf is damaged"):
            await anext(model.stream(QUESTION))
    with pytest.raises(ModelError, match="damaged"):
        await model.load()
    await model.close()


async def test_broken_weights_have_a_window_until_they_are_used(tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"no")
    model = EmbeddedModel(path, name="broken", window=4096)
    assert model.window == 4096
    with pytest.raises(ModelError, match="damaged"):
        await model.load()
    await model.close()
