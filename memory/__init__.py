"""The long-term memory: one SQLite file that keeps what was said, and recalls it.

with Memory.open(path) as memory:
    conversation = memory.begin(persona="samantha", at=now)
    memory.append(conversation.id, author="user", text="I moved to Bergen.", at=now)
    memory.recall("Where do I live?")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.records import (
    COMPANION,
    USER,
    Conversation,
    Fact,
    Message,
    NotFoundError,
    Proposal,
    Recollection,
    Reminder,
    StoreError,
    Summary,
    Work,
)

if TYPE_CHECKING:
    from memory.memory import Memory

__all__ = [
    "COMPANION",
    "USER",
    "Conversation",
    "Fact",
    "Memory",
    "Message",
    "NotFoundError",
    "Proposal",
    "Recollection",
    "Reminder",
    "StoreError",
    "Summary",
    "Work",
]


def __getattr__(name: str) -> Any:
    if name == "Memory":  # brings the database driver along, which the records don't need
        from memory.memory import Memory

        return Memory
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
