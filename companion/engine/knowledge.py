"""What she knows of you when a conversation starts, chosen to fit: facts, and a log of past conversations.

Pure: the same records, instant and budget give the same text, so that it stays the same for a whole
conversation and a prompt cache keeps it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime, tzinfo

    from memory.records import Fact, Summary

    Count = Callable[[str], int]

IN_FULL = 5  # conversations; the older ones in a sentence each


def day(at: datetime, zone: tzinfo | None) -> str:
    """A date as people write it: `Monday 4 May 2026`, in that zone."""
    local = at.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}"


def moment(at: datetime, zone: tzinfo | None) -> str:
    """A date and a time: `Monday 4 May 2026, 21:05`."""
    return f"{day(at, zone)}, {at.astimezone(zone):%H:%M}"


def chosen_facts(facts: Iterable[Fact], room: int, count: Count) -> tuple[Fact, ...]:
    """The facts that fit into `room` tokens: pinned, then the surest, then the newest; in order of id."""
    ranked = sorted(facts, key=lambda fact: (not fact.pinned, -fact.confidence, -fact.id))
    kept: list[Fact] = []
    for fact in ranked:
        cost = count(fact_line(fact)) + 1
        if cost <= room:
            kept.append(fact)
            room -= cost
    return tuple(sorted(kept, key=lambda fact: fact.id))


def fact_line(fact: Fact) -> str:
    """A fact as a line of the prompt."""
    return f"- {' '.join(fact.text.split())}"


def log_lines(
    summaries: Iterable[Summary], room: int, zone: tzinfo | None, count: Count
) -> tuple[tuple[Summary, str], ...]:
    """Past conversations that fit into `room` tokens, oldest first: the newest in full, older shorter."""
    lines: list[tuple[Summary, str]] = []
    for age, summary in enumerate(sorted(summaries, key=lambda s: (s.start, s.id), reverse=True)):
        text = " ".join(summary.text.split())
        line = f"- {day(summary.start, zone)}: {text if age < IN_FULL else first_sentence(text)}"
        cost = count(line) + 1
        if cost > room:
            break
        lines.append((summary, line))
        room -= cost
    return tuple(reversed(lines))


def first_sentence(text: str) -> str:
    """Up to the first full stop, question or exclamation mark that ends a sentence."""
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
