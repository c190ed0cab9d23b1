"""Forgetting while another program makes a backup: no file comes to keep what was forgotten."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest

from memory import Memory

SECRET = b"zorblaxinations"
FORGET = """
import sys
from memory import Memory
with Memory.open(sys.argv[1]) as memory:
    memory.forget(message_ids=[1])
"""


def traces(home):
    """In which files the word is. (To close the store's own file so would let go of the locks on it.)"""
    found = (path for path in home.rglob("*") if path.is_file())
    return [path.name for path in found if SECRET in path.read_bytes().lower()]


@pytest.fixture
def forgetting(home, memory, talk):
    """Another program that has forgotten the first message in a backup, and is about to in the store."""
    talk("It is called Zorblaxinations.", "I see.")
    made = memory.backup()

    @contextmanager
    def begun():
        command = [sys.executable, "-c", FORGET, str(home / "companion.db")]
        with memory.batch():  # alone in writing until the end of this block
            other = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            until = time.monotonic() + 20
            while SECRET in made.read_bytes().lower():
                assert time.monotonic() < until
                time.sleep(0.01)
            yield
        assert other.communicate(timeout=20)[1] == ""
        assert other.returncode == 0

    return begun


def test_a_backup_that_is_made_while_the_store_forgets_forgets_too(home, forgetting):
    with forgetting(), Memory.open(home / "companion.db") as third:
        late = third.backup()
        assert SECRET in late.read_bytes().lower()

    assert traces(home) == []
    with Memory.open(late) as copy:
        assert [row["text"] for row in copy.export()] == ["I see."]
        assert copy.check() == []


def test_a_backup_that_is_half_made_when_the_store_forgets_is_none(home, forgetting):
    part = home / "backups" / ".companion-20260501-120000.db.1.part"
    with forgetting():
        part.write_bytes(SECRET)

    assert traces(home) == []
    assert not part.exists()


def test_of_all_that_is_forgotten_no_backup_is_left(home, memory, talk):
    talk("It is called Zorblaxinations.")
    memory.backup()
    memory.forget(everything=True)
    assert memory.backups() == []
    assert traces(home) == []


@pytest.mark.parametrize("name", ["backups/keep.db", "backups/old.copy", "my.db", ".hidden.db"])
def test_a_backup_in_the_home_forgets_too_whatever_it_is_called(home, memory, talk, name):
    said = talk("It is called Zorblaxinations.", "I see.")
    kept = memory.backup(home / name)
    assert memory.backups() == [kept]

    memory.forget(message_ids=[said[0].id])

    assert traces(home) == []
    with Memory.open(kept) as copy:
        assert [row["text"] for row in copy.export()] == ["I see."]


def test_a_backup_that_was_renamed_forgets_too(home, memory, talk):
    talk("It is called Zorblaxinations.")
    memory.backup().rename(home / "before the holidays")
    memory.forget(matching="zorblaxinations")
    assert traces(home) == []


def test_a_backup_of_nothing_but_facts_is_known_again(home, memory, noon):
    memory.learn("You like Zorblaxinations.", said_by="user", at=noon)
    memory.backup(home / "facts.db")
    memory.forget(everything=True)
    assert not (home / "facts.db").exists()


def test_another_memory_beside_it_and_files_of_others_stay(home, memory, talk, noon):
    talk("It is called Zorblaxinations.")
    with Memory.open(home / "marcus.db") as neighbour:
        neighbour.begin("marcus", noon)
        neighbour.learn("Zorblaxinations are fine.", said_by="user", at=noon)
    (home / "companion-link.db").symlink_to(home / "companion.db")
    (home / "backups").mkdir()
    others = [home / "notes.db", home / "backups" / "notes.db"]
    for path in others:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE note (text)")
            connection.commit()
    assert memory.backups() == []

    memory.forget(everything=True)

    with Memory.open(home / "marcus.db") as neighbour:
        assert [fact.text for fact in neighbour.facts()] == ["Zorblaxinations are fine."]
    assert all(path.exists() for path in others)
    assert memory.conversations() == []


def test_what_is_half_made_under_another_name_goes_as_well(home, memory, talk):
    talk("It is called Zorblaxinations.")
    (home / "backups").mkdir()
    halves = [home / "backups" / ".keep.db.12.part", home / ".my.db.12.part"]
    for half in halves:
        half.write_bytes(SECRET)
    memory.forget(message_ids=[1])
    assert traces(home) == []
