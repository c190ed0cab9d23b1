"""The check finds what is wrong, and the status counts."""

from __future__ import annotations

import pytest

from memory import Memory


def break_in(memory, sql, *parameters):
    """What no one should do, past the rules of the tables."""
    memory.store.execute("PRAGMA foreign_keys = OFF")
    memory.store.execute(sql, parameters)
    memory.store.execute("PRAGMA foreign_keys = ON")


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE message SET parent = 2 WHERE id = 1", "2 messages are their own ancestors"),
        ("UPDATE message SET parent = 1 WHERE id = 3", "1 messages have a parent in another conversation"),
        ("UPDATE conversation SET head = 3 WHERE id = 1", "1 conversations have a head that is another's"),
        ("UPDATE conversation SET head = 99 WHERE id = 1", "points to a row of message that is gone"),
        ("DELETE FROM fact_source", "1 facts quote a message that they don't name"),
        ("DELETE FROM summary_source", "1 summaries don't name the messages"),
        ("UPDATE recalled SET ref = 99", "1 notes of what was recalled"),
        ("DELETE FROM message_fts_data WHERE id > 10", "damaged: fts5"),
        ("INSERT INTO message_fts(message_fts) VALUES ('delete-all')", "search index of the table message"),
        ("INSERT INTO fact_fts(fact_fts) VALUES ('delete-all')", "search index of the table fact"),
        ("DELETE FROM conversation WHERE id = 2", "points to a row of conversation that is gone"),
    ],
)
def test_what_is_wrong_is_found(memory, talk, noon, sql, found):
    said = talk("One.", "Two.")
    talk("Elsewhere.")
    fact = memory.learn("One.", said_by="user", sources=[said[0].id], quote="One.", at=noon)
    memory.summarise(
        "conversation", "One.", start=noon, end=noon, sources=[said[0].id], method="extractive", at=noon
    )
    memory.note_recalled(said[1].id, memory.recall("One", kinds={"message"}) or [])
    memory.store.execute("INSERT INTO recalled VALUES (?, 50, 'fact', ?, 1.0)", (said[1].id, fact.id))
    assert memory.check() == []

    break_in(memory, sql)

    assert any(found in line for line in memory.check()), memory.check()


def test_a_flipped_byte_is_found(home, memory, talk):
    for number in range(200):
        talk(f"A long story, part {number}. " * 20)
    memory.close()
    file = home / "companion.db"
    content = bytearray(file.read_bytes())
    for place in range(4096 * 30, 4096 * 30 + 200):
        content[place] ^= 0xFF
    file.write_bytes(content)

    with Memory.open(file) as damaged:
        assert any("damaged" in line for line in damaged.check())


def test_the_status_counts_what_there_is(home, memory, talk, noon):
    said = talk("One.", "Two.")
    memory.learn("One.", said_by="user", sources=[said[0].id], at=noon)
    status = memory.status()

    assert status["rows"] == {
        "conversation": 1,
        "message": 2,
        "fact": 1,
        "summary": 0,
        "proposal": 0,
        "reminder": 0,
        "change": 0,
        "work": 0,
    }
    assert status["path"] == str(home / "companion.db")
    assert status["bytes"] >= (home / "companion.db").stat().st_size > 0
    assert (status["first"], status["last"]) == (
        "2026-05-04T12:00:00.000000+00:00",
        "2026-05-04T12:01:00.000000+00:00",
    )
    assert status["driver"].startswith("sqlcipher3")
    assert not status["encrypted"]
