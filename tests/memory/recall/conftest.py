"""A memory in a file of its own, a way to fill it in a line, and an embedder that needs no weights."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from memory import Memory
from tests.memory.recall.letters import Letters, Talk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from memory.records import Message


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "home" / "companion.db") as opened:
        yield opened


@pytest.fixture
def talk(memory: Memory) -> Talk:
    """`talk("user: Hello.", "companion: Hi.", at=...)`: a message a line, a minute each."""

    def told(*lines: str, at: datetime = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)) -> list[Message]:
        conversation = memory.begin(persona="samantha", at=at)
        said = []
        for minute, line in enumerate(lines):
            author, _, text = line.partition(": ")
            instant = at + timedelta(minutes=minute)
            said.append(memory.append(conversation.id, author=author, text=text, at=instant))
        return said

    return told
