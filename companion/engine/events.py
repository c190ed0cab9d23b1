"""What happens in a turn, as small frozen objects; whoever shows the turn reads these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.engine.prompt import Prompt
    from companion.models.protocol import Usage
    from memory.records import Message, Recollection


@dataclass(frozen=True, slots=True)
class Heard:
    """The user's message is in the store."""

    message: Message


@dataclass(frozen=True, slots=True)
class Recalled:
    """What recall brought back for the message, best first."""

    recollections: tuple[Recollection, ...]


@dataclass(frozen=True, slots=True)
class Condensed:
    """The oldest `messages` of the conversation no longer fit and gave way to a summary."""

    messages: int


@dataclass(frozen=True, slots=True)
class Composed:
    """The prompt as it goes to the model."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of her answer, sanitized."""

    text: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds since the turn began; `first_token` is None when nothing came."""

    recall: float
    first_token: float | None
    total: float


@dataclass(frozen=True, slots=True)
class Answered:
    """The turn's end, whatever became of it: the answer as stored, its `status` and `detail` say how it
    ended. `advice` is what to do where it did not end well; `usage` is the model's own count.
    """

    message: Message
    usage: Usage
    timings: Timings
    advice: str | None = None


TurnEvent = Heard | Recalled | Condensed | Composed | Said | Answered
