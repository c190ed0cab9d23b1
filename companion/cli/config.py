"""`companion config`: the settings, where each comes from, and a way to change one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from companion import locations
from companion.cli.output import complain, json_option, say, say_json, table
from companion.cli.settings import change
from companion.config import FILE_KEYS, SECRETS, Settings, load


@click.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@json_option
def config(key: str | None, value: str | None, *, as_json: bool) -> None:
    """Show the settings; with KEY and VALUE, change one in config.toml.

    \b
    companion config                  all of them, and where each comes from
    companion config name             what that one is
    companion config name Caroline    from now on it is this
    """
    if key is not None and value is not None:
        change(key, value)
        return
    settings = load()
    shown = {name: told(settings, name) for name in (*FILE_KEYS, "deadlines")}
    if key is not None and key not in shown:
        raise click.UsageError(f"There is no setting {key!r}. The settings are {', '.join(shown)}.")
    if as_json:
        say_json({name: row for name, row in shown.items() if key in (None, name)})
    elif key is not None:
        for line in written(shown[key]["value"]):
            say(line)
    else:
        table([(name, row["from"], ", ".join(written(row["value"])) or "-") for name, row in shown.items()])
        complain(f"The file is {locations.config_file()}.")


def told(settings: Settings, name: str) -> dict[str, Any]:
    """A setting's value and where it comes from. A key is never shown."""
    value = getattr(settings, name)
    if name in SECRETS and value:
        value = "(set, not shown)"
    if name == "deadlines":
        value = asdict(value)
    return {"value": value, "from": settings.origins.get(name, "default")}


def written(value: object) -> list[str]:
    """The value in words, a line for each part; none where it was not told."""
    if isinstance(value, dict):
        return [f"{name} {seconds:g} s" for name, seconds in value.items()]
    return [] if value is None else [str(value)]
