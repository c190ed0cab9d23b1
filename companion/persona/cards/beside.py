"""The card's own file, kept beside the persona that was made of it: its picture, its assets, and all that
there was no room for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from companion.persona.cards.card import CardError
from companion.persona.cards.reading import MAX_FILE, Reading, read
from companion.persona.findings import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from companion.persona.cards.reading import Container


def name_for(persona: str, container: Container) -> str:
    """What the file is called, beside the persona of that id."""
    return f"{persona}.card.{container}"


def content(path: Path) -> bytes:
    """A card's file, or a byte more than the most it may have. Raises `CardError` for what is no file."""
    if not path.is_file():
        raise CardError("There is no such file.")
    with path.open("rb") as file:
        return file.read(MAX_FILE + 1)


def original(path: Path, persona: Mapping[str, Any]) -> tuple[bytes, Reading] | None:
    """The file that the persona in `path` says it keeps, and the card in it; None where it keeps none, or
    where it is gone and not needed. Raises `CardError` where it is needed and can't be read.
    """
    keep = persona.get("x_card") or {}
    name = keep.get("file") if isinstance(keep, dict) else None
    if not isinstance(name, str):
        return None
    try:
        data = content(_beside(path, name))
        return data, read(data)
    except (CardError, OSError, ValueError) as error:
        if not needs_original(persona):
            return None
        raise CardError(
            f"{plain(name)}, kept beside the persona, can't be read: {error} Put it back where it was."
        ) from None


def needs_original(persona: Mapping[str, Any]) -> bool:
    """Whether the persona's own file has not all of the card."""
    keep = persona.get("x_card")
    return isinstance(keep, dict) and "entries" in keep


def _beside(path: Path, name: str) -> Path:
    """The file of that name in the same folder, and no other."""
    if name.startswith(".") or {"/", "\\", ":", "\0"} & set(name):
        raise CardError("Its name is not that of a file in the same folder.")
    return path.parent / name
