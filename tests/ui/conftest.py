"""The app on a stage: a real memory, the real engine, a scripted model, and a pilot at the keys."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from companion import config
from companion.engine.engine import Engine
from companion.initiative.desk import Desk
from companion.models.scripted import ScriptedModel
from companion.persona.load import load
from companion.ui.app import CompanionApp
from companion.ui.talk import Choice, Talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot

    from companion.models.protocol import Model
    from memory import Memory
    from memory.records import Message

    Open = Callable[..., AbstractAsyncContextManager["Stage"]]

TUESDAY = datetime(2026, 5, 5, 14, 2).astimezone()
PATIENCE = 8.0  # seconds


async def nothing() -> None:
    """No work in the background."""


def make_talk(memory: Memory, *replies: object, model: Model | None = None, **changed: Any) -> Talk:
    """A talk whose model says the replies, in order."""
    settings = config.Settings(now=TUESDAY)
    thinking = model or ScriptedModel(replies)  # type: ignore[arg-type]
    engine = Engine(memory, load("samantha"), thinking, settings.clock, name="Anna")
    made = Talk(
        engine=engine,
        desk=Desk(memory, settings.clock, engine.persona.initiative),
        memory=memory,
        settings=settings,
        models=lambda: [Choice("scripted", "this machine"), Choice("other", "another one")],
        open_model=lambda name: ScriptedModel(["I am the other one."], name=name),
        personas=lambda: [Choice("samantha", "warm"), Choice("marcus", "a Stoic")],
        open_persona=load,
        save=config.store,
        reflect=nothing,
    )
    return replace(made, **changed)


class Stage:
    """What a person at the terminal does and sees."""

    def __init__(self, app: CompanionApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot, self.press = app, pilot, pilot.press
        self.chat = app.chat
        self.memory = app.talk.memory

    @property
    def seen(self) -> str:
        """The screen, as text."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    @property
    def words(self) -> str:
        """The screen with every run of white space as one space, borders left out."""
        return " ".join(re.sub("[\u2500-\u259f]", " ", self.seen).split())

    @property
    def said(self) -> list[Message]:
        """The conversation as it is stored."""
        return self.memory.messages(self.chat.dialogue.id) if self.chat.dialogue.id else []

    async def until(self, true: Callable[[], object]) -> None:
        """Waits for something to be so."""
        for _ in range(int(PATIENCE / 0.02)):
            if true():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"it did not come about; the screen:\n{self.seen}")

    async def sees(self, text: str) -> None:
        """Waits until the text is on the screen."""
        await self.until(lambda: text in self.words)

    async def quiet(self) -> None:
        """Waits until nobody speaks and the screen has settled."""
        await self.until(lambda: not self.chat.dialogue.speaking)
        await self.pilot.pause()
        await asyncio.sleep(0.05)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Writes into whatever has the focus, as a terminal hands over a paste; without Enter."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()

    async def say(self, text: str) -> None:
        """Types, sends, and waits for the end of the answer."""
        await self.send(text)
        await self.quiet()

    async def send(self, text: str) -> None:
        """Types and sends."""
        await self.type(text)
        await self.press("enter")

    async def command(self, text: str) -> None:
        """Types a slash command and sends it."""
        await self.type(text)
        self.chat.completion.dismiss()
        await self.press("enter")
        await self.pilot.pause(0.1)


@pytest.fixture
def opened(memory: Memory) -> Open:
    """`async with opened("Hello.", size=(80, 24)) as stage`: the app, started."""

    @asynccontextmanager
    async def open_it(
        *replies: object, size: tuple[int, int] = (80, 24), **changed: Any
    ) -> AsyncIterator[Stage]:
        app = CompanionApp(make_talk(memory, *replies, **changed))
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Stage(app, pilot)

    return open_it
