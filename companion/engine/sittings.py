"""Sittings: a conversation that goes on for months, cut where you were away, so that each part has its day.

Pure. What was imported is often one conversation that never ended, and `ask --continue` makes one too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memory.records import Message

AWAY = timedelta(hours=6)  # a night; who comes back after dinner goes on with the same


def sittings(messages: Iterable[Message]) -> list[list[Message]]:
    """The messages of each, in order; a clock that was set back between two of them begins a new one too."""
    found: list[list[Message]] = []
    for message in messages:
        if not found or abs(message.at - found[-1][-1].at) >= AWAY:
            found.append([])
        found[-1].append(message)
    return found
