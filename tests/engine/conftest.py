"""An engine with a scripted model, so that a test reads like a dialogue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.engine import Engine
from companion.models.scripted import ScriptedModel
from companion.persona.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.engine.events import TurnEvent
    from memory import Memory

MONDAY = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)


class Clock:
    """A clock that a test can move."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        """Let time go by: `pass_by(days=1)`."""
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def samantha(memory: Memory, clock: Clock) -> Callable[..., Engine]:
    """`samantha("Hello.", "And then?", window=...)`: an engine whose model says these, in order."""

    def make(*replies: object, window: int = 8192) -> Engine:
        model = ScriptedModel(replies, window=window)  # type: ignore[arg-type]
        return Engine(memory, load("samantha"), model, clock, name="Ann")

    return make


async def say(engine: Engine, conversation: int, text: str) -> list[TurnEvent]:
    """All that happens in a turn."""
    return [event async for event in engine.turn(conversation, text)]
