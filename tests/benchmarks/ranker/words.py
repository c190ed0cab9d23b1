"""Makes `memory/recall/related.txt`: which words mean something near.

Each word of the embedding model's own vocabulary is embedded alone; words of one stem share the mean of their
vectors; what all words have in common is taken away, and the 128 directions that tell most are kept. Near are
those with a cosine of 0.5 or more, at most 20.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from companion import locations
from companion.models.embedder import EMBEDDING, EmbeddedEmbedder
from memory import driver
from memory.recall.words import STOP_WORDS

DIRECTIONS, NEAREST, NEAR = 128, 20, 0.5
RELATED = Path("memory/recall/related.txt")

_WORD = re.compile(r"[a-z]{3,}")
_START = "\u2581"  # marks the beginning of a word in the vocabulary
_COARSE = frozenset(
    [
        "fuck",
        "fucking",
        "fucked",
        "shit",
        "bitch",
        "whore",
        "slut",
        "bastard",
        "cock",
        "dick",
        "pussy",
        "cunt",
        "damn",
        "crap",
    ]
)


def vocabulary(path: Path) -> list[str]:
    """The whole words that the model knows, the most frequent first, without those that say nothing."""
    from gguf import GGUFReader

    field = GGUFReader(path).fields["tokenizer.ggml.tokens"]
    tokens = [bytes(field.parts[index]).decode("utf-8", "replace") for index in field.data]
    words = [token.removeprefix(_START) for token in tokens if token.startswith(_START)]
    return [word for word in words if _WORD.fullmatch(word) and word not in STOP_WORDS | _COARSE]


def families(words: list[str]) -> dict[str, list[str]]:
    """Words that the index takes for the same, by the first of them: "walk" has "walks" and "walking"."""
    index = driver.choose().module.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE word USING fts5(text, tokenize='porter unicode61')")
    index.execute("CREATE VIRTUAL TABLE stem USING fts5vocab(word, instance)")
    index.executemany("INSERT INTO word(rowid, text) VALUES (?, ?)", enumerate(words))
    found: dict[str, list[str]] = {}
    for stem, row in index.execute("SELECT term, doc FROM stem ORDER BY doc"):
        found.setdefault(stem, []).append(words[row])
    return {of_stem[0]: of_stem for of_stem in found.values()}


def nearest(vectors: Any) -> list[list[int]]:
    """For each row the rows near to it, nearest first."""
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    kept = centred @ directions[:DIRECTIONS].T
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    found = []
    for start in range(0, len(kept), 1000):
        cosines = kept[start : start + 1000] @ kept.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1
        order = np.argsort(-cosines, axis=1, kind="stable")[:, :NEAREST]
        found += [
            [int(other) for other in rows if cosines[row, other] >= NEAR] for row, rows in enumerate(order)
        ]
    return found


def main() -> None:
    """Write the file."""
    path = locations.models_folder() / f"{EMBEDDING}.gguf"
    words = vocabulary(path)
    vectors = dict(zip(words, EmbeddedEmbedder(path).embed(words), strict=True))
    of_stem = families(words)
    heads = list(of_stem)
    near = nearest(np.stack([np.mean([vectors[word] for word in of_stem[head]], axis=0) for head in heads]))
    lines = {}
    for head, rows in zip(heads, near, strict=True):
        if rows:
            lines[head] = " ".join(heads[row] for row in rows)
            lines |= {word: f"= {head}" for word in of_stem[head] if word != head}
    RELATED.write_text("".join(f"{word} {lines[word]}\n" for word in sorted(lines)), "utf-8")
    print(f"{RELATED}: {len(lines)} words")


if __name__ == "__main__":
    main()
