"""What you tell her to remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from datetime import datetime

    from memory import Memory
    from memory.records import Fact


def keep(memory: Memory, text: str, now: datetime) -> tuple[Fact, str]:
    """Keeps it, word for word and pinned -> the fact, and a line that says so and what gave way to it."""
    from companion.engine.learning import remember

    before = {fact.id for fact in memory.facts()}
    fact = remember(memory, text, now)
    gone = before - {one.id for one in memory.facts()}
    replaced = [one_line(memory.fact(number).text, 80) for number in sorted(gone)]
    instead = f" (in the place of {', '.join(f'“{one}”' for one in replaced[:3])})" if replaced else ""
    return fact, f"Kept: {one_line(fact.text, 200)}{instead}"
