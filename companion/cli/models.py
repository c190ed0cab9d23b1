"""`companion models`: what she can think with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from companion import config, locations
from companion.cli.output import complain, json_option, say, say_json, table
from companion.cli.settings import choose_model, overridden
from companion.models import INSTALL_ENGINE
from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from companion.config import Settings
    from companion.models.catalogue import Entry
    from companion.models.choose import NoModelError
    from companion.models.partial import Progress

INSTALL = f"Install it with: {INSTALL_ENGINE}"


@click.group()
def models() -> None:
    """What she can think with: list, choose, download."""


@models.command("list")
@json_option
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
    about = "is here" if here else f"{entry.good_for} {entry.licence}."
    return " ", entry.name, megabytes(entry.size), about


def megabytes(size: int) -> str:
    """`1,117 MB`."""
    return f"{size / 1e6:,.0f} MB"


@models.command()
@click.argument("name")
def use(name: str) -> None:
    """Think with NAME from now on.

    NAME is a model of a server, weights in the models folder, or the path of a GGUF file.
    """
    told = choose_model(name)
    say(f"From now on she thinks with {told}.")
    overridden("model")


@models.command()
@click.argument("name", required=False)
@click.option("--if-none", is_flag=True, help="Only if there is nothing to think with; never fails.")
def get(name: str | None, *, if_none: bool) -> None:
    """Download NAME, check it, and keep it in the models folder.

    Without NAME: the best one for this machine to think with, and the one that recall by meaning needs.
    A download that was cut goes on where it was.
    """
    from companion.models.catalogue import EMBEDDING, best_chat, is_here
    from companion.models.embedder import available as engine

    if if_none:
        provide()
        return
    fetch(name or best_chat().name)
    if name is not None and name != EMBEDDING and embeds(name):
        complain(f"To recall with it from now on: companion config embedder {name}")
    if name is None and engine() and not is_here(EMBEDDING):
        fetch(EMBEDDING)
    if not engine():
        complain("The engine that runs it is not installed.", INSTALL)


def embeds(name: str) -> bool:
    """Whether it turns texts into vectors."""
    from companion.models.catalogue import entry

    known = entry(name)
    return known is not None and known.purpose == "embedding"


def provide() -> None:
    """See that there is something to think and to recall with; what can't be had is said and left out."""
    from companion.models.catalogue import EMBEDDING, best_chat, entry, is_here
    from companion.models.embedder import available as engine

    settings = config.load()
    missing = lacking(settings)
    if missing is not None:
        told = settings.model is not None or settings.base_url is not None
        wanted = entry(settings.model or "") if told else best_chat()
        if wanted is None or not engine() or is_here(wanted.name):
            complain(str(missing), missing.advice)
        else:
            try_to_fetch(wanted.name)
    if engine() and settings.embedder == "auto" and not is_here(EMBEDDING):
        try_to_fetch(EMBEDDING)


def lacking(settings: Settings) -> NoModelError | None:
    """Why there is nothing to think with; None where there is something."""
    from companion.models.choose import NoModelError, choose

    try:
        choose(settings)
    except NoModelError as error:
        return error
    return None


def try_to_fetch(name: str) -> None:
    """Download it if it can be had, else say what to do."""
    from companion.models.partial import DownloadError

    try:
        fetch(name)
    except DownloadError as error:
        complain(f"{name} could not be had. {error}", error.advice)
        complain(f"To try again: companion models get {name}")


def fetch(name: str) -> None:
    """Download with a progress bar on stderr. Raises `DownloadError`."""
    from companion.models.download import get as download

    bar = Bar(name)
    try:
        path = download(name, progress=bar.show)
    finally:
        bar.close()
    complain(f"{name} is here: {path}")


class Bar:
    """A progress bar on a terminal; a line at each quarter elsewhere."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.told = 0

    def show(self, progress: Progress) -> None:
        """Show how far it is."""
        share = min(progress.done / progress.total, 1.0) if progress.total else 0.0
        if sys.stderr.isatty():
            full = int(share * 20)
            line = f"{self.name[:22]} [{'#' * full}{'-' * (20 - full)}] {share:4.0%} {progress.what}"
            click.echo(f"\r{one_line(line, 78):<78}", err=True, nl=False)
        elif int(share * 4) > self.told:
            self.told = int(share * 4)
            complain(f"{self.name}: {self.told / 4:.0%} of {megabytes(progress.total)}")

    def close(self) -> None:
        """The bar has had its day."""
        if sys.stderr.isatty():
            click.echo("\r" + " " * 78 + "\r", err=True, nl=False)
