"""Notes on conversations as a test writes them: `note("2026-05-04", "You moved to Lyon.")`."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from memory.records import Summary

if TYPE_CHECKING:
    from memory.records import Level

_ids = count(1)


def note(
    day: str, text: str, level: Level = "conversation", method: str = "extractive", days: int = 0
) -> Summary:
    """A summary of an evening, or of so many days from then on."""
    start = datetime.fromisoformat(f"{day}T20:00:00+00:00")
    end = start + timedelta(days=days)
    return Summary(next(_ids), level, text, start, end, end, method, period=day)
