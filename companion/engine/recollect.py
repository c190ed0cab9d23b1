"""What recall brought back, as lines for the prompt: dated, with the neighbours that make it understandable.

Pure. Nothing that stands elsewhere in the prompt is said again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.engine.knowledge import day
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set
    from datetime import datetime, tzinfo

    from memory.records import Message, Recollection

LONGEST = 320  # characters of one utterance
LEAST = 0.03  # how likely something has to be to answer; small talk brings little that is
FAINTEST = 0.25  # of the best score: what is fainter is left out
MOST = 4
PLAIN = 8  # words; a message of fewer is likely to need the one before it to be understood


def worth_telling(recollections: Sequence[Recollection]) -> tuple[Recollection, ...]:
    """The recollections that are likely enough, and near enough to the best one, to be of use."""
    best = max((found.score for found in recollections), default=0.0)
    least = max(LEAST, FAINTEST * best)
    return tuple(found for found in recollections if found.score >= least)[:MOST]


def lines(
    recollections: Iterable[Recollection], present: Set[int], name: str | None, zone: tzinfo | None
) -> tuple[str, ...]:
    """A line each, best first; `present` are the ids of messages that the prompt has already."""
    told, shown = [], set(present)
    for found in recollections:
        if found.kind != "message":
            told.append(f"- {day(found.at, zone)}: {' '.join(found.text.split())}")
            continue
        said = _exchange(found, shown)
        if said:
            shown |= {ident for ident, *_ in said}
            quotes = ", ".join(f"{_who(author, name)} “{_short(text)}”" for _, author, text, _ in said)
            told.append(f"- {day(said[0][3], zone)}, {quotes}")
    return tuple(told)


def _exchange(found: Recollection, shown: set[int]) -> list[tuple[int, str, str, datetime]]:
    """Itself, after what it answers if it needs that; empty if it was shown already."""
    if found.id in shown:
        return []
    needed = found.author == COMPANION or len(found.text.split()) < PLAIN
    before = [message for message in found.context if message.id < found.id and message.id not in shown]
    rows = [_row(message) for message in before[-1:]] if needed else []
    return [*rows, (found.id, found.author or USER, found.text, found.at)]


def _row(message: Message) -> tuple[int, str, str, datetime]:
    return message.id, message.author, message.text, message.at


def _who(author: str, name: str | None) -> str:
    return {USER: f"{name or 'they'} said", COMPANION: "you said"}.get(author, f"{author} said")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"
