"""`companion memory backup` and `restore`: the memory as a whole, to a file and back."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion import locations
from companion.cli.endings import Failure
from companion.cli.output import amount, complain, json_option, local, say, say_json, table
from companion.cli.store import opened

if TYPE_CHECKING:
    from memory.restore import Look


@click.command()
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A new file to write it to.  [default: one named after the time, in the home's backups]",
)
@json_option
def backup(to: Path | None, *, as_json: bool) -> None:
    """Copy her memory to a file, also while it is in use.

    It is looked through before it counts, and only you can read it. What you forget is erased from the
    backups in the home, too; not from those that you put elsewhere.
    """
    with opened() as store:
        made = store.backup(to)
        known = store.backups()
    size = made.stat().st_size
    if as_json:
        say_json({"path": made, "bytes": size, "backups": known})
    else:
        say(f"Backed up to {made} ({size / 1000:,.0f} kB).")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Don't ask.")
@json_option
def restore(file: Path | None, *, yes: bool, as_json: bool) -> None:
    """Put a backup in the place of her memory.

    FILE is a path, or a name of the list that is shown without FILE: the backups in the home. What is there
    now is kept as a backup first.
    """
    if file is None:
        tell_backups(as_json=as_json)
        return
    source = found(file)
    if not yes:
        confirm(source)
    kept = put_back(source)
    if as_json:
        say_json({"restored": source, "kept": kept})
    else:
        say(f"Restored {source}." + (f" What was there is kept in {kept}." if kept else ""))


def put_back(source: Path) -> Path | None:
    """Restore it -> where what was there is kept. Raises `StoreError`."""
    from memory import Memory

    locations.private(locations.data_folder())
    return Memory.restore(locations.store_file(), source)


def found(file: Path) -> Path:
    """The file; a bare name may be one of the backups in the home. Raises `Failure`."""
    for path in (file, locations.backups_folder() / file):
        if path.exists():
            return path
    raise Failure(f"There is no file {file}.", "The backups there are: companion memory restore")


def tell_backups(*, as_json: bool) -> None:
    """The backups in the home, oldest first."""
    from memory.backup import backups

    there = backups(locations.store_file())
    if as_json:
        say_json([{"path": path, "bytes": path.stat().st_size, "made": made(path)} for path in there])
    elif not there:
        complain("There are no backups yet. Make one with: companion memory backup")
    else:
        table([(path.name, local(made(path)), f"{path.stat().st_size / 1000:,.0f} kB") for path in there])


def made(path: Path) -> datetime:
    """When a backup was last written to."""
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone()


def confirm(source: Path) -> None:
    """Ask, with what is in it. Raises `StoreError`; a usage error where nobody can be asked."""
    from memory.restore import look

    locations.private(locations.data_folder())
    told = what(look(locations.store_file(), source))
    if not sys.stdin.isatty():
        raise click.UsageError(f"This would restore {told}. To do it without being asked, add --yes.")
    if not click.confirm(f"This restores {told}, and keeps what is there now as a backup. Go on?", err=True):
        complain("Nothing was changed.")
        raise click.exceptions.Exit(1)


def what(seen: Look) -> str:
    """`12 messages, the last of 2026-05-04 12:00`."""
    last = f", the last of {local(datetime.fromisoformat(seen.last))}" if seen.last else ""
    return amount(seen.messages, "message") + last
