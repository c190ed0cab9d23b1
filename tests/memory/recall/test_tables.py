from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from memory import Memory, schema
from memory.periods import day_of
from memory.recall import tables
from memory.recall.tables import SLOTS
from memory.recall.vectors import embed_pending, pending, put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.memory.recall.letters import Letters, Talk


NOW = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)


def queued(memory: Memory) -> set[tuple[str, int]]:
    return {(row["kind"], row["ref"]) for row in memory.store.rows("SELECT kind, ref FROM unembedded")}


def code(memory: Memory, message_id: int) -> bytes | None:
    found: bytes | None = memory.store.value("SELECT code FROM message_vector WHERE id = ?", (message_id,))
    return found


def signs(memory: Memory, message_id: int) -> bytes:
    sql = "SELECT signs FROM vector_sign WHERE kind = 'message' AND chunk = ?"
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
    kept = {said.id: (code(memory, said.id), signs(memory, said.id)) for said in (before, gone, after)}
    memory.forget(message_ids=[gone.id])
    assert any(kept[gone.id][1])
    assert (code(memory, gone.id), any(signs(memory, gone.id))) == (None, False)
    assert (code(memory, before.id), signs(memory, before.id)) == kept[before.id]
    assert (code(memory, after.id), signs(memory, after.id)) == kept[after.id]


