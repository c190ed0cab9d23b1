"""`companion memory embed`: vectors for what has none yet, with a progress bar."""

from __future__ import annotations

import math
import sys
import time
from typing import TYPE_CHECKING

import click

from companion import config, wake
from companion.cli.endings import Failure
from companion.cli.output import amount, complain, json_option, say, say_json

if TYPE_CHECKING:
    from companion.config import Settings
    from memory import Memory
    from memory.embedder import Embedder

TICK = 30.0  # seconds of a tick that go into vectors at the most
WIDTH = 20


@click.command()
@json_option
def embed(*, as_json: bool) -> None:
    """Make vectors of what has none yet, for recall by meaning.

    It is done in the background too; this is for after a large import, or after another embedder was chosen.
    Ctrl-C keeps what is done.
    """
    settings = config.load()
    with wake.open_memory(settings, embed=False) as store:
        store.embedder = embedder(settings)
        bar = Bar(store.unembedded())
        try:
            store.embed_for(math.inf, bar.show)
        finally:
            bar.close()
            left = store.unembedded()
            if as_json:
                say_json({"embedder": store.embedder.name, "embedded": bar.done, "waiting": left})
            else:
                say(told(bar.done, left))


def vectors(store: Memory) -> dict[str, object]:
    """What embeds, where, and how many texts have their vector or wait for it; `told` says it in words."""
    from companion.models.embedder import goes_to

    done, waiting = store.embedded(), store.unembedded()
    counts = {"done": done, "waiting": waiting}
    if store.embedder is None:
        return {"embedder": None, "host": None, **counts, "told": "none: recall goes by words alone"}
    far = goes_to(store.embedder)
    where = f"{store.embedder.name} at {far}" if far else store.embedder.name
    host = far or "this machine"
    told = f"{where}, {done:,} done, {waiting:,} waiting"
    return {"embedder": store.embedder.name, "host": host, **counts, "told": told}


def told(done: int, left: int) -> str:
    """What was done, and what is left."""
    if not done and not left:
        return "Everything has its vector."
    rest = f"; {left:,} {'is' if left == 1 else 'are'} waiting" if left else ""
    return f"{amount(done, 'text')} embedded{rest}."


def embedder(settings: Settings) -> Embedder:
    """The embedder there is. Raises `Failure` where none is wanted, `ModelError` where it can't be had."""
    from companion.models.embedder import wanted_embedder

    found = wanted_embedder(settings)
    if found is None:
        raise Failure("There is to be no embedder: recall goes by words.", "companion config embedder auto")
    return found


def in_a_tick(settings: Settings, store: Memory) -> int:
    """For as long as a tick may take; nothing is loaded where nothing waits. What fails waits too."""
    found = wake.default_embedder(settings)
    if found is None:
        return 0
    store.embedder = found
    bar = Bar(store.unembedded())
    if not bar.total:
        return 0
    try:
        return store.embed_for(TICK, bar.show)
    except Exception as error:
        if sys.stderr.isatty():
            bar.close()
            complain(str(error), str(getattr(error, "advice", "")))
        return bar.done
    finally:
        bar.close()


class Bar:
    """A progress bar on a terminal, and nothing elsewhere."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._began = time.monotonic()

    def show(self, done: int) -> None:
        """So many are done."""
        self.done = done
        if not sys.stderr.isatty():
            return
        share = min(1.0, done / max(1, self.total))
        full = int(share * WIDTH)
        speed = done / max(1e-6, time.monotonic() - self._began)
        line = f"{done:,} of {self.total:,} [{'#' * full}{'-' * (WIDTH - full)}] {share:4.0%} {speed:,.0f}/s"
        click.echo(f"\r{line:<70}", err=True, nl=False)

    def close(self) -> None:
        """The bar has had its day."""
        if self.done and sys.stderr.isatty():
            click.echo("\r" + " " * 70 + "\r", err=True, nl=False)
