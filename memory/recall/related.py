"""Words that mean something near: asked for a pet, a message about a dog will do.

`related.txt` has a line a word, sorted: the word and those near it, nearest first, or `=` and the word whose
line holds for it. It was made from the vectors that all-MiniLM-L6-v2 (Apache-2.0) gives to the words of its
own vocabulary; `python -m tests.benchmarks.ranker words` makes it again. English.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(1)
def _lines() -> bytes:
    return b"\n" + files("memory.recall").joinpath("related.txt").read_bytes()


@lru_cache(1024)
def related(word: str) -> tuple[str, ...]:
    """The words near to one in lower case, nearest first; none where it is not known."""
    found = _line(word)
    if found[:1] == ["="]:
        found = _line(found[1])
    return tuple(found)


def _line(word: str) -> list[str]:
    lines = _lines()
    start = lines.find(f"\n{word} ".encode())
    if start < 0:
        return []
    return lines[start + 1 : lines.find(b"\n", start + 1)].decode().split()[1:]
