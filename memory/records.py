"""What the memory keeps and gives back: frozen records, nothing that touches the database.

Every instant is an aware datetime in UTC. Ids are positive integers, one sequence a kind; order is by id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

Status = Literal["streaming", "complete", "interrupted", "length", "filtered", "error"]
Kind = Literal["message", "fact", "summary"]
Level = Literal["part", "conversation", "day", "week", "month", "year"]
ProposalState = Literal["open", "accepted", "snoozed", "declined", "expired"]
ReminderState = Literal["waiting", "fired", "done", "cancelled"]
ChangeState = Literal["waiting", "approved", "declined", "undone"]
Decider = Literal["user", "companion"]

USER = "user"
COMPANION = "companion"


@dataclass(frozen=True, slots=True)
class Message:
    """One utterance. `parent` makes a conversation a tree; `detail` says why a status is not `complete`."""

    id: int
    conversation: int
    parent: int | None
    author: str
    text: str
    at: datetime
    status: Status = "complete"
    detail: str | None = None
    model: str | None = None
    origin: Literal["said", "import"] = "said"
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A tree of messages with one persona; `head` is the message that it has come to."""

    id: int
    persona: str
    title: str | None
    started_at: datetime
    last_at: datetime
    head: int | None = None
    external_id: str | None = None
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A short statement that was learned; `quote` are the words in its sources that it rests on.

    `topic` names what the statement is about (`name`, `home`, `pet`, ...), so that a newer one can supersede
    it. `sources` are message ids; `confidence` is 0..1.
    """

    id: int
    text: str
    topic: str | None
    said_by: str
    quote: str | None
    confidence: float
    learned_at: datetime
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    superseded_by: int | None = None
    pinned: bool = False
    sources: tuple[int, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing took its place, and it is not over."""
        return self.superseded_by is None and self.valid_to is None


@dataclass(frozen=True, slots=True)
class Summary:
    """A text over a span: a conversation's `sources` are the ids of the messages that it covers.

    One over a day, week, month or year covers the summaries `parts`; `Memory.why` leads on to their messages.
    `period` is the key of its span (`memory.periods`), or of the day that a conversation belongs to. `method`
    is `extractive` (your own sentences) or the name of the model that wrote it.
    """

    id: int
    level: Level
    text: str
    start: datetime
    end: datetime
    written_at: datetime
    method: str
    conversation: int | None = None
    sources: tuple[int, ...] = ()
    period: str | None = None
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something she suggests doing. `due` is when the thing is, `evidence` the message it came from,
    `quote` the sentence in it; `shown_from` is when it may come up (again), `settled_at` when the user last
    answered it.
    """

    id: int
    kind: str
    text: str
    reason: str
    quote: str
    evidence: int | None
    conversation: int | None
    made_at: datetime
    due: datetime | None = None
    all_day: bool = False
    rrule: str | None = None
    state: ProposalState = "open"
    shown_from: datetime | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to bring up at `due`; `rrule` (RFC 5545, without DTSTART) makes it come again."""

    id: int
    text: str
    due: datetime
    made_at: datetime
    all_day: bool = False
    rrule: str | None = None
    state: ReminderState = "waiting"
    proposal: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a `part` of a persona that experience suggests. `before` is what the part says now, None
    where nothing has to give way, `after` what it would say, both as JSON; `subject` is what it is about, by
    which it is known again; `sources` are message ids.
    """

    id: int
    persona: str
    part: str
    before: str | None
    after: str
    subject: str
    reason: str
    made_at: datetime
    state: ChangeState = "waiting"
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """What became of a change, when and by whose word. `version` counts what was approved and undone."""

    id: int
    change: int
    state: ChangeState
    at: datetime
    decider: Decider
    version: int


@dataclass(frozen=True, slots=True)
class Work:
    """Something to do in the background; a row before it is begun, so that a crash only postpones it.

    It is about a conversation, or about the `period` of that key.
    """

    id: int
    kind: str
    conversation: int | None
    not_before: datetime
    attempts: int = 0
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Recollection:
    """What recall brings back, best first.

    `sources` are message ids (for a message: its own); `context` are the messages beside it that make it
    understandable, in order, itself left out.
    """

    kind: Kind
    id: int
    text: str
    at: datetime
    score: float
    author: str | None
    external_id: str | None
    sources: tuple[int, ...]
    conversation: int | None = None
    context: tuple[Message, ...] = ()


class StoreError(Exception):
    """What the memory could not do, in a sentence that says what to do about it."""


class NotFoundError(StoreError):
    """There is no record of that kind and id."""
