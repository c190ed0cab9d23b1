"""The places that an answer names: added at its end where it quotes and the model left them out, and taken
out as they come where nothing bears them out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.sentences import words
from companion.engine.vocabulary import FILLERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Passage = tuple[str, str]
    """A text, and its source."""

QUOTING = ((5, 3), (8, 2), (11, 1))
"""Words in a row that an answer shares with a passage when it quotes, and how many of them have to carry
meaning: small words fall into the same order by chance, so that the fewer of the others there are, the longer
the run has to be, and small words alone are never enough.
"""


_MOST = 240  # characters in brackets that are waited for
_WHOLE = re.compile(rf"[ \t]{{0,8}}\(([^()\n]{{1,{_MOST}}})\)")
_BEGUN = re.compile(rf"[ \t]{{0,8}}(?:\([^()\n]{{0,{_MOST}}})?\Z")


class Citing:
    """An answer on its way. `told` are the passages that the model was given for it, `known` all that there
    are: it may quote one that was told before, or that an example shows. Without any, it passes as it comes.
    """

    def __init__(self, told: Sequence[Passage] = (), known: Sequence[Passage] = ()) -> None:
        self._told, self._known = told, known
        self._titles = {source.partition(",")[0].lower() + "," for _, source in known if "," in source}
        self._said, self._held = "", ""

    def passed(self, piece: str) -> str:
        """What may be said by now: all but a bracket that is not closed yet, and the space before it."""
        if not self._titles:
            return self._says(piece)
        text = self._held + piece
        begun = _BEGUN.search(text)
        end = begun.start() if begun else len(text)
        self._held = text[end:]
        return self._says(_WHOLE.sub(self._borne_out, text[:end]))

    def ended(self) -> str:
        """What is left to say when the model has ended."""
        held = self._says(self._held)
        self._held = ""
        return held + citations(self._said, self._known)

    def _says(self, text: str) -> str:
        self._said += text
        return text

    def _borne_out(self, bracket: re.Match[str]) -> str:
        """The bracket, unless it names a place of a text that is neither that of a passage which was told nor
        of one that was quoted.
        """
        named = bracket[1].strip().lower()
        if not named.startswith(tuple(self._titles)):
            return bracket[0]
        place, before = words(named), words(self._said + bracket.string[: bracket.start()])
        told = any(cites(place, source) for _, source in self._told)
        quoted = (quotes(before, text) for text, source in self._known if cites(place, source))
        return bracket[0] if told or any(quoted) else ""


def citations(answer: str, known: Iterable[Passage]) -> str:
    """What is to be added to the answer, such as ` (Letters, II.3)`; empty where nothing is. `known` are the
    passages that it may quote, each with its source.
    """
    said = words(answer)
    quoted = {source: None for text, source in known if quotes(said, text.replace(source, " "))}
    lacking = [source for source in quoted if not cites(said, source)]
    if not lacking:
        return ""
    between = "" if answer[-1].isspace() else " "
    return f"{between}({'; '.join(lacking)})"


def quotes(said: Sequence[str], text: str) -> bool:
    """Whether these words repeat a run of the text's."""
    there = words(text)
    if _runs(said).isdisjoint(_runs(there)):  # most texts by far, and quick
        return False
    return any(
        len(run) >= length and sum(word not in FILLERS for word in run) >= telling
        for run in _shared(said, there)
        for length, telling in QUOTING
    )


def cites(said: Sequence[str], source: str) -> bool:
    """Whether these words name the source, or its place without the title before it: `II.3`."""
    place = words(source.partition(",")[2])
    return any(_has(said, name) for name in (words(source), place if len(place) > 1 else []))


def _runs(said: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of as many words as have to be shared at the least."""
    return set(zip(*(said[start:] for start in range(QUOTING[0][0])), strict=False))


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
