"""What comes in: messages, other records, and what could not be read of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from memory.records import Status


class UnreadableError(ValueError):
    """What is wrong with a record, or with a file of them."""


class Parent(Enum):
    """What no name of a message can be mistaken for: that no parent was told."""

    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it comes in. `conversation`, `key` and `parent` are names within what is brought.

    The external ids are kept, and tell whether it is there already; without one the content does. The number
    is the id that its conversation had where it was written down. A parent that was not told is the message
    before it; `is_head` says that its conversation had come to this message.
    """

    conversation: str
    key: str | None
    author: str
    text: str
    at: datetime
    persona: str
    parent: str | Parent | None = Parent.UNTOLD
    status: Status = "complete"
    detail: str | None = None
    model: str | None = None
    origin: Literal["said", "import"] = "import"
    external_id: str | None = None
    conversation_external_id: str | None = None
    conversation_number: int | None = None
    title: str | None = None
    started_at: datetime | None = None
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What is no message: a conversation, or something that was made of what was said (`kinds.py`)."""

    place: str
    kind: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that was skipped: where it is (`line 17`, `conversation 3, message x`) and what is wrong."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came in: new conversations, new messages, messages that were `known` already, and problems.

    `records` are the facts, summaries and so on that are new; `formats` those of the files that were read.
    """

    conversations: int
    messages: int
    known: int
    problems: tuple[Problem, ...]
    records: int = 0
    formats: tuple[str, ...] = ()

    def plus(self, other: ImportReport) -> ImportReport:
        """Both together."""
        return ImportReport(
            self.conversations + other.conversations,
            self.messages + other.messages,
            self.known + other.known,
            self.problems + other.problems,
            self.records + other.records,
            tuple(dict.fromkeys(self.formats + other.formats)),
        )
