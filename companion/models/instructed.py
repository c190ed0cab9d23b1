"""The words that an embedding model wants before what it reads; without them it finds less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.models.embedder import EMBEDDING

if TYPE_CHECKING:
    from collections.abc import Sequence


def instructed(name: str, texts: Sequence[str], *, query: bool) -> list[str]:
    """The texts as the model of that name wants them: as questions, or as what is to be found."""
    if name == EMBEDDING:  # takes both as they are; reading the catalogue is slow
        return list(texts)
    from companion.models.catalogue import kin

    known = kin(name)
    before = "" if known is None else known.query if query else known.passage
    return [before + text for text in texts]
