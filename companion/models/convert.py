"""Safetensors of a BERT sentence embedder -> the GGUF file that the engine loads.

Handles what all-MiniLM and its kin are made of: a post-norm BERT encoder, WordPiece vocabulary, mean pooling.
It does not handle causal models, other poolings, or quantised tensors.
Formats: safetensors (8 bytes little-endian header length, JSON header, raw data) and GGUF version 3.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

from companion.models import INSTALL_ENGINE
from companion.models.protocol import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_OUTSIDE = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
}
_IN_A_BLOCK = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
_SMALL_TABLES = {"position_embd.weight", "token_types.weight"}
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_QUANTISED = 32  # numbers of a row that share a scale
_WORD_START = "\u2581"


def convert(safetensors: Path, config: Path, vocabulary: Path, target: Path, *, name: str) -> None:
    """Write `target`, a GGUF of arch `bert`: matrices Q8_0; norms, biases and the two small tables f32.

    (As f16 a text takes 1.2 times as long, and the cosine of the two vectors is 0.999.) The same input
    makes the same bytes. Raises `ModelError` when the gguf package is missing, OSError and ValueError when
    the input can't be read.
    """
    try:
        import gguf
    except ImportError:
        raise ModelError(
            f"{name} has to be converted, and the package that does it (gguf) is not installed.",
            f"Install it with: {INSTALL_ENGINE}",
        ) from None
    writer = gguf.GGUFWriter(str(target), "bert")
    words = vocabulary.read_text(encoding="utf-8").splitlines()
    _describe(writer, json.loads(config.read_text(encoding="utf-8")), name)
    _add_vocabulary(writer, words)
    for tensor_name, tensor in _tensors(safetensors):
        kept = gguf.GGMLQuantizationType[_kept(tensor_name, tensor)]
        writer.add_tensor(tensor_name, gguf.quants.quantize(tensor, kept), raw_dtype=kept)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _describe(writer: Any, config: Mapping[str, Any], name: str) -> None:
    from gguf import PoolingType

    writer.add_name(name)
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_layer_norm_eps(config["layer_norm_eps"])
    writer.add_causal_attention(False)
    writer.add_pooling_type(PoolingType.MEAN)
    writer.add_token_type_count(config["type_vocab_size"])


def _add_vocabulary(writer: Any, words: list[str]) -> None:
    from gguf import TokenType

    writer.add_tokenizer_model("bert")
    writer.add_token_list([_phantom(word) for word in words])
    kinds = [TokenType.CONTROL if word in _SPECIAL else TokenType.NORMAL for word in words]
    writer.add_token_types(kinds)
    ids = {word: words.index(word) for word in _SPECIAL}
    writer.add_bos_token_id(ids["[CLS]"])
    writer.add_eos_token_id(ids["[SEP]"])
    writer.add_sep_token_id(ids["[SEP]"])
    writer.add_unk_token_id(ids["[UNK]"])
    writer.add_pad_token_id(ids["[PAD]"])
    writer.add_mask_token_id(ids["[MASK]"])


def _phantom(word: str) -> str:
    """WordPiece marks what continues a word (`##ing`); the engine marks what begins one."""
    if word.startswith("[") and word.endswith("]"):
        return word
    return word[2:] if word.startswith("##") else _WORD_START + word


def _kept(name: str, tensor: NDArray[Any]) -> str:
    """The type that a tensor is written as."""
    if tensor.ndim == 1 or name in _SMALL_TABLES:
        return "F32"
    return "F16" if tensor.shape[-1] % _QUANTISED else "Q8_0"


def _tensors(path: Path) -> Iterator[tuple[str, NDArray[np.float32]]]:
    import numpy as np

    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header: dict[str, Any] = json.loads(file.read(length))
    start = 8 + length
    data = np.memmap(path, dtype=np.uint8, mode="r")
    for source, entry in sorted(header.items()):
        name = _renamed(source)
        if source == "__metadata__" or name is None:
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"{source} is of type {entry['dtype']}, not F32")
        begin, end = entry["data_offsets"]
        yield name, data[start + begin : start + end].view(np.float32).reshape(entry["shape"])


def _renamed(source: str) -> str | None:
    """`encoder.layer.0.output.dense.bias` -> `blk.0.ffn_down.bias`; None: the engine has no use for it."""
    stem, _, kind = source.removeprefix("bert.").rpartition(".")
    if stem in _OUTSIDE:
        return f"{_OUTSIDE[stem]}.{kind}"
    if not stem.startswith("encoder.layer."):
        return None
    block, _, inner = stem.removeprefix("encoder.layer.").partition(".")
    return f"blk.{block}.{_IN_A_BLOCK[inner]}.{kind}" if inner in _IN_A_BLOCK else None
