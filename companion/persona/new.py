"""A new persona file to start from: with comments, whole, and without anything to complain of."""

from __future__ import annotations

from importlib import resources
from string import Template
from typing import TYPE_CHECKING

from companion import locations
from companion.persona import jsonschema, places
from companion.persona.check import check
from companion.persona.findings import plain

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_NAME = 60
_NAMES = "A name is made of a-z, 0-9 and hyphens, 64 at the most."


class NewError(Exception):
    """No file was written: `str()` says why, `advice` what to do."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


def write(name: str, parent: str | None, to: Path | None) -> Path:
    """Write the file of a new persona, into the user's folder unless `to` says where; gives its path.

    With `parent` it builds on that one. What is there is never overwritten. Raises `NewError`, `OSError`.
    """
    if not places.is_name(name):
        raise NewError(f"“{plain(name)}” can't be the name of a persona.", _NAMES)
    path = _place(name, to)
    if parent is not None:
        _look_at(parent, path)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_text(name, parent))
    except FileExistsError:
        raise NewError(f"{path} is there already.", "Choose another name, or another place: --to.") from None
    return path


def _look_at(parent: str, path: Path) -> None:
    """Raises `NewError` where there is none of that name to build on, or only a part of one."""
    there = places.named_by(path, parent)
    if there is None:
        meant = places.did_you_mean(parent, places.nameable(path)).strip()
        raise NewError(f"There is no persona “{plain(parent)}” to build on.", meant or "`list` shows them.")
    if check(there).partial:
        raise NewError(
            f"“{parent}” is a part to lay over others, and no persona to build on.",
            f"Leave out --from, and write `mixins: [{parent}]` into the new file.",
        )


def _place(name: str, to: Path | None) -> Path:
    if to is None:
        return locations.private(locations.personas_folder()) / f"{name}.yaml"
    return to / f"{name}.yaml" if to.is_dir() else to


def _text(name: str, parent: str | None) -> str:
    kind = "whole" if parent is None else "child"
    template = resources.files("companion.persona").joinpath("templates", f"{kind}.yaml")
    shown = name.strip("-").replace("-", " ").title()[:_LONGEST_NAME].strip() or name
    return Template(template.read_text(encoding="utf-8")).substitute(
        id=f'"{name}"' if _reads_as_other(name) else name,
        name=f'"{shown}"' if _reads_as_other(shown) else shown,
        parent=parent or "",
        schema=jsonschema.path().as_uri(),
    )


def _reads_as_other(word: str) -> bool:
    """Whether YAML takes the word for a number, or for something else that is no text."""
    from companion.persona.scalars import scalar

    return not isinstance(scalar(word), str) or word[0] in "-?"
