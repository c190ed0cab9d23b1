"""What a persona's `memory` block means in effect, in sentences to who talks with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.topics import is_hollow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from companion.persona.persona import Keeping


def effects(rules: Keeping) -> Iterator[str]:
    """A sentence for each rule; none where all is left to the settings."""
    if never := _listed(rules.never):
        yield (
            f"Never noted: {never}. What you say about it stays in your messages, and becomes no fact, "
            "summary or proposal."
        )
    if remember := _listed(rules.remember):
        yield f"Remembered above all: {remember}. Facts about it come first where there is no room for all."
    if days := rules.retention_days:
        age = "a day" if days == 1 else f"{days} days"
        yield (
            f"Forgotten after {age}: what you say to it. A shorter retention_days of your settings holds; "
            "pinned facts and waiting reminders stay."
        )


def _listed(lines: Sequence[str]) -> str:
    return "; ".join(line.rstrip(".;") for line in lines if not is_hollow(line))
