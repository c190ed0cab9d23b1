"""Running a persona's tests: each with an engine and a memory of its own, several at once."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.engine.trial.judge import UnjudgedError, judge
from companion.engine.trial.talk import talk
from companion.models.protocol import ModelError
from companion.persona.expectations import faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from companion.engine.engine import Engine
    from companion.engine.trial.talk import Stage
    from companion.persona.persona import Persona, PersonaTest


@dataclass(frozen=True, slots=True)
class Trial:
    """A test of a persona, to be run for the `repetition`th time."""

    persona: Persona
    test: PersonaTest
    repetition: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial: `faults` are what is wrong with the last answer; `trouble` says why it could not
    be tried to the end.
    """

    trial: Trial
    answers: tuple[str, ...]
    faults: tuple[str, ...] = ()
    trouble: str | None = None
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether the answer is as expected."""
        return not self.faults and self.trouble is None


def trials(personas: Iterable[Persona], times: int, only: str = "") -> list[Trial]:
    """Every test as often as it is asked for, those whose name holds `only`."""
    return [
        Trial(persona, test, repetition)
        for persona in personas
        for test in persona.tests
        if only.casefold() in test.name.casefold()
        for repetition in range(1, times + 1)
    ]


async def run(
    todo: Iterable[Trial], stage: Stage, jobs: int, told: Callable[[Outcome], None]
) -> list[Outcome]:
    """What comes of each, in their order, `jobs` at a time. `told` hears of each when it is over."""
    free = asyncio.Semaphore(jobs)

    async def one(trial: Trial) -> Outcome:
        async with free:
            with stage(trial.persona, trial.repetition) as engine:
                outcome = await tried(trial, engine)
        told(outcome)
        return outcome

    return await asyncio.gather(*map(one, todo))


async def tried(trial: Trial, engine: Engine) -> Outcome:
    """Say the turns, and look at the last answer. A model judges only what passed all else."""
    began = time.perf_counter()
    said = await talk(engine, trial.test.turns)
    wrong = () if said.trouble else faults(trial.test.expect, said.answers[-1])
    trouble = said.trouble
    if trial.test.expect.judged and not (wrong or trouble):
        wrong, trouble = await _judged(trial, engine, said.answers)
    return Outcome(trial, said.answers, wrong, trouble, time.perf_counter() - began)


async def _judged(
    trial: Trial, engine: Engine, answers: tuple[str, ...]
) -> tuple[tuple[str, ...], str | None]:
    """What the model finds wrong, or why it can't say."""
    claim = trial.test.expect.judged or ""
    try:
        found = await judge(engine.model, claim, trial.test.turns, answers)
    except (ModelError, UnjudgedError) as error:
        return (), str(error)
    return (() if found.holds else (f"Judged untrue: “{claim}” {found.why}",)), None
