"""Finds personas: by name in the user's folder, then among those that ship; or by path."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from companion.persona import places
from companion.persona.check import check
from companion.persona.findings import PersonaError, plain
from companion.persona.resolve import entries, resolve

if TYPE_CHECKING:
    from companion.persona.check import Checked
    from companion.persona.persona import Persona


@dataclass(frozen=True, slots=True)
class Listed:
    """A persona that can be loaded by its `name`, and is called `shown`; `problem` says why it can't be
    loaded, where its file has an error.
    """

    name: str
    tagline: str
    origin: places.Origin
    path: Path
    problem: str | None = None
    shown: str = ""


def load(name_or_path: str | Path) -> Persona:
    """The persona of that name or in that file, with its parent and mixins. Raises `PersonaError`."""
    return loaded(name_or_path)[1]


def with_id(persona: str, chosen: str = "") -> Persona | None:
    """The persona with that id: one that is found by it, or `chosen`, a name or a file that may be the one.

    None where it is gone, or its file has an error.
    """
    named = [persona] if places.is_name(persona) else []
    for where in [*named, chosen]:
        with suppress(PersonaError):
            if (one := load(where)).id == persona:
                return one
    return None


def loaded(name_or_path: str | Path) -> tuple[Checked, Persona]:
    """The persona, and with it the files that it is made of. Raises `PersonaError`."""
    path = found(name_or_path)
    checked = check(path)
    if checked.partial:
        raise PersonaError(f"{path} is a part for others' `mixins`, and no persona of its own.")
    if checked.persona is not None:
        return checked, checked.persona
    errors = [finding for finding in checked.findings if finding.severity == "error"]
    more = f" ({len(errors) - 1} more: `companion persona lint` lists them.)" if len(errors) > 1 else ""
    raise PersonaError(f"This persona can't be used: {errors[0]}{more}", checked.findings)


def available() -> list[Listed]:
    """All that can be chosen by name, the user's own first; one of theirs hides a shipped namesake. Parts
    for others' mixins can't be chosen.
    """
    listed: dict[str, Listed] = {}
    for name, path, origin in places.files():
        if name not in listed and (one := _listed(name, path, origin)):
            listed[name] = one
    return list(listed.values())


def _listed(name: str, path: Path, origin: places.Origin) -> Listed | None:
    checked = check(path)
    if checked.partial:
        return None
    if persona := checked.persona:
        return Listed(name, persona.tagline or "", origin, path, shown=persona.name)
    errors = (finding for finding in checked.findings if finding.severity == "error")
    return Listed(name, "", origin, path, str(next(errors)))


def found(name_or_path: str | Path) -> Path:
    """The file of a persona. Raises `PersonaError` for a name or path that leads to none."""
    if isinstance(name_or_path, Path):
        return name_or_path
    if places.is_name(name_or_path):
        path = next((path for name, path, _ in places.files() if name == name_or_path), None)
        if path is None:
            raise PersonaError(_no_such(name_or_path))
        return path
    path = _expanded(name_or_path)
    if not _is_there(path):
        raise PersonaError(_no_such(name_or_path))
    return path


def files_of(name_or_path: str | Path) -> set[Path]:
    """Every file that a persona is made of, and those that would be part of it if they were there. Nothing is
    raised.
    """
    by_name = isinstance(name_or_path, str) and places.is_name(name_or_path)
    files = set(places.could_be(str(name_or_path)) if by_name else [_expanded(name_or_path)])
    try:
        layers = resolve(found(name_or_path)).layers
    except PersonaError:
        return files
    for layer in layers:
        for _, name in entries(layer.document.value or {}):
            files.update(places.could_be(name, layer.path.parent))
    return files


def _expanded(path: str | Path) -> Path:
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path's own raises for ~nobody


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long, or a NUL in it
        return False


def _no_such(given: str) -> str:
    names = [listed.name for listed in available()]
    meant = places.did_you_mean(given, names)
    there = ", ".join(names)
    return f"There is no persona “{plain(given)}”.{meant} There are {there}; or give the path of a file."
