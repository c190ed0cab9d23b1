"""Finds personas: by name in the user's folder, then among those that ship; or by path."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from companion import locations
from companion.persona.findings import PersonaError, plain
from companion.persona.lint import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.persona import Persona

Origin = Literal["yours", "shipped"]
_NAME = re.compile(r"[a-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A persona that can be loaded by its `name`, and is called `shown`; `problem` says why it can't be
    loaded, where its file has an error.
    """

    name: str
    tagline: str
    origin: Origin
    path: Path
    problem: str | None = None
    shown: str = ""


def load(name_or_path: str | Path) -> Persona:
    """The persona of that name or in that file. Raises `PersonaError`."""
    path = _found(name_or_path)
    persona, findings = check(path)
    if persona is not None:
        return persona
    errors = [finding for finding in findings if finding.severity == "error"]
    more = f" ({len(errors) - 1} more: `companion persona lint` lists them.)" if len(errors) > 1 else ""
    raise PersonaError(f"This persona can't be used: {errors[0]}{more}", findings)


def available() -> list[Listed]:
    """All that can be chosen by name, the user's own first; one of theirs hides a shipped namesake."""
    listed: dict[str, Listed] = {}
    for name, path, origin in _files():
        if name not in listed:
            listed[name] = _listed(name, path, origin)
    return list(listed.values())


def _listed(name: str, path: Path, origin: Origin) -> Listed:
    persona, findings = check(path)
    if persona is not None:
        return Listed(name, persona.tagline or "", origin, path, shown=persona.name)
    return Listed(name, "", origin, path, str(findings[0]))


def _found(name_or_path: str | Path) -> Path:
    if isinstance(name_or_path, Path):
        return name_or_path
    if _NAME.fullmatch(name_or_path):
        found = next((path for name, path, _ in _files() if name == name_or_path), None)
        if found is None:
            raise PersonaError(_no_such(name_or_path))
        return found
    path = Path(os.path.expanduser(name_or_path))  # noqa: PTH111 - Path's own raises for ~nobody
    if not _is_there(path):
        raise PersonaError(_no_such(name_or_path))
    return path


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long, or a NUL in it
        return False


def _files() -> Iterator[tuple[str, Path, Origin]]:
    folders: tuple[tuple[Path, Origin], ...] = (
        (locations.personas_folder(), "yours"),
        (shipped_folder(), "shipped"),
    )
    for folder, origin in folders:
        for path in sorted(folder.glob("*.yaml")):
            if _NAME.fullmatch(path.stem):
                yield path.stem, path, origin


def shipped_folder() -> Path:
    """The folder of the personas that come with the program. Wheels are unpacked, so there always is one."""
    return Path(str(resources.files("personas")))


def _no_such(given: str) -> str:
    names = list(dict.fromkeys(name for name, _, _ in _files()))
    close = difflib.get_close_matches(given.lower()[:64], names, n=1)
    meant = f" Did you mean {close[0]}?" if close else ""
    there = ", ".join(names)
    return f"There is no persona “{plain(given)}”.{meant} There are {there}; or give the path of a file."
