"""The places of what an answer quotes: added at its end, in plain brackets, where the model left them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.engine.sentences import words
from companion.engine.vocabulary import FILLERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

QUOTING = ((5, 3), (8, 2), (11, 1))
"""Words in a row that an answer shares with a passage when it quotes, and how many of them have to carry
meaning: small words fall into the same order by chance, so that the fewer of the others there are, the longer
the run has to be, and small words alone are never enough.
"""


def citations(answer: str, told: Iterable[tuple[str, str]]) -> str:
    """What is to be added to the answer, such as ` (Letters, II.3)`; empty where nothing is. `told` are the
    passages that the model was given, each with its source.
    """
    said = words(answer)
    quoted = {source: None for text, source in told if quotes(said, text.replace(source, " "))}
    lacking = [source for source in quoted if not cites(said, source)]
    if not lacking:
        return ""
    between = "" if answer[-1].isspace() else " "
    return f"{between}({'; '.join(lacking)})"


def quotes(said: Sequence[str], text: str) -> bool:
    """Whether these words repeat a run of the text's."""
    return any(
        len(run) >= length and sum(word not in FILLERS for word in run) >= telling
        for run in _shared(said, words(text))
        for length, telling in QUOTING
    )


def cites(said: Sequence[str], source: str) -> bool:
    """Whether these words name the source, or its place without the title before it: `II.3`."""
    place = words(source.partition(",")[2])
    return any(_has(said, name) for name in (words(source), place if len(place) > 1 else []))


def _shared(said: Sequence[str], there: Sequence[str]) -> Iterator[Sequence[str]]:
    """The runs of words that both have, for each pair of places where such a run may end."""
    lengths: dict[int, int] = {}
    for at, word in enumerate(said):
        lengths = {place: lengths.get(place - 1, 0) + 1 for place, one in enumerate(there) if one == word}
        yield from (said[at + 1 - length : at + 1] for length in lengths.values())


def _has(said: Sequence[str], run: Sequence[str]) -> bool:
    return bool(run) and any(
        said[start : start + len(run)] == run for start in range(len(said) - len(run) + 1)
    )
