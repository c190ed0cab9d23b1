from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from memory import Memory
from memory.recall.tables import SLOTS
from memory.recall.vectors import embed_pending, pending

if TYPE_CHECKING:
    from pathlib import Path

    from tests.memory.recall.letters import Letters, Talk


NOW = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)


def queued(memory: Memory) -> set[tuple[str, int]]:
    return {(row["kind"], row["ref"]) for row in memory.store.rows("SELECT kind, ref FROM unembedded")}


def codes(memory: Memory, message_id: int) -> bytes:
    sql = "SELECT codes FROM vector_chunk WHERE kind = 'message' AND chunk = ?"
    whole = memory.store.value(sql, (message_id // SLOTS,))
    size = len(whole) // SLOTS
    return bytes(whole[message_id % SLOTS * size :][:size])


def test_what_is_said_waits_to_be_embedded(memory: Memory, talk: Talk) -> None:
    said = talk("user: Hello.", "companion: Hello.")
    assert queued(memory) == {("message", message.id) for message in said}


def test_facts_and_summaries_wait_as_well(memory: Memory, talk: Talk, letters: Letters) -> None:
    (said,) = talk("user: I keep bees.")
    embed_pending(memory.store, letters)
    fact = memory.learn("Keeps bees.", said_by="user", sources=[said.id], at=said.at)
    assert queued(memory) == {("fact", fact.id)}


def test_an_answer_waits_when_it_has_ended_and_not_before(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    (said,) = talk("user: Whales?")
    embed_pending(memory.store, letters)
    answer = memory.append(said.conversation, author="companion", text="Wh", at=said.at, status="streaming")
    memory.update(answer.id, text="Whales si")
    assert queued(memory) == set()
    memory.update(answer.id, text="Whales sing.", status="complete")
    assert queued(memory) == {("message", answer.id)}


def test_what_is_deleted_waits_no_longer(memory: Memory, talk: Talk) -> None:
    first, second = talk("user: Hello.", "companion: Hello.")
    memory.forget(message_ids=[first.id])
    assert queued(memory) == {("message", second.id)}


def test_the_vector_of_a_deleted_message_is_wiped_and_its_neighbours_is_not(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    before, gone, after = talk("user: Heron.", "user: My secret harbour.", "user: Egret.")
    embed_pending(memory.store, letters)
    kept = {message.id: codes(memory, message.id) for message in (before, gone, after)}
    memory.forget(message_ids=[gone.id])
    assert codes(memory, gone.id) == bytes(len(kept[gone.id]))
    assert any(kept[gone.id])
    assert codes(memory, before.id) == kept[before.id]
    assert codes(memory, after.id) == kept[after.id]


def test_no_byte_of_a_forgotten_vector_is_left_in_any_file(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    said = talk("user: Heron.", "user: My secret harbour beyond the sandbank.", "user: Egret.")
    embed_pending(memory.store, letters)
    vector = codes(memory, said[1].id)
    memory.forget(message_ids=[said[1].id])
    for file in memory.store.path.parent.iterdir():
        assert vector not in file.read_bytes(), file.name


def test_forgetting_a_conversation_wipes_its_vectors(memory: Memory, talk: Talk, letters: Letters) -> None:
    said = talk("user: My secret harbour.", "user: Beyond the sandbank.")
    embed_pending(memory.store, letters)
    memory.forget(conversation_ids=[said[0].conversation])
    assert not any(memory.store.value("SELECT codes FROM vector_chunk"))


@pytest.mark.parametrize("place", [0, SLOTS - 2, SLOTS - 1, SLOTS, 2 * SLOTS])
def test_every_slot_of_a_chunk_can_be_wiped(memory: Memory, letters: Letters, place: int) -> None:
    with memory.batch():
        conversation = memory.begin(persona="samantha", at=NOW)
        ids = [
            memory.append(conversation.id, author="user", text=f"Entry {n} of all.", at=NOW).id
            for n in range(2 * SLOTS + 1)
        ]
    embed_pending(memory.store, letters)
    memory.forget(message_ids=[ids[place]])
    assert [ident for ident in ids if not any(codes(memory, ident))] == [ids[place]]


def test_text_from_before_there_was_an_embedder_is_embedded(tmp_path: Path, letters: Letters) -> None:
    with Memory.open(tmp_path / "companion.db") as without:
        conversation = without.begin(persona="samantha", at=NOW)
        without.append(conversation.id, author="user", text="Herons nest here.", at=NOW)
    with Memory.open(tmp_path / "companion.db", embedder=letters) as memory:
        assert pending(memory.store) == 1
        assert memory.recall("heronry")[0].text == "Herons nest here."
        assert pending(memory.store) == 0
