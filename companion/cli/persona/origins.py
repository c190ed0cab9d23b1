"""`companion persona explain`: where each value of a persona comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.output import json_option, say_json, table
from companion.cli.store import standing
from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from companion.persona.resolve import Value

SHOWN = 48  # characters of a value


@click.command()
@click.argument("name", required=False)
@click.argument("path", required=False)
@json_option
def explain(name: str | None, path: str | None, *, as_json: bool) -> None:
    """Where each value of a persona comes from.

    NAME is the persona, PATH a place in it, such as `voice.do`. Told are file and line, and the parent or
    mixin that brought it in, or the change (growth) that you approved.
    """
    from companion.persona.load import found
    from companion.persona.resolve import resolve, values

    file = found(name or config.load().persona)
    resolved = resolve(file)
    if resolved.root is None:
        raise Failure(str(resolved.findings[0]))
    every = list(({value.path: value for value in values(resolved)} | by_growth(file)).values())
    wanted = [value for value in every if path is None or lies_in(value.path, path)]
    if not wanted:
        keys = ", ".join(dict.fromkeys(value.path.split(".")[0].split("[")[0] for value in every))
        raise Failure(f"No file sets {path}: what is not set has its default.", f"Set are: {keys}.")
    if as_json:
        say_json(wanted)
    else:
        table([row(value) for value in wanted])


def by_growth(file: Path) -> dict[str, Value]:
    """What experience has changed, by its place; nothing where the persona has errors."""
    from companion.persona.findings import PersonaError
    from companion.persona.growth import grown_values
    from companion.persona.load import load

    try:
        persona = load(file)
    except PersonaError:
        return {}
    return grown_values(persona, standing(persona.id))


def lies_in(path: str, wanted: str) -> bool:
    """Whether a value is the one that is wanted, or is in it."""
    rest = path.removeprefix(wanted)
    return (rest != path and (not rest or rest[0] in ".[")) or path == wanted


def row(value: Value) -> tuple[str, str, str]:
    """A value, where it stands, and what led there."""
    shown = one_line("(empty)" if value.value in (None, [], {}) else str(value.value), SHOWN)
    place = f"{value.file}:{value.line}:{value.column}" if value.line else value.file
    via = f" ({', then '.join(value.via)})" if value.via else ""
    return value.path, shown, place + via
