"""Where a command writes a persona that it makes, and what it must not overwrite there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.endings import Failure

if TYPE_CHECKING:
    from companion.persona.findings import Finding


to_file = click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.yaml",
    help="Write it there.  [default: into your personas]",
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a persona is written, and what it is called."""

    name: str
    path: Path


def refuse_overwriting(where: Target, rename: str, *, own: bool, force: bool) -> None:
    """Raises `Failure` if there is such a persona, one that ships included: it would be hidden. `rename` is
    the option that gives another name.
    """
    from companion.persona.places import shipped_folder

    if force:
        return
    if where.path.exists():
        raise Failure(f"{where.path} is there already.", f"Choose another name ({rename}), or add --force.")
    if own and (shipped_folder() / where.path.name).exists():
        raise Failure(
            f"{where.name} is one of the personas that ship, and this one would take its place.",
            f"Choose another name ({rename}), or add --force.",
        )


def looked_over(path: Path) -> list[Finding]:
    """What lint has to say about it."""
    from companion.models.tokens import count
    from companion.persona.lint import lint

    return lint(path, count)
