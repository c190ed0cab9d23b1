"""`companion persona`: who she can be."""

from __future__ import annotations

from pathlib import Path

import click

from companion import config
from companion.cli.endings import FAILED
from companion.cli.output import complain, json_option, say, say_json, table


@click.group()
def persona() -> None:
    """Who she can be: list, show, check."""


@persona.command("list")
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


@persona.command()
@click.argument("name", required=False)
@json_option
def show(name: str | None, *, as_json: bool) -> None:
    """What the model is told of a persona (default: the one in use)."""
    from companion.persona.load import load
    from companion.persona.render import render

    settings = config.load()
    found = load(name or settings.persona)
    if as_json:
        say_json(found)
    else:
        say(render(found, settings.name))


@persona.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def lint(ctx: click.Context, files: tuple[Path, ...], *, as_json: bool) -> None:
    """Check persona FILES: what is wrong, and what would be right."""
    from companion.persona.lint import lint as findings

    failed = False
    for file in files:
        found = findings(file)
        failed = failed or any(one.severity == "error" for one in found)
        for one in found:
            if as_json:
                say_json(one)
            else:
                where = f"{one.file}:{one.line}:{one.column}"
                say(f"{where}: {one.severity}: {one.path + ': ' if one.path else ''}{one.message}")
        if not found and not as_json:
            complain(f"{file}: nothing to complain of.")
    ctx.exit(FAILED if failed else 0)
