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
    from companion.ui.app import CompanionApp

    with wake.open_memory(settings) as memory:
        asyncio.run(wake.catch_up(settings, memory))
        talk = wake.talk(settings, memory)
        try:
            CompanionApp(talk).run()
        finally:
            asyncio.run(part(settings, talk))


async def part(settings: Settings, talk: Talk) -> None:
    """What code can make of the conversation is made of it at once; the model is let go."""
    from companion import wake

    await wake.catch_up(settings, talk.memory)
    await talk.engine.model.close()
