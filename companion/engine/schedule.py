"""When work becomes due that is done after a conversation; apart from that work, which is slow to import."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from memory import Memory

SILENCE = timedelta(minutes=30)
BY_CODE = ("summary", "facts", "proposals")
WITH_A_MODEL = "+model"  # ends the kinds that wait until there is a model
KINDS = (*BY_CODE, f"summary{WITH_A_MODEL}", f"facts{WITH_A_MODEL}")


def schedule(memory: Memory, conversation_id: int, now: datetime, *, ended: bool = False) -> None:
    """Ask for all that is done after a conversation: now where it ended, else after half an hour of silence.

    Asked for again, with each turn, it moves. Raises `NotFoundError`.
    """
    when = now if ended else now + SILENCE
    with memory.batch():
        for kind in KINDS:
            memory.enqueue(kind, conversation_id, when)
