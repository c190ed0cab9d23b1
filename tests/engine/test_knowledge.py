"""Which facts are told where there is no room for all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from companion.engine.knowledge import chosen_facts
from memory.records import USER

if TYPE_CHECKING:
    from memory import Memory
    from memory.records import Fact

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
ROOM = 12  # words: for two of the facts


def words(text: str) -> int:
    return len(text.split())


def learned(memory: Memory) -> list[Fact]:
    memory.learn("You are called Ann.", said_by=USER, at=NOW, pinned=True)
    memory.learn("Your report is due on Fridays.", said_by=USER, at=NOW, topic="work", confidence=0.6)
    memory.learn("You like olives.", said_by=USER, at=NOW, topic="like", confidence=0.9)
    memory.learn("You keep bees.", said_by=USER, at=NOW, topic="hobby", confidence=0.9)
    return memory.facts()


def told(memory: Memory, room: int, *dear: str) -> list[str]:
    return [fact.text for fact in chosen_facts(learned(memory), room, words, dear)]


def test_the_surest_come_first(memory: Memory) -> None:
    assert told(memory, ROOM) == ["You are called Ann.", "You keep bees."]


def test_what_the_persona_cares_for_comes_before_what_is_sure(memory: Memory) -> None:
    assert told(memory, 14, "reports and deadlines") == [
        "You are called Ann.",
        "Your report is due on Fridays.",
    ]
    memory.forget(everything=True)
    assert told(memory, 14, "my work")[1] == "Your report is due on Fridays."


def test_what_is_pinned_comes_before_all(memory: Memory) -> None:
    assert told(memory, 6, "bees") == ["You are called Ann."]


def test_where_there_is_room_all_are_told_in_their_order(memory: Memory) -> None:
    assert told(memory, 99, "bees") == told(memory, 99)[:4]
