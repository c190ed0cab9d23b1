"""An embedder that needs no weights, how near texts are, and the type of the fixture that fills a memory."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from memory.recall.nearness import Nearness
from memory.records import Message

Talk = Callable[..., list[Message]]


def alike(near: Mapping[Any, float]) -> dict[Any, Nearness]:
    """Cosines of texts that are one sentence each."""
    return {key: Nearness(cosine, cosine) for key, cosine in near.items()}


class Letters:
    """Texts that share pieces of three letters lie near each other: "hiking" and "hiker", say."""

    def __init__(self, name: str = "letters", dimensions: int = 100) -> None:
        self.name = name
        self.dimensions = dimensions
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str], query: bool = False) -> Any:
        self.seen += texts
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in text.lower().split():
                for place in range(len(word) - 2):
                    vector[
                        zlib.crc32(word[place : place + 3].encode("utf-8", "replace")) % self.dimensions
                    ] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(lengths > 0, lengths, 1)
