"""`companion tick`: do what is due, once, and exit; for cron and timers."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from companion import config, wake
from companion.cli import embedding
from companion.cli.forgetting import counted
from companion.cli.output import complain, json_option, say_json, table

if TYPE_CHECKING:
    from companion.config import Settings
    from companion.models.protocol import Model
    from memory import Memory


@click.command()
@json_option
def tick(*, as_json: bool) -> None:
    """Bring up reminders whose time has come, and do the work that waits after conversations.

    What is older than you want it to be kept (retention_days) is forgotten; what has no vector yet gets one.
    Safe to run as often as you like, and several at once: each reminder comes up once.
    """
    from companion.initiative.due import fire_due

    settings = config.load()
    with wake.open_memory(settings, embed=False) as store:
        fired = fire_due(store, settings.clock())
        if as_json:
            say_json(fired)
        else:
            table([(f"r{reminder.id}", reminder.text) for reminder in fired])
        sys.stdout.flush()  # what is brought up is not to wait for what follows
        gone = wake.forget_old(settings, store)
        if gone and sys.stderr.isatty():
            complain(f"Forgotten, being older than {settings.retention_days} days: {counted(gone)}.")
        asyncio.run(reflect(settings, store))


async def reflect(settings: Settings, store: Memory) -> None:
    """First what code can do; then, if anything is left and there is a model, what it can do better."""
    await wake.reflector(settings, store, None).run()
    embedding.in_a_tick(settings, store)
    model = thinking(settings) if store.due_work(settings.clock()) else None
    if model is None:
        return
    try:
        await wake.reflector(settings, store, model).run()
    finally:
        await model.close()


def thinking(settings: Settings) -> Model | None:
    """The model there is, or None: a tick without one does what it can."""
    from companion.models.choose import NoModelError

    try:
        return wake.open_model(settings)
    except NoModelError:
        return None
