"""Where personas are looked for: beside a file that names them, in the user's folder, among the shipped."""

from __future__ import annotations

import difflib
import re
import unicodedata
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from companion import locations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Origin = Literal["yours", "shipped"]
_NAME = re.compile(r"[a-z0-9-]{1,64}")


def is_name(text: str) -> bool:
    """Whether it can be a persona's name: then it never is a path, and never leads out of the folders."""
    return bool(_NAME.fullmatch(text))


def slug(text: str) -> str:
    """The text as the name of a thing in a persona file; empty where no letter of it can stay."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:50].strip("-")


def shipped_folder() -> Path:
    """The folder of the personas that come with the program. Wheels are unpacked, so there always is one."""
    return Path(str(resources.files("personas")))


def files() -> Iterator[tuple[str, Path, Origin]]:
    """Name and path of all that can be found by name, the user's own first."""
    folders: tuple[tuple[Path, Origin], ...] = (
        (locations.personas_folder(), "yours"),
        (shipped_folder(), "shipped"),
    )
    for folder, origin in folders:
        for path in sorted(folder.glob("*.yaml")):
            if is_name(path.stem):
                yield path.stem, path, origin


def named_by(file: Path, name: str) -> Path | None:
    """The file that `file` means by `name`, None if there is none. It never is itself: one that extends its
    own name extends the next of that name, so that one of yours can build on the shipped one that it hides.
    """
    there = (path for path in could_be(name, file.parent) if path.is_file() and not _same(path, file))
    return next(there, None)


def could_be(name: str, beside: Path | None = None) -> list[Path]:
    """Where a file of that name would be looked for, the first that is there being the one."""
    folders = [locations.personas_folder(), shipped_folder()]
    return [folder / f"{name}.yaml" for folder in ([beside] if beside else []) + folders]


def nameable(file: Path) -> list[str]:
    """The names that `file` could mean, its own left out."""
    beside = (path.stem for path in sorted(file.parent.glob("*.yaml")) if is_name(path.stem))
    names = dict.fromkeys([*beside, *(name for name, _, _ in files())])
    return [name for name in names if name != file.stem]


def did_you_mean(given: str, names: Iterable[str]) -> str:
    """The nearest of the names as a question with a space before it; empty where none is near."""
    close = difflib.get_close_matches(given.lower()[:64], list(names), n=1)
    return f" Did you mean {close[0]}?" if close else ""


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
