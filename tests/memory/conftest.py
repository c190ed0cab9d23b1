"""A conversation to remember, and another memory to take it to."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from memory import Message

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Memory]:
    """Another store, empty."""
    with Memory.open(tmp_path / "other.db") as opened:
        yield opened


@pytest.fixture
def exported(tmp_path: Path) -> Callable[..., Path]:
    """Writes conversations as other programs export them -> the file."""

    def write(*conversations: Any) -> Path:
        path = tmp_path / "conversations.json"
        path.write_text(json.dumps(conversations), encoding="utf-8")
        return path

    return write


class Talk(Protocol):
    def __call__(self, *lines: str, external_id: str | None = None) -> list[Message]: ...


@pytest.fixture
def noon() -> datetime:
    """When things happen."""
    return NOON


@pytest.fixture
def talk(memory: Memory) -> Talk:
    """`talk("Hello.", "Hi!")`: a conversation, you and she in turn, a minute apart -> its messages."""

    def record(*lines: str, external_id: str | None = None) -> list[Message]:
        conversation = memory.begin(persona="samantha", at=NOON, external_id=external_id)
        return [
            memory.append(
                conversation.id,
                author="companion" if place % 2 else "user",
                text=line,
                at=NOON + timedelta(minutes=place),
            )
            for place, line in enumerate(lines)
        ]

    return record
