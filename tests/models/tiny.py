"""A BERT of a few kilobytes with random weights: wrong in all it says, right in its format."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, INNER, BLOCKS, HEADS, POSITIONS = 64, 128, 2, 2, 64
WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *"abcdefghijklmnopqrstuvwxyz",
    "the",
    "sea",
    "##side",
    "##s",
]


def tensors(width: int = WIDTH) -> dict[str, np.ndarray]:
    """Named and shaped as in the encoders that are converted."""
    random = np.random.default_rng(7)

    def matrix(*shape: int) -> np.ndarray:
        return random.normal(0, 0.2, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": matrix(len(WORDS), width),
        "embeddings.position_embeddings.weight": matrix(POSITIONS, width),
        "embeddings.token_type_embeddings.weight": matrix(2, width),
        "pooler.dense.weight": matrix(width, width),
    }
    norms = ["embeddings.LayerNorm"]
    for block in range(BLOCKS):
        layer = f"encoder.layer.{block}"
        for name in (
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
        ):
            found |= linear(f"{layer}.{name}", matrix(width, width))
        found |= linear(f"{layer}.intermediate.dense", matrix(INNER, width))
        found |= linear(f"{layer}.output.dense", matrix(width, INNER))
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    for norm in norms:
        found[f"{norm}.weight"] = np.ones(width, dtype=np.float32)
        found[f"{norm}.bias"] = np.zeros(width, dtype=np.float32)
    return found


def linear(name: str, matrix: np.ndarray) -> dict[str, np.ndarray]:
    return {f"{name}.weight": matrix, f"{name}.bias": np.zeros(len(matrix), dtype=np.float32)}


def write(folder: Path, dtype: str = "F32", width: int = WIDTH) -> tuple[Path, Path, Path]:
    """The three files that a conversion starts from: safetensors, config, vocabulary."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    data = b"".join(_placed(header, name, tensor, dtype) for name, tensor in tensors(width).items())
    text = json.dumps(header).encode()
    safetensors = folder / "model.safetensors"
    safetensors.write_bytes(struct.pack("<Q", len(text)) + text + data)
    config = folder / "config.json"
    config.write_text(
        json.dumps(
            {
                "num_hidden_layers": BLOCKS,
                "max_position_embeddings": POSITIONS,
                "hidden_size": width,
                "intermediate_size": INNER,
                "num_attention_heads": HEADS,
                "layer_norm_eps": 1e-12,
                "type_vocab_size": 2,
            }
        )
    )
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(WORDS) + "\n")
    return safetensors, config, vocabulary


def _placed(header: dict[str, object], name: str, tensor: np.ndarray, dtype: str) -> bytes:
    begin = max((entry["data_offsets"][1] for entry in header.values() if "data_offsets" in entry), default=0)  # type: ignore[index, operator]
    data = tensor.tobytes()
    header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [begin, begin + len(data)]}
    return data
