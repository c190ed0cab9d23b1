"""`companion persona list`, `show` and `new`: which personas there are, and a file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from companion import config
from companion.cli.endings import USAGE, Failure
from companion.cli.output import complain, json_option, say, say_json, table
from companion.cli.store import standing


@click.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """The personas that there are: yours, and those that ship."""
    from companion.persona.load import available

    rows = available()
    if as_json:
        say_json(rows)
        return
    chosen = config.load().persona
    table(
        [
            ("*" if row.name == chosen else " ", row.name, row.origin, row.problem or row.tagline)
            for row in rows
        ]
    )


@click.command()
@click.argument("name", required=False)
@json_option
def show(name: str | None, *, as_json: bool) -> None:
    """What the model is told of a persona, and what it keeps of you.

    Without NAME: of the one in use. With what experience has changed, as far as you approved it.
    """
    from companion.persona.effects import effects
    from companion.persona.growth import grown
    from companion.persona.load import load
    from companion.persona.render import render

    settings = config.load()
    written = load(name or settings.persona)
    found = grown(written, standing(written.id)).persona
    if as_json:
        say_json(found)
    else:
        say(render(found, settings.name))
        for effect in effects(found.memory):
            complain(effect)


@click.command()
@click.argument("name")
@click.option("--from", "parent", metavar="PARENT", help="Build on this persona, and say only what differs.")
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE", help="Where to write it.")
def new(name: str, parent: str | None, to: Path | None) -> None:
    """Write a file for a persona NAME to start from."""
    from companion.persona.new import NewError, write

    try:
        path = write(name, parent, to)
    except NewError as error:
        raise Failure(str(error), error.advice, USAGE) from None
    say(str(path))
    called = name if to is None else path
    complain(f"Edit it, look it over with `companion persona lint {called}`,")
    complain(f"and talk with it: companion --persona {called}")
