"""What came of all trials of a test: how many passed, and whether that is enough. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from companion.engine.trial.run import Outcome
    from companion.persona.persona import Persona, PersonaTest

Result = Literal["passed", "failed", "error"]
_NEARLY = 1e-9  # 0.8 of 5 are 4, whatever floating point makes of it


@dataclass(frozen=True, slots=True)
class Score:
    """A persona's test with the outcomes of its repetitions. `wanted` is the share that has to pass."""

    persona: str
    test: str
    outcomes: tuple[Outcome, ...]
    wanted: float = 1.0

    @property
    def passed(self) -> int:
        """How many did."""
        return sum(outcome.passed for outcome in self.outcomes)

    @property
    def share(self) -> float:
        """The share that passed."""
        return self.passed / len(self.outcomes)

    @property
    def result(self) -> Result:
        """Whether it is enough; an error where none could be tried to the end."""
        if self.share >= self.wanted - _NEARLY:
            return "passed"
        return "error" if all(outcome.trouble for outcome in self.outcomes) else "failed"

    @property
    def seconds(self) -> float:
        """What all of them took."""
        return sum(outcome.seconds for outcome in self.outcomes)


def scores(outcomes: Iterable[Outcome], wanted: float = 1.0) -> list[Score]:
    """A score for each test, in the order in which they come."""
    grouped: dict[tuple[Persona, PersonaTest], list[Outcome]] = {}
    for outcome in outcomes:
        grouped.setdefault((outcome.trial.persona, outcome.trial.test), []).append(outcome)
    return [Score(who.id, test.name, tuple(group), wanted) for (who, test), group in grouped.items()]


def share(found: Iterable[Score]) -> float:
    """The share of all trials that passed; 1 where there were none."""
    outcomes = [outcome for score in found for outcome in score.outcomes]
    return sum(outcome.passed for outcome in outcomes) / len(outcomes) if outcomes else 1.0
