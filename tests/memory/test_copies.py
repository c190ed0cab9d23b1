"""Forgetting while another program makes a backup: no file comes to keep what was forgotten."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager

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
