"""For how long what is said is kept: as you want it, or for less where who it was said to wants less."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from companion.engine.retention import forget_old, retentions
from companion.persona.findings import PersonaError
from companion.persona.persona import Keeping

if TYPE_CHECKING:
    from memory import Memory

SAID = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)
DAYS = {"brief": 9, "long": 400}


def keeping(persona: str) -> Keeping:
    """Some keep things for days, one has a file that can't be read, all others leave it to you."""
    if persona == "broken":
        raise PersonaError("This persona can't be used.")
    return Keeping(retention_days=DAYS.get(persona))


@pytest.mark.parametrize(
    ("always", "meant"),
    [
        (None, [("brief", 9), ("long", 400)]),
        (0, [("brief", 9), ("long", 400)]),
        (30, [(None, 30), ("brief", 9)]),
        (9, [(None, 9)]),
        (5, [(None, 5)]),
    ],
)
def test_the_shorter_of_the_two_holds(always: int | None, meant: list[tuple[str | None, int]]) -> None:
    assert list(retentions(["brief", "broken", "long", "samantha"], keeping, always)) == meant


def test_a_day_has_to_be_over_before_what_was_said_on_it_goes(memory: Memory) -> None:
    for persona in ("brief", "samantha"):
        memory.append(memory.begin(persona, SAID).id, "user", f"Hello, {persona}.", SAID)

    assert forget_old(memory, datetime(2026, 5, 13, 23, 59, tzinfo=UTC), keeping) == {}
    gone = forget_old(memory, datetime(2026, 5, 14, 0, 1, tzinfo=UTC), keeping)

    assert (gone["messages"], gone["conversations"]) == (1, 1)
    assert [row["text"] for row in memory.export()] == ["Hello, samantha."]


def test_what_goes_for_both_reasons_is_counted_together(memory: Memory) -> None:
    earlier = datetime(2026, 4, 1, tzinfo=UTC)
    memory.append(memory.begin("samantha", earlier).id, "user", "April.", earlier)
    memory.append(memory.begin("brief", SAID).id, "user", "May.", SAID)

    gone = forget_old(memory, datetime(2026, 5, 20, tzinfo=UTC), keeping, always=30)

    assert gone["messages"] == 2
    assert memory.conversations() == []
