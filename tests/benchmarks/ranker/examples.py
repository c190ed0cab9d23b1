"""What the ranker learns from: every question, put to a memory of its own life by the code of recall."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from memory import Memory
from memory.recall.features import glance, look
from memory.recall.recollect import consider
from memory.recall.score import chosen
from memory.records import USER
from tests.benchmarks.ranker.talks import Life, fill

SMALL_TALK, SHORT = 15, 6  # lines of a diary that ask for nothing, and their words at the most


@dataclass(frozen=True, slots=True)
class Example:
    """One question: `inputs` (candidates, features), `gold` (candidates), how many are gold in all."""

    life: str
    kind: str
    inputs: Any
    gold: Any
    count: int


class Kept:
    """The embedder, with the vectors of earlier runs in a file."""

    def __init__(self, inner: Any, path: Path | None) -> None:
        self.name, self.dimensions, self._inner, self._path = inner.name, inner.dimensions, inner, path
        self._known: dict[str, Any] = {}
        if path and path.exists():
            stored = np.load(path, allow_pickle=False)
            self._known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))

    def embed(self, texts: Any, query: bool = False) -> Any:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= dict(zip(new, self._inner.embed(new, query=query), strict=True))
        return np.stack([self._known[text] for text in texts])

    def keep(self) -> None:
        if self._path and self._known:
            vectors = np.stack(list(self._known.values()))
            np.savez_compressed(self._path, texts=np.array(list(self._known)), vectors=vectors)


def examples(life: Life, embedder: Any) -> tuple[list[str], list[Example]]:
    """(names of the features, an example for each question of a life)."""
    found: list[Example] = []
    names: list[str] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Memory.open(Path(folder) / "companion.db", embedder=embedder) as memory,
    ):
        of_id = fill(memory, life)
        memory.embed_pending()
        for kind, text, gold, left_out in _questions(life, of_id):
            names, inputs, ids = _features(memory, text, left_out, embedder)
            marks = np.array([of_id[ident] in gold for ident in ids], float)
            found.append(Example(life.name, kind, inputs, marks, len(gold)))
    return names, found


def _questions(life: Life, of_id: dict[int, str]) -> list[tuple[str, str, frozenset[str], frozenset[int]]]:
    asked = [(one.kind, one.text, one.gold, frozenset[int]()) for one in life.asked]
    if life.kind == "diary":
        ids = {name: ident for ident, name in of_id.items()}
        golden = {name for one in life.asked for name in one.gold | one.stale}
        idle = [
            one
            for one in life.said
            if one.author == USER and one.name not in golden and len(one.text.split()) <= SHORT
        ]
        chosen = [idle[place] for place in np.linspace(0, len(idle) - 1, SMALL_TALK, dtype=int)]
        asked += [("idle", one.text, frozenset(), frozenset({ids[one.name]})) for one in chosen]
    return asked


def _features(
    memory: Memory, text: str, left_out: frozenset[int], embedder: Any
) -> tuple[list[str], Any, list[int]]:
    case = consider(memory.store, text, kinds={"message"}, left_out=left_out, embedder=embedder)
    assert case is not None
    first, told = glance(case.question, case.rarity, case.authors, case.candidates, case.closeness)
    rows = chosen(first, told["days"])
    close = look(case.question, told, rows, case.candidates, case.closeness, case.background)
    names = [name for name in close if name not in {"days", "first"}]
    return names, np.stack([close[name] for name in names], axis=1), [case.candidates[row].id for row in rows]
