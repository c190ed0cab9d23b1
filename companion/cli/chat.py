"""`companion` without a command: the terminal UI."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from companion import config
from companion.cli.endings import USAGE, Failure

if TYPE_CHECKING:
    from companion.config import Settings
    from companion.ui.talk import Talk
    from memory import Memory


def chat(*, persona: str | None = None, model: str | None = None, base_url: str | None = None) -> None:
    """Open the UI, and stay until the user leaves. Raises `Failure` where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Failure(
            "The conversation needs a terminal, and this is none.",
            'To ask from a script: companion ask "..."',
            USAGE,
        )
    settings = config.load(persona=persona, model=model, base_url=base_url)
    from companion import wake

    with wake.open_memory(settings) as memory:
        asyncio.run(converse(settings, memory))


async def converse(settings: Settings, memory: Memory) -> None:
    """From the first screen to the last, in one event loop: what it opened can only be closed there."""
    from companion import wake
    from companion.ui.app import CompanionApp

    await wake.catch_up(settings, memory)
    talk = wake.talk(settings, memory)
    try:
        await CompanionApp(talk).run_async()
    finally:
        await part(settings, talk)


async def part(settings: Settings, talk: Talk) -> None:
    """What code can make of the conversation is made of it at once; the model is let go."""
    from companion import wake

    await wake.catch_up(settings, talk.memory)
    await talk.engine.model.close()
