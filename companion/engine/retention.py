"""What has been kept for long enough: what was said longer ago than you, or who it was said to, keep it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.persona.findings import PersonaError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from companion.persona.keeping import KeepingOf
    from memory import Memory


def forget_old(
    memory: Memory, now: datetime, keeping: KeepingOf, always: int | None = None
) -> dict[str, int]:
    """Forget it -> how many rows of each went; `always` are the days for which all personas keep it.

    By whole days: erasing traces writes the file anew, which is not to be done for each message that comes of
    age. Raises `StoreError`.
    """
    gone: Counter[str] = Counter()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for persona, days in retentions(memory.personas(), keeping, always):
        before = today - timedelta(days=days)
        if any(memory.preview_forget(before=before, persona=persona).values()):
            gone.update(memory.forget(before=before, persona=persona))
    return dict(gone)


def retentions(
    personas: list[str], keeping: KeepingOf, always: int | None
) -> Iterator[tuple[str | None, int]]:
    """For how many days what is said is kept: with all (None), and with those who keep it for less.

    What a persona wants whose file is gone or has an error is not known: it lets nothing be forgotten.
    """
    if always:
        yield None, always
    for persona in personas:
        with suppress(PersonaError):
            days = keeping(persona).retention_days
            if days and (not always or days < always):
                yield persona, days
