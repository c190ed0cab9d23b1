"""What a conversation asks for: the record that noticing ends with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from companion.initiative.when import When

CandidateKind = Literal["reminder", "event", "task", "person", "follow_up"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something worth bringing up. `quote` is the sentence that it rests on, `evidence` that message's id;
    `due` is None where no time was said, or none that is certain.
    """

    kind: CandidateKind
    text: str
    due: When | None
    reason: str
    quote: str
    evidence: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule makes of a sentence. `asked`: it was asked for in so many words; `place` is where in the
    sentence it stands; `rank` decides between two about the same thing, the lower first. `whole`: the time
    has to be the whole sentence's.
    """

    kind: CandidateKind
    text: str
    reason: str
    place: tuple[int, int]
    rank: int
    asked: bool = False
    needs_time: bool = False
    repeats: bool = False
    soft: bool = False
    whole: bool = False
