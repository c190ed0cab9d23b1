"""What is said beside the record: the conversation goes on, and the file knows nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from memory import NotFoundError
from memory.aside import APART

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from memory import Memory
    from tests.memory.conftest import Talk


def test_a_conversation_goes_on_beside_the_memory(
    memory: Memory, talk: Talk, home: Path, noon: datetime
) -> None:
    talk("Another conversation.")
    first, second = talk("I like the sea.", "Which one?")
    aside = memory.aside(first.conversation)
    assert aside.messages(first.conversation) == [first, second]
    assert aside.conversation(first.conversation) == memory.conversation(first.conversation)
    said = aside.append(first.conversation, "user", "Zorblax, but tell nobody.", noon)
    assert said.parent == second.id
    assert said.id > APART
    assert memory.messages(first.conversation) == [first, second]
    memory.append(first.conversation, "user", "The Baltic.", noon)
    aside.close()
    assert not any(b"Zorblax" in path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_all_branches_come_along_and_parents_that_came_later(
    memory: Memory, talk: Talk, noon: datetime
) -> None:
    first, second = talk("One.", "Two.")
    memory.branch(first.conversation, None)
    other = memory.append(first.conversation, "user", "Or one and a half.", noon)
    with memory.store.transaction():
        memory.store.execute("UPDATE message SET parent = ? WHERE id = ?", (other.id, first.id))
    aside = memory.aside(first.conversation)
    assert aside.messages(first.conversation, head=second.id) == memory.messages(
        first.conversation, head=second.id
    )
    assert [one.text for one in aside.messages(first.conversation)] == ["Or one and a half."]
    aside.close()


def test_what_gave_way_is_summed_up_there_too(memory: Memory, talk: Talk, noon: datetime) -> None:
    first, second, third = talk("One.", "Two.", "Three.")
    memory.summarise(
        "part",
        "They counted.",
        start=noon,
        end=noon,
        sources=[first.id, second.id],
        method="extractive",
        at=noon,
        conversation=first.conversation,
    )
    aside = memory.aside(third.conversation)
    (part,) = aside.summaries(level="part", conversation=third.conversation)
    assert (part.text, part.sources) == ("They counted.", (first.id, second.id))
    aside.close()


def test_a_new_conversation_has_ids_of_its_own(memory: Memory, noon: datetime) -> None:
    aside = memory.aside()
    begun = aside.begin("samantha", noon)
    said = aside.append(begun.id, "user", "Hello.", noon)
    assert min(begun.id, said.id) > APART
    assert aside.check() == []
    aside.close()
    with pytest.raises(NotFoundError):
        memory.conversation(begun.id)


def test_a_conversation_that_is_not_there_can_not_go_on(memory: Memory) -> None:
    with pytest.raises(NotFoundError, match="no conversation 99"):
        memory.aside(99)
