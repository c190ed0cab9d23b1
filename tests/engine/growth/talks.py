"""Conversations that a persona can grow by, written as dialogues."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from memory.records import COMPANION, USER, Message

if TYPE_CHECKING:
    from memory import Memory

NOW = datetime(2026, 5, 20, 18, 0, tzinfo=UTC)


def talks(*conversations: str | tuple[str, ...], origin: str = "said") -> list[list[Message]]:
    """Conversations three days apart; a line that begins with `> ` is hers. Messages are numbered from 1."""
    number = count(1)
    made = []
    for place, lines in enumerate(conversations):
        at = NOW - timedelta(days=3 * (len(conversations) - place))
        made.append(
            [
                Message(next(number), place, None, _author(line), line.removeprefix("> "), at, origin=origin)  # type: ignore[arg-type]
                for line in ([lines] if isinstance(lines, str) else lines)
            ]
        )
    return made


def held(memory: Memory, *conversations: str | tuple[str, ...], persona: str = "ada") -> list[list[Message]]:
    """The same conversations, in a memory."""
    return [
        [
            memory.append(number, one.author, one.text, one.at)
            for number in [memory.begin(persona, talk[0].at).id]
            for one in talk
        ]
        for talk in talks(*conversations)
    ]


def _author(line: str) -> str:
    return COMPANION if line.startswith("> ") else USER
