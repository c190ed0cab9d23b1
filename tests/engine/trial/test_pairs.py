"""Two personas asked the same."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from companion.engine.engine import Engine
from companion.engine.trial.pairs import pairs
from companion.engine.trial.talk import NOON
from companion.models.protocol import ModelError
from companion.models.scripted import ScriptedModel
from companion.persona.load import load
from memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.persona import Persona


async def test_each_prompt_is_asked_of_both_in_a_conversation_of_its_own() -> None:
    model = ScriptedModel(["A1", "B1", "A2", ModelError("Gone.", "Wait."), "A3", "B3", "A4", "B4"])
    repetitions: list[tuple[str, int]] = []

    @contextmanager
    def stage(persona: Persona, repetition: int) -> Iterator[Engine]:
        repetitions.append((persona.id, repetition))
        with Memory.open(":memory:") as memory:
            yield Engine(memory, persona, model, lambda: NOON)

    steps: list[None] = []
    both = (load("samantha"), load("fitch"))
    found = await pairs(both, ["Tea?", "Rain?"], 2, (stage, 1), lambda: steps.append(None))
    assert [(pair.prompt, pair.repetition) for pair in found] == [
        ("Tea?", 1),
        ("Tea?", 2),
        ("Rain?", 1),
        ("Rain?", 2),
    ]
    assert (found[0].one.answers, found[0].other.answers) == (("A1",), ("B1",))
    assert (found[1].other.answers, found[1].other.trouble) == ((), "Gone.")
    assert repetitions[:4] == [("samantha", 1), ("fitch", 1), ("samantha", 2), ("fitch", 2)]
    assert len(steps) == 8
    assert not any("Tea?" in said.content for said in model.history[4].messages)
