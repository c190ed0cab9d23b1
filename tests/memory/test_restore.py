"""Restoring a backup: what was there is kept, and nothing changes where it can't be done."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from memory import Memory, StoreError
from memory.restore import look


def texts(memory):
    return [row["text"] for row in memory.export()]


@pytest.fixture
def store(home):
    return home / "companion.db"


def test_restoring_keeps_what_was_there(home, store, memory, talk):
    talk("Before.")
    made = memory.backup()
    talk("After.")
    memory.close()

    assert look(store, made).messages == 1
    kept = Memory.restore(store, made)

    with Memory.open(store) as restored:
        assert texts(restored) == ["Before."]
        assert restored.check() == []
    with Memory.open(kept) as older:
        assert texts(older) == ["Before.", "After."]
    assert kept.parent == home / "backups"
    assert stat.S_IMODE(store.stat().st_mode) == stat.S_IMODE(kept.stat().st_mode) == 0o600
    Memory.restore(store, kept)
    with Memory.open(store) as again:
        assert texts(again) == ["Before.", "After."]
    assert sorted(path.name for path in home.iterdir()) == ["backups", "companion.db"]


def test_into_an_empty_home(tmp_path, memory, talk):
    talk("Hello.")
    made = memory.backup(tmp_path / "elsewhere.db")
    target = tmp_path / "new" / "companion.db"
    assert Memory.restore(target, made) is None
    with Memory.open(target) as restored:
        assert texts(restored) == ["Hello."]


ONCE = "m = Memory.open(sys.argv[1]); "
TWICE = f"{ONCE} Memory.open(sys.argv[1]).close(); "  # which gave up the lock of the first, once


@pytest.mark.parametrize("opened", [ONCE, TWICE])
def test_a_store_that_another_program_has_open_is_not_replaced(store, memory, talk, opened):
    talk("Before.")
    made = memory.backup()
    talk("After.")
    with pytest.raises(StoreError, match=r"Another program has .* open"):
        Memory.restore(store, made)

    held = f"import sys; from memory import Memory; {opened} m.conversations(); "
    memory.close()
    with subprocess.Popen(
        [sys.executable, "-c", held + "print('open', flush=True); input()", str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match=r"Another program has .* open"):
            Memory.restore(store, made)
        other.communicate(b"\n")
    with Memory.open(store) as unchanged:
        assert texts(unchanged) == ["Before.", "After."]
    Memory.restore(store, made)


def other_program(path):
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE x (y)")
    connection.commit()
    connection.close()


def newer(path, made):
    path.write_bytes(made.read_bytes())
    with Memory.open(path) as memory:
        memory.store.execute("PRAGMA user_version = 999")


def damaged(path, made):
    content = bytearray(made.read_bytes())
    for place in range(4096 * 20, 4096 * 21):
        content[place] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path, made: None, "No such file"),
        (lambda path, made: path.touch(), "is empty"),
        (lambda path, made: path.write_text("Dear diary"), "is not a memory"),
        (lambda path, made: path.mkdir(), "Is a directory"),
        (lambda path, made: other_program(path), "a database of another program"),
        (newer, "was written by a newer version"),
        (damaged, "damaged"),
        (lambda path, made: path.write_bytes(made.read_bytes()[:5000]), "damaged|is not a memory"),
        (lambda path, made: os.link(path.parent / "home" / "companion.db", path), "is the memory itself"),
    ],
)
def test_what_is_no_sound_backup_is_refused_and_nothing_changes(store, memory, talk, tmp_path, make, reason):
    for number in range(40):
        talk(f"A long story, part {number}. " * 20)
    made = memory.backup()
    memory.close()
    source = tmp_path / "source.db"
    make(source, made)
    before = store.read_bytes()

    with pytest.raises(StoreError, match=reason) as refused:
        Memory.restore(store, source)

    assert ".restore" not in str(refused.value)
    assert store.read_bytes() == before
    assert len(list(store.parent.iterdir())) == 2


def test_a_damaged_store_gives_way_to_its_backup_and_is_kept_as_it_was(store, memory, talk):
    talk("Hello.")
    made = memory.backup()
    memory.close()
    store.write_bytes(b"not a database at all" * 500)
    store.with_name("companion.db-wal").write_bytes(b"old log")

    kept = Memory.restore(store, made)

    assert "damaged" in kept.name
    assert kept.read_bytes().startswith(b"not a database")
    with Memory.open(store) as restored:
        assert texts(restored) == ["Hello."]
        assert any("can't be opened" in problem for problem in restored.check())
