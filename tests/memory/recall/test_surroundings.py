from __future__ import annotations

from typing import TYPE_CHECKING

from memory.recall import recall

if TYPE_CHECKING:
    from memory import Memory
    from tests.memory.recall.letters import Talk


def context(memory: Memory, query: str) -> list[str]:
    return [message.text for message in recall(memory.store, query, kinds={"message"})[0].context]


def test_a_find_comes_with_what_was_said_before_and_after(memory: Memory, talk: Talk) -> None:
    talk(
        "companion: What is he called?",
        "user: Barnaby, after a lighthouse keeper.",
        "companion: A fine name.",
    )
    assert context(memory, "Barnaby") == ["What is he called?", "A fine name."]


def test_the_first_and_the_last_have_one_neighbour(memory: Memory, talk: Talk) -> None:
    talk("user: Barnaby ate.", "companion: All of it?", "user: Every heron.")
    assert context(memory, "Barnaby") == ["All of it?"]
    assert context(memory, "heron") == ["All of it?"]


def test_another_conversation_is_no_neighbour(memory: Memory, talk: Talk) -> None:
    talk("user: Hello.")
    talk("user: Barnaby ate.")
    talk("user: Goodbye.")
    assert context(memory, "Barnaby") == []


def test_neighbours_are_those_of_the_branch(memory: Memory, talk: Talk) -> None:
    first, asked, _ = talk("user: Hi.", "user: Barnaby ate a heron.", "companion: Which one?")
    memory.branch(first.conversation, asked.id)
    memory.append(first.conversation, author="companion", text="Poor heron.", at=asked.at)
    assert context(memory, "Barnaby") == ["Hi.", "Poor heron."]


def test_an_answer_that_still_streams_is_no_neighbour(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: Barnaby ate.")
    memory.append(said.conversation, author="companion", text="Di", at=said.at, status="streaming")
    assert context(memory, "Barnaby") == []
