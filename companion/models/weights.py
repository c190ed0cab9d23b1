"""What a GGUF file says about itself, read from its header alone.

Format: GGUF versions 2 and 3 (ggml's docs/gguf.md). Tensors are not looked at.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from companion.models.protocol import ModelError

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"GGUF"
_STRING, _ARRAY = 8, 9
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_LONGEST_STRING = 16 * 1024 * 1024
_EMBEDDING = (
    "bert",
    "modern-bert",
    "nomic-bert",
    "nomic-bert-moe",
    "neo-bert",
    "jina-bert-v2",
    "jina-bert-v3",
    "gemma-embedding",
)
_POOLED = {1: "mean", 2: "cls", 3: "last"}  # what makes one vector of a text; 0 is none, 4 ranks

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Weights:
    """`size` is the file's, in bytes; `context` is how many tokens the model was trained to read.

    `kv_numbers` are the numbers that a token of context adds to the key-value memory, `dimensions` those of
    a hidden state. Each is 0 where the file does not say. `pooling` is how the states of a text become one
    vector: `mean`, `cls` or `last`; empty where the file does not say, or says something else.
    """

    architecture: str
    size: int
    context: int
    kv_numbers: int
    dimensions: int
    pooling: str = ""

    @property
    def embeds(self) -> bool:
        """Whether this is a model that turns texts into vectors rather than answers."""
        return self.architecture in _EMBEDDING or bool(self.pooling)


def read(path: Path) -> Weights:
    """What the header says. Raises `ModelError` for a file that is not there, not GGUF, or cut off."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            facts = _facts(file)
    except FileNotFoundError:
        raise ModelError(
            f"There are no weights at {path}.", "See what there is: companion models list."
        ) from None
    except OSError as error:
        raise ModelError(
            f"{path} can't be read: {error.strerror}.", "Check the file's permissions."
        ) from None
    except (ValueError, struct.error, MemoryError):
        raise damaged(path) from None
    return _weights(facts, size)


def damaged(path: Path) -> ModelError:
    """The error for weights that are not what they should be."""
    return ModelError(
        f"{path.name} is damaged, or not a GGUF file that this engine knows.",
        f"Delete {path} and get it again: companion models get {path.stem}.",
    )


def _weights(facts: dict[str, Value], size: int) -> Weights:
    architecture = str(facts.get("general.architecture", ""))

    def number(key: str) -> int:
        value = facts.get(f"{architecture}.{key}")
        return int(value) if isinstance(value, int | float) and value > 0 else 0

    heads, width = number("attention.head_count"), number("embedding_length")
    key_length = number("attention.key_length") or (width // heads if heads else 0)
    value_length = number("attention.value_length") or key_length
    kv_heads = number("attention.head_count_kv") or heads
    return Weights(
        architecture=architecture,
        size=size,
        context=number("context_length"),
        kv_numbers=number("block_count") * kv_heads * (key_length + value_length),
        dimensions=width,
        pooling=_POOLED.get(number("pooling_type"), ""),
    )


def _facts(file: BinaryIO) -> dict[str, Value]:
    """The header's values up to the tokenizer's, which are long and come last; arrays are left out."""
    if file.read(4) != _MAGIC:
        raise ValueError("no GGUF magic")
    version, _tensors, count = _unpack(file, "IQQ")
    if version not in {2, 3}:
        raise ValueError("unknown version")
    facts: dict[str, Value] = {}
    for _ in range(count):
        key = _string(file)
        if key.startswith("tokenizer.") and any(known.endswith(".context_length") for known in facts):
            break
        (kind,) = _unpack(file, "I")
        facts[key] = _value(file, kind)
    return facts


def _value(file: BinaryIO, kind: int) -> Value:
    if kind == _STRING:
        return _string(file)
    if kind == _ARRAY:
        _skip_array(file)
        return None
    if kind not in _NUMBERS:
        raise ValueError("unknown type")
    value: int | float | bool = _unpack(file, _NUMBERS[kind])[0]
    return value


def _skip_array(file: BinaryIO) -> None:
    kind, count = _unpack(file, "IQ")
    if kind in _NUMBERS:
        file.seek(count * struct.calcsize(_NUMBERS[kind]), 1)
        return
    for _ in range(count):
        _value(file, kind)


def _string(file: BinaryIO) -> str:
    (length,) = _unpack(file, "Q")
    if length > _LONGEST_STRING:
        raise ValueError("a string too long to be one")
    data = file.read(length)
    if len(data) != length:
        raise ValueError("cut off")
    return data.decode("utf-8", "replace")


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    layout = "<" + layout
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
