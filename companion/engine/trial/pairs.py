"""Two personas asked the same, to be read side by side."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.engine.trial.talk import talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from companion.engine.trial.talk import Stage, Talk
    from companion.persona.persona import Persona


@dataclass(frozen=True, slots=True)
class Pair:
    """What both answered to a prompt, for the `repetition`th time."""

    prompt: str
    repetition: int
    one: Talk
    other: Talk


async def pairs(
    both: tuple[Persona, Persona],
    prompts: Iterable[str],
    times: int,
    asking: tuple[Stage, int],
    told: Callable[[], None],
) -> list[Pair]:
    """Every prompt as often as it is asked for, each in a conversation of its own. `asking` is where, and how
    many at once; `told` hears when an answer is there.
    """
    stage, jobs = asking
    free = asyncio.Semaphore(jobs)

    async def answer(persona: Persona, prompt: str, repetition: int) -> Talk:
        async with free:
            with stage(persona, repetition) as engine:
                said = await talk(engine, [prompt])
        told()
        return said

    async def pair(prompt: str, repetition: int) -> Pair:
        one, other = await asyncio.gather(*(answer(persona, prompt, repetition) for persona in both))
        return Pair(prompt, repetition, one, other)

    asked = [(prompt, repetition) for prompt in prompts for repetition in range(1, times + 1)]
    return await asyncio.gather(*(pair(*one) for one in asked))
