"""`companion models`: what she can think with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from companion import config, locations
from companion.cli.output import complain, say, say_json, table

if TYPE_CHECKING:
    from companion.models.catalogue import Entry
    from companion.models.download import Progress

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def models() -> None:
    """What she can think with: list, choose, download."""


@models.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """What is on this machine, and what can be downloaded."""
    from companion.models.catalogue import catalogue
    from companion.models.choose import found

    here = found(config.load())
    names = {candidate.name for candidate in here}
    folder = locations.models_folder()
    offered = [entry for entry in catalogue() if entry.name not in names]
    if as_json:
        say_json({"here": here, "catalogue": offered})
        return
    rows = [("*" if c.chosen else " ", c.name or "(its first)", c.host, c.detail) for c in here]
    say("Here:" if rows else "Here: none. The next lines can be downloaded with `companion models get NAME`.")
    table(rows)
    say("\nIn the catalogue:")
    table([_offer(entry, here=(folder / f"{entry.name}.gguf").exists()) for entry in offered])


def _offer(entry: Entry, *, here: bool) -> tuple[str, ...]:
    return " ", entry.name, megabytes(entry.size), entry.licence, "is here" if here else entry.good_for


def megabytes(size: int) -> str:
    """`1,117 MB`."""
    return f"{size / 1e6:,.0f} MB"


@models.command()
@click.argument("name")
def use(name: str) -> None:
    """Think with NAME from now on: a model on this machine, of a server, or weights in the models folder."""
    from companion.models.choose import choose

    chosen = choose(config.load(model=name))
    config.store("model", name)
    say(f"From now on she thinks with {chosen.name}, on {chosen.host}.")


@models.command()
@click.argument("name", required=False)
@click.option("--if-none", is_flag=True, help="Only if there is nothing to think with yet.")
def get(name: str | None, *, if_none: bool) -> None:
    """Download NAME (default: the best one for this machine), check it, and keep it in the models folder."""
    from companion.models import catalogue

    if name is not None:
        fetch(name)
        return
    if not if_none or not thinks():
        fetch(catalogue.best_chat().name)
    from companion.models.embedder import available as engine

    if engine() and not catalogue.is_here(catalogue.EMBEDDING):
        fetch(catalogue.EMBEDDING)


def thinks() -> bool:
    """Whether there is a model to think with already."""
    from companion.models.choose import NoModelError, choose

    try:
        choose(config.load())
    except NoModelError:
        return False
    return True


def fetch(name: str) -> None:
    """Download with a progress bar on stderr. Raises `DownloadError`."""
    from companion.models.download import get as download

    bar = Bar(name)
    path = download(name, progress=bar.show)
    bar.close()
    complain(f"{name} is here: {path}")


class Bar:
    """A progress bar on a terminal; a line at each quarter elsewhere."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.told = -1

    def show(self, progress: Progress) -> None:
        """Show how far it is."""
        share = progress.done / progress.total if progress.total else 0.0
        if sys.stderr.isatty():
            full = int(share * 30)
            line = f"\r{self.name} [{'#' * full}{'-' * (30 - full)}] {share:4.0%} {progress.what[:24]:<24}"
            click.echo(line, err=True, nl=False)
        elif int(share * 4) > self.told:
            self.told = int(share * 4)
            complain(f"{self.name}: {share:.0%} of {megabytes(progress.total)}")

    def close(self) -> None:
        """The bar has had its day."""
        if sys.stderr.isatty():
            click.echo("\r" + " " * 79 + "\r", err=True, nl=False)
