"""A few turns by the very engine that a conversation uses, and what was answered."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from companion.engine.events import Answered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from companion.engine.engine import Engine
    from companion.persona.persona import Persona
    from memory.records import Message

    Stage = Callable[[Persona, int], AbstractContextManager[Engine]]
    """Gives an engine with a memory of its own to a persona and the number of a repetition."""

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)  # a Wednesday, when nothing is special


@dataclass(frozen=True, slots=True)
class Talk:
    """What was answered, turn by turn. `trouble` says why there are fewer answers than turns, if so."""

    answers: tuple[str, ...]
    trouble: str | None = None


async def talk(engine: Engine, turns: Sequence[str]) -> Talk:
    """Say these in a conversation of their own. An answer that was cut for its length counts as one."""
    conversation = engine.begin().id
    answers: list[str] = []
    for text in turns:
        message = await _answer(engine, conversation, text)
        if message.status not in ("complete", "length"):
            return Talk(tuple(answers), message.detail or f"The answer ended as {message.status}.")
        answers.append(message.text)
    return Talk(tuple(answers))


async def _answer(engine: Engine, conversation: int, text: str) -> Message:
    async with aclosing(engine.turn(conversation, text)) as events:
        async for event in events:
            if isinstance(event, Answered):
                return event.message
    raise AssertionError("The last event of a turn is always its answer.")
