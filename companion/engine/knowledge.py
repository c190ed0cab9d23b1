"""What she knows of you when a conversation starts, chosen to fit; and how times are written.

Pure: the same records, instant and budget give the same text, so that it stays the same for a whole
conversation and a prompt cache keeps it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from companion.persona.topics import about

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime, tzinfo

    from memory.periods import Period
    from memory.records import Fact

    Count = Callable[[str], int]


def day(at: datetime, zone: tzinfo | None) -> str:
    """A date as people write it: `Monday 4 May 2026`, in that zone."""
    local = at.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}"


def moment(at: datetime, zone: tzinfo | None) -> str:
    """A date and a time: `Monday 4 May 2026, 21:05`."""
    return f"{day(at, zone)}, {at.astimezone(zone):%H:%M}"


def chosen_facts(
    facts: Iterable[Fact], room: int, count: Count, dear: Sequence[str] = ()
) -> tuple[Fact, ...]:
    """The facts that fit into `room` tokens: pinned, then those about a topic that is `dear`, then the
    surest, then the newest; in order of id.
    """
    ranked = sorted(
        facts, key=lambda fact: (not fact.pinned, not _is_about(fact, dear), -fact.confidence, -fact.id)
    )
    kept: list[Fact] = []
    for fact in ranked:
        cost = count(fact_line(fact)) + 1
        if cost <= room:
            kept.append(fact)
            room -= cost
    return tuple(sorted(kept, key=lambda fact: fact.id))


def _is_about(fact: Fact, topics: Sequence[str]) -> bool:
    return bool(topics) and any(_tells_of(text, tuple(topics)) for text in (fact.topic or "", fact.text))


@lru_cache(16_384)  # the same thousands of facts are looked through in each turn
def _tells_of(text: str, topics: tuple[str, ...]) -> bool:
    return about(text, topics) is not None


def fact_line(fact: Fact) -> str:
    """A fact as a line of the prompt."""
    return f"- {' '.join(fact.text.split())}"


def named(span: Period) -> str:
    """A period as people write it: `Monday 4 May 2026`, `4 to 10 May 2026`, `May 2026`, `2026`."""
    first, last = span.first, span.last
    if span.level == "year":
        return f"{first.year}"
    month = f"{first:%B} {first.year}"
    if span.level == "month":
        return month
    if first == last:
        return f"{first:%A} {first.day} {month}"
    return f"{first.day} to {last.day} {month}"