def test_no_byte_of_a_forgotten_vector_is_left_in_any_file(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    said = talk("user: Heron.", "user: My secret harbour beyond the sandbank.", "user: Egret.")
    embed_pending(memory.store, letters)
    traces = [code(memory, said[1].id) or b"", signs(memory, said[1].id)]
    folder = memory.store.path.parent
    assert all(any(trace in file.read_bytes() for file in folder.iterdir()) for trace in traces)
    memory.forget(message_ids=[said[1].id])
    for file in folder.iterdir():
        assert not any(trace in file.read_bytes() for trace in traces), file.name


@pytest.mark.parametrize("dimensions", [100, 3_000])
def test_no_byte_of_a_forgotten_sentence_is_left_in_any_file(
    memory: Memory, talk: Talk, dimensions: int
) -> None:
    """Neither where a row lies on one page, nor where it goes on on others."""
    said = talk("user: Heron.", "user: My secret harbour. Nobody knows of it.", "user: Egret.")
    codes = np.random.default_rng(5).integers(-127, 128, (3, 4, dimensions), dtype=np.int8)
    with memory.store.transaction():
        put(memory.store, "message", [one.id for one in said], codes)
    secret = codes[1].tobytes()
    traces = [secret[place:][:50] for place in range(0, len(secret), dimensions // 2)]
    folder = memory.store.path.parent
    assert all(any(trace in file.read_bytes() for file in folder.iterdir()) for trace in traces)
    memory.forget(message_ids=[said[1].id])
    for file in folder.iterdir():
        assert not any(trace in file.read_bytes() for trace in traces), file.name


def test_forgetting_a_conversation_wipes_its_vectors(memory: Memory, talk: Talk, letters: Letters) -> None:
    said = talk("user: My secret harbour.", "user: Beyond the sandbank.")
    embed_pending(memory.store, letters)
    assert any(memory.store.value("SELECT signs FROM vector_sign"))
    memory.forget(conversation_ids=[said[0].conversation])
    assert not any(memory.store.value("SELECT signs FROM vector_sign"))
    assert memory.store.value("SELECT count(*) FROM message_vector") == 0


def test_the_vector_of_a_fact_goes_with_it(memory: Memory, talk: Talk, letters: Letters) -> None:
    (said,) = talk("user: I keep bees.")
    fact = memory.learn("Keeps bees.", said_by="user", sources=[said.id], at=said.at)
    embed_pending(memory.store, letters)
    assert memory.store.value("SELECT count(*) FROM fact_vector") == 1
    memory.forget(fact_ids=[fact.id])
    assert memory.store.value("SELECT count(*) FROM fact_vector") == 0
    assert not any(memory.store.value("SELECT signs FROM vector_sign WHERE kind = 'fact'"))
    assert any(signs(memory, said.id))


@pytest.fixture(scope="module")
def long_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of messages that fill two chunks and begin a third, each with a vector."""
    path = tmp_path_factory.mktemp("story") / "companion.db"
    with Memory.open(path) as memory, memory.batch():
        conversation = memory.begin(persona="samantha", at=NOW)
        ids = [
            memory.append(conversation.id, author="user", text=f"Entry {n} of all.", at=NOW).id
            for n in range(2 * SLOTS + 1)
        ]
        put(memory.store, "message", ids, np.ones((len(ids), 20), np.int8))
    return path


@pytest.mark.parametrize("ident", [1, SLOTS - 1, SLOTS, 2 * SLOTS - 1, 2 * SLOTS])
def test_every_slot_of_a_chunk_can_be_wiped(long_story: Path, ident: int) -> None:
    with Memory.open(long_story) as memory:
        memory.store.execute("BEGIN")
        memory.store.execute("DELETE FROM message WHERE id = ?", (ident,))
        ids = range(1, 2 * SLOTS + 2)
        assert [one for one in ids if not any(signs(memory, one))] == [ident]
        assert [one for one in ids if code(memory, one) is None] == [ident]
        memory.store.execute("ROLLBACK")


def test_text_from_before_there_was_an_embedder_is_embedded(tmp_path: Path, letters: Letters) -> None:
    with Memory.open(tmp_path / "companion.db") as without:
        conversation = without.begin(persona="samantha", at=NOW)
        without.append(conversation.id, author="user", text="Herons nest here.", at=NOW)
    with Memory.open(tmp_path / "companion.db", embedder=letters) as memory:
        assert pending(memory.store) == 1
        assert memory.recall("heronry")[0].text == "Herons nest here."
        assert pending(memory.store) == 0


def test_vectors_of_the_first_form_are_made_anew(memory: Memory, talk: Talk, letters: Letters) -> None:
    """The tables as they were before, with a chunk in them, become the ones there are now."""
    said = talk("user: Herons nest here.", "user: Egrets do too.")
    embed_pending(memory.store, letters)
    _go_back(memory)
    memory.store.insert(
        "vector_chunk", {"kind": "message", "chunk": 0, "stamp": 1, "codes": b"\1" * 100 * 128}
    )
    assert pending(memory.store) == 0
    with memory.store.transaction():
        tables.keep_signs_apart(memory.store.connection)
    assert queued(memory) == {("message", one.id) for one in said}
    assert memory.store.row("SELECT 1 FROM sqlite_master WHERE name = 'vector_chunk'") is None
    embed_pending(memory.store, letters)
    memory.forget(message_ids=[said[0].id])
    assert code(memory, said[0].id) is None
    assert code(memory, said[1].id) is not None
    assert memory.check() == []
    assert tables.keep_signs_apart in schema.migrations()


def _go_back(memory: Memory) -> None:
    """Tables of vectors as the first version made them, and nothing waiting."""
    made = memory.store.rows(
        """SELECT type, name FROM sqlite_master WHERE name GLOB '*_unembedded_*'
           OR name GLOB '*_vector_delete' OR name GLOB '*_vector'
           OR name IN ('vector_sign', 'vector_model', 'unembedded')"""
    )
    for kind, name in sorted(made, key=lambda row: row["type"] == "table"):
        memory.store.execute(f"DROP {kind} {name}")
    with memory.store.transaction():
        for step in tables.MIGRATIONS:
            step(memory.store.connection)
    memory.store.execute("DELETE FROM unembedded")


def summed_up(memory: Memory, talk: Talk) -> tuple[int, int]:
    """A conversation's summary, and the day's that was made of it."""
    (said,) = talk("user: Herons nest here.")
    span = {"start": said.at, "end": said.at, "method": "extractive", "at": NOW}
    note = memory.summarise(
        "conversation", "Of herons.", sources=[said.id], conversation=said.conversation, **span
    )
    day = memory.roll_up(day_of(said.at, UTC), "A day of herons.", [note.id], method="extractive", at=NOW)
    return note.id, day.id


def test_what_recall_leaves_out_is_not_embedded(memory: Memory, talk: Talk, letters: Letters) -> None:
    note, day = summed_up(memory, talk)
    assert queued(memory) == {("message", 1), ("summary", note)}
    embed_pending(memory.store, letters)
    memory.embedder = letters
    assert (memory.embedded(), memory.unembedded()) == (2, 0)
    memory.store.execute("UPDATE summary SET text = 'Another day.' WHERE id = ?", (day,))
    assert queued(memory) == set()
    assert {one.kind for one in memory.recall("heronry", now=NOW)} == {"message", "summary"}


def test_vectors_of_roll_ups_that_were_made_before_are_dropped(
    memory: Memory, talk: Talk, letters: Letters
) -> None:
    note, day = summed_up(memory, talk)
    embed_pending(memory.store, letters)
    kept = memory.store.value("SELECT code FROM summary_vector")
    with memory.store.transaction():
        put(memory.store, "summary", [day], np.ones((1, letters.dimensions), np.int8))
        memory.store.insert("unembedded", {"kind": "summary", "ref": day})
        tables.leave_out_roll_ups(memory.store.connection)
    assert tables.leave_out_roll_ups in schema.migrations()
    assert [tuple(row) for row in memory.store.rows("SELECT id, code FROM summary_vector")] == [(note, kept)]
    whole = memory.store.value("SELECT signs FROM vector_sign WHERE kind = 'summary'")
    size = len(whole) // SLOTS
    assert [number for number in range(SLOTS) if any(whole[number * size :][:size])] == [note]
    assert queued(memory) == set()
    assert memory.check() == []


def test_a_vector_of_a_text_that_is_gone_is_reported(memory: Memory, talk: Talk, letters: Letters) -> None:
    talk("user: Heron.")
    embed_pending(memory.store, letters)
    assert memory.check() == []
    with memory.store.transaction():
        put(memory.store, "message", [77], np.ones((1, letters.dimensions), np.int8))
    (problem,) = memory.check()
    assert problem.startswith("1 vectors are of texts that are gone.")
