"""`companion tick`: do what is due, once, and exit; for cron and timers."""

from __future__ import annotations

import asyncio
import math
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import click

from companion import config, wake
from companion.cli import embedding
from companion.cli.forgetting import counted
from companion.cli.output import amount, complain, json_option, say_json, table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from companion.config import Settings
    from companion.models.protocol import Model
    from memory import Memory

MINUTES = 10.0  # that a model may think: longer than most evenings need, shorter than until the next tick
CODE = 120.0  # seconds that code may take at the least: after a large import there is work for longer
LOOK = 0.5  # seconds between two looks at what is left
LINE = 78  # columns


@click.command()
@click.option(
    "--minutes",
    type=click.FloatRange(min=0),
    default=MINUTES,
    show_default=True,
    metavar="M",
    help="How long a model may think about it, 0: not at all; and code, which gets 2 at the least.",
)
@json_option
def tick(minutes: float, *, as_json: bool) -> None:
    """Do what is due, once, and exit.

    Reminders whose time has come are brought up. What is older than you, or the persona it was told, want it
    to be kept (retention_days) is forgotten. What was said is summed up and learned from, by code, then
    better by a model; what has no vector yet gets one, for half a minute. What is left waits for the next
    tick.

    Safe to run as often as you like, and several at once: each reminder comes up once.
    """
    if not math.isfinite(minutes):
        raise click.UsageError("Say for how many minutes: --minutes 30.")
    from companion.initiative.due import fire_due

    settings = config.load()
    with wake.open_memory(settings, embed=False) as store:
        fired = fire_due(store, settings.clock())
        if as_json:
            say_json(fired)
        else:
            table([(f"r{reminder.id}", reminder.text) for reminder in fired])
        sys.stdout.flush()  # what is brought up is not to wait for what follows
        tell_gone(wake.forget_old(settings, store))
        asyncio.run(reflect(settings, store, minutes, max(CODE, 60 * minutes)))
        tell_left(settings, store)


def tell_gone(gone: dict[str, int]) -> None:
    """On a terminal, what went because of its age."""
    if gone and sys.stderr.isatty():
        complain(f"Forgotten, being older than it is kept: {counted(gone)}.")


def tell_left(settings: Settings, store: Memory) -> None:
    """On a terminal, what there was no time or no model for."""
    from companion.engine.schedule import WITH_A_MODEL

    left = store.due_work(settings.clock())
    if left and sys.stderr.isatty():
        kinds = store.waiting(settings.clock())
        only_better = all(kind.endswith(WITH_A_MODEL) for kind in kinds)
        needed = ", for a model that has time" if only_better else ""
        complain(f"{pieces(left)} left{needed}: companion tick --minutes 60")


async def reflect(
    settings: Settings, store: Memory, minutes: float = MINUTES, code_seconds: float = CODE
) -> None:
    """First what code can do; then, if anything is left and there is a model, what it can do better."""
    async with telling(settings, store, "Summing up, and learning"):
        await wake.reflector(settings, store, None).run(seconds=code_seconds)
    embedding.in_a_tick(settings, store)
    model = thinking(settings) if minutes and store.due_work(settings.clock()) else None
    if model is None:
        return
    try:
        async with telling(settings, store, f"Thinking with {model.name}"):
            with suppress(TimeoutError):
                async with asyncio.timeout(60 * minutes):
                    await wake.reflector(settings, store, model).run()
    finally:
        await model.close()


@asynccontextmanager
async def telling(settings: Settings, store: Memory, doing: str) -> AsyncIterator[None]:
    """Inside, a line on a terminal says what is being done, and how much is left."""
    if not sys.stderr.isatty() or not store.due_work(settings.clock()):
        yield
        return

    async def tell() -> None:
        while True:
            line = f"{doing}: {pieces(store.due_work(settings.clock()) + 1)} left"
            click.echo(f"\r{line[:LINE]:<{LINE}}", err=True, nl=False)
            await asyncio.sleep(LOOK)

    told = asyncio.create_task(tell())
    try:
        yield
    finally:
        told.cancel()
        click.echo("\r" + " " * LINE + "\r", err=True, nl=False)


def pieces(number: int) -> str:
    """`1 piece of work`."""
    return amount(number, "piece of work", "pieces of work")


def thinking(settings: Settings) -> Model | None:
    """The model there is, or None: a tick without one does what it can."""
    from companion.models.choose import NoModelError

    try:
        return wake.open_model(settings)
    except NoModelError:
        return None
