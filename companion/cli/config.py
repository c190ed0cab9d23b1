"""`companion config`: the settings, where each comes from, and a way to change one."""

from __future__ import annotations

from typing import Any

import click

from companion import locations
from companion.cli.output import complain, say_json, table
from companion.config import FILE_KEYS, ConfigError, load, store


@click.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def config(key: str | None, value: str | None, *, as_json: bool) -> None:
    """Show the settings; with KEY and VALUE, change one in config.toml."""
    if key is not None and value is not None:
        change(key, value)
        return
    shown = {name: told(name) for name in (*FILE_KEYS, "deadlines")}
    if key is not None and key not in shown:
        raise click.UsageError(f"There is no setting {key!r}. The settings are {', '.join(shown)}.")
    rows = {name: row for name, row in shown.items() if key in (None, name)}
    if as_json:
        say_json(rows)
        return
    table(
        [(name, row["value"] if row["value"] is not None else "-", row["from"]) for name, row in rows.items()]
    )
    complain(f"The file is {locations.config_file()}.")


def told(name: str) -> dict[str, Any]:
    """A setting's value and where it comes from. A key is never shown."""
    settings = load()
    value = getattr(settings, name)
    if name == "api_key" and value:
        value = "(set, not shown)"
    return {"value": value, "from": settings.origins.get(name, "default")}


def change(key: str, value: str) -> None:
    """Write one setting. Raises a usage error for a setting that is not there or a value that can't be."""
    if key == "api_key":
        raise click.UsageError(
            "A key does not belong into a file that is easily copied: set OPENAI_API_KEY in the environment."
        )
    if key not in FILE_KEYS:
        raise click.UsageError(f"There is no such setting. The settings are {', '.join(FILE_KEYS)}.")
    try:
        store(key, int(value) if FILE_KEYS[key] is int else value)
    except ValueError:
        raise ConfigError(f"{key} has to be a whole number, not {value!r}.") from None
