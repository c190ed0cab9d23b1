"""A present to read times from, and conversations to notice things in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

import pytest

from companion.initiative.desk import Desk
from companion.initiative.when import parse_when

if TYPE_CHECKING:
    from memory import Conversation, Memory

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = "2026-05-13T10:00"


class Say(Protocol):
    def __call__(self, *lines: str) -> Conversation: ...


class Clock:
    """A clock that is moved by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A Wednesday in Berlin, ten in the morning."""
    return Clock(datetime(2026, 5, 13, 10, 0, tzinfo=BERLIN))


@pytest.fixture
def desk(memory: Memory, clock: Clock) -> Desk:
    """A desk over a real store."""
    return Desk(memory, clock)


@pytest.fixture
def say(memory: Memory, clock: Clock) -> Say:
    """`say("I have to ...")`: a conversation in which you say these lines, one message each."""

    def record(*lines: str) -> Conversation:
        conversation = memory.begin(persona="samantha", at=clock())
        for line in lines:
            memory.append(conversation.id, author="user", text=line, at=clock())
        return conversation

    return record


def understood(text: str, now: str = WEDNESDAY, zone: str = "Europe/Berlin") -> str | None:
    """What a text means, in short: `2026-05-14`, `2026-05-14T09:00`, with `|RRULE` where it repeats."""
    when = parse_when(text, datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone)))
    if when is None:
        return None
    at = when.at.strftime("%Y-%m-%d" if when.all_day else "%Y-%m-%dT%H:%M")
    return f"{at}|{when.rrule}" if when.rrule else at
