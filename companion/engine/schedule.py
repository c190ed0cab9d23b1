"""When work becomes due that is done after a conversation; apart from that work, which is slow to import."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from memory import Memory

SILENCE = timedelta(minutes=30)
FACTS = "facts"
GROWTH = "growth"
BY_CODE = ("summary", FACTS, "proposals")
WITH_A_MODEL = "+model"  # ends the kinds that wait until there is a model
RECENT = timedelta(days=30)
UNCLEAR = timedelta(minutes=5)  # after which it is looked again whether a persona can be read
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")
_YOURS = re.compile(r"\b(?:i|me|my|mine|we|our|us|no|not|wrong|actually|correction)\b", re.IGNORECASE)
OF_EACH = (*BY_CODE, f"summary{WITH_A_MODEL}", f"{FACTS}{WITH_A_MODEL}")
KINDS = (*OF_EACH, GROWTH)


def tells(text: str) -> bool:
    """Whether it may state something about you, and does not only ask: what that is takes longer to find."""
    return any(_YOURS.search(said) and not said.rstrip().endswith("?") for said in _ENDS.split(text))


def schedule(memory: Memory, conversation_id: int, now: datetime, *, ended: bool = False) -> None:
    """Ask for all that is done after a conversation: now where it ended, else after half an hour of silence.

    Asked for again, with each turn, it moves. Raises `NotFoundError`.
    """
    when = now if ended else now + SILENCE
    with memory.batch():
        for kind in KINDS:
            memory.enqueue(kind, conversation_id, when)


def take_stock(memory: Memory, now: datetime) -> bool:
    """Ask for work that nobody asked for, some at a time: for conversations that were imported, for summaries
    that have no day yet, for periods that lack a text. False when there is no more.
    """
    with memory.batch():
        placed, imported = memory.place(now), ask_for_imported(memory, now)
        lacking = memory.mend(now) if not placed and not imported else 0
    return bool(placed or lacking or imported)


def ask_for_imported(memory: Memory, now: datetime) -> bool:
    """Ask for what is made of conversations that were imported, some at a time, in the order in which they
    took place. False when there is no more.

    A model looks at what was imported only where it is recent: of years of it, code makes what it can.
    """
    with memory.batch():
        imported = memory.imported_since()
        for conversation_id in imported or ():
            last = memory.conversation(conversation_id).last_at
            for kind in OF_EACH if now - last <= RECENT else ("summary", FACTS):
                if kind != "proposals":
                    memory.enqueue(kind, conversation_id, min(last, now))
    return imported is not None
