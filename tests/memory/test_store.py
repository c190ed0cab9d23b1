"""The file: private, durable, shared by many programs, and never taken for what it is not."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from memory import Memory, StoreError
from memory.store import Store

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
DIARY = "Dear diary, the neighbour's cat has been here again."

APPENDING = """
import sys
from datetime import UTC, datetime
from memory import Memory

path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Memory.open(path) as memory:
    conversation = memory.begin(persona="samantha", at=datetime.now(UTC), external_id=name)
    for number in range(count):
        mark = f"{name}-{number}."
        memory.append(conversation.id, author="user", text=mark, at=datetime.now(UTC), external_id=mark)
        print(mark, flush=True)
"""


def appending(path, name, count=1_000_000):
    """Another program that appends, and prints each message when it is told that it is kept."""
    return subprocess.Popen(
        [sys.executable, "-c", APPENDING, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o277])
def umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_everything_it_makes_is_private_whatever_the_umask(tmp_path, noon):
    home = tmp_path / "a" / "home"
    with Memory.open(home / "companion.db") as memory:
        memory.begin(persona="samantha", at=noon)
        files = {path.name: mode(path) for path in home.iterdir()}

    assert files == {"companion.db": 0o600, "companion.db-wal": 0o600, "companion.db-shm": 0o600}
    assert mode(home) == mode(home.parent) == 0o700


def test_a_folder_that_was_there_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o755)
    Memory.open(tmp_path / "companion.db").close()

    assert mode(tmp_path) == 0o755
    assert mode(tmp_path / "companion.db") == 0o600


def test_a_store_that_others_could_read_is_made_private(home, memory, talk):
    talk(DIARY)
    (home / "companion.db").chmod(0o644)
    Memory.open(home / "companion.db").close()

    assert mode(home / "companion.db") == 0o600


def test_the_connection_is_set_up_to_lose_nothing(memory):
    settings = {
        name: memory.store.value(f"PRAGMA {name}")
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "secure_delete",
            "busy_timeout",
            "trusted_schema",
        )
    }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 30000,
        "trusted_schema": 0,
    }


def test_sixteen_programs_at_once_on_a_fresh_store(tmp_path):
    path = tmp_path / "home" / "companion.db"
    programs = [appending(path, f"program {number}", 5) for number in range(16)]
    ends = [(program.communicate(timeout=60)[1], program.returncode) for program in programs]

    assert ends == [("", 0)] * 16
    with Memory.open(path) as memory:
        texts = [row["text"] for row in memory.export()]
        assert sorted(texts) == sorted(f"program {a}-{b}." for a in range(16) for b in range(5))
        assert memory.check() == []


class Overtaken(Store):
    """A program that stops when it has asked whose the file is, while another makes the store."""

    overtaken = False

    def rows(self, sql, parameters=()):
        found = super().rows(sql, parameters)
        if "application_id" in sql and not self.overtaken:
            self.overtaken = True
            Memory.open(self.path).close()
        return found


def test_a_program_that_was_looking_while_another_made_the_store_takes_it_for_its_own(tmp_path):
    store = Overtaken(tmp_path / "companion.db")

    assert store.overtaken
    assert store.value("SELECT count(*) FROM message") == 0
    store.connection.close()


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path):
    path = tmp_path / "companion.db"
    chance = random.Random(4)
    acknowledged = []
    for number in range(4):
        program = appending(path, f"round {number}")
        acknowledged.append(program.stdout.readline())
        time.sleep(chance.uniform(0.01, 0.1))
        program.send_signal(signal.SIGKILL)
        acknowledged += program.communicate()[0].splitlines(keepends=True)

    with Memory.open(path) as memory:
        texts = {row["text"] for row in memory.export()}
        assert {line[:-1] for line in acknowledged if line.endswith("\n")} <= texts
        assert memory.check() == []


def test_a_program_notices_that_another_has_written(home, memory, talk, noon):
    (message,) = talk("One.")
    before = memory.data_version()
    with Memory.open(home / "companion.db") as other:
        assert memory.data_version() == before
        other.append(message.conversation, author="user", text="Two.", at=noon)

    assert memory.data_version() != before
    assert len(memory.messages(message.conversation)) == 2


def test_no_write_leaves_the_state_as_it_was(home, memory, talk, noon):
    (message,) = talk("One.")
    before = memory.store.state()
    assert memory.store.state() == before

    memory.append(message.conversation, author="user", text="Two.", at=noon)
    after = memory.store.state()
    with Memory.open(home / "companion.db") as other:
        assert memory.store.state() == after != before
        other.append(message.conversation, author="user", text="Three.", at=noon)
    assert memory.store.state() not in {before, after}


def test_rows_as_tuples_fail_as_other_rows_do(memory):
    assert memory.store.tuples("SELECT 1, ?", ("a",)) == [(1, "a")]
    with pytest.raises(StoreError, match="no such table"):
        memory.store.tuples("SELECT * FROM nowhere")


def test_an_encrypted_store_opens_with_its_key_and_with_no_other(tmp_path, noon):
    path = tmp_path / "companion.db"
    for key in (KEY, 'a passphrase, "quoted" ü'.encode()):
        path.unlink(missing_ok=True)
        with Memory.open(path, key=key) as memory:
            conversation = memory.begin(persona="samantha", at=noon)
            memory.append(conversation.id, author="user", text=DIARY, at=noon)
            wal = (tmp_path / "companion.db-wal").read_bytes()
        before = path.read_bytes()

        assert b"SQLite" not in before
        assert b"neighbour" not in before + wal
        for wrong in (b"wrong", bytes(32), None):
            with pytest.raises(StoreError, match=r"companion\.db.*Nothing was changed"):
                Memory.open(path, key=wrong)
        assert path.read_bytes() == before
        with Memory.open(path, key=key) as memory:
            assert [row["text"] for row in memory.export()] == [DIARY]
            assert memory.status()["encrypted"]


def test_a_store_that_is_not_encrypted_does_not_open_with_a_key(home, memory, talk):
    talk(DIARY)
    memory.close()
    before = (home / "companion.db").read_bytes()

    with pytest.raises(StoreError, match="key does not open"):
        Memory.open(home / "companion.db", key=KEY)
    assert (home / "companion.db").read_bytes() == before


@pytest.mark.parametrize("garbage", [b"Dear diary", b"\x00" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_stays_as_it_is(tmp_path, garbage):
    path = tmp_path / "companion.db"
    path.write_bytes(garbage)

    with pytest.raises(StoreError, match=r"companion\.db is (not a memory|damaged)"):
        Memory.open(path)
    assert path.read_bytes() == garbage


def test_another_programs_database_stays_as_it_is(tmp_path):
    path = tmp_path / "companion.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE cats (name TEXT)")
    theirs.close()
    before = path.read_bytes()

    with pytest.raises(StoreError, match="database of another program"):
        Memory.open(path)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_program_stays_as_it_is(home, memory, talk):
    talk(DIARY)
    memory.store.execute("PRAGMA user_version = 99")
    memory.close()
    before = (home / "companion.db").read_bytes()

    with pytest.raises(StoreError, match=r"newer version of this program.*Update the program"):
        Memory.open(home / "companion.db")
    assert (home / "companion.db").read_bytes() == before


def test_a_place_where_nothing_can_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match=r"can't be made at .*Choose a folder"):
        Memory.open(tmp_path / "file" / "companion.db")
    with pytest.raises(StoreError, match="can't be opened"):
        Memory.open(tmp_path)


def test_a_full_disk_is_said_so_and_what_was_kept_stays(memory, talk, noon):
    (message,) = talk(DIARY)
    memory.store.execute(f"PRAGMA max_page_count = {memory.store.value('PRAGMA page_count')}")

    with pytest.raises(StoreError, match="The disk is full"):
        memory.append(message.conversation, author="user", text="x" * 1_000_000, at=noon)

    assert [m.text for m in memory.messages(message.conversation)] == [DIARY]
    assert memory.check() == []


def test_a_store_that_another_program_keeps_locked_is_said_so(home, memory, talk, noon):
    (message,) = talk(DIARY)
    memory.store.execute("PRAGMA busy_timeout = 20")
    with Memory.open(home / "companion.db") as other, other.batch():
        with pytest.raises(StoreError, match="kept locked by another program"):
            memory.append(message.conversation, author="user", text="Me too.", at=noon)
        assert [m.text for m in memory.messages(message.conversation)] == [DIARY]


def test_a_store_that_may_only_be_read_is_said_so(memory, talk, noon):
    (message,) = talk(DIARY)
    memory.store.execute("PRAGMA query_only = ON")

    with pytest.raises(StoreError, match="can't be written to"):
        memory.append(message.conversation, author="user", text="Me too.", at=noon)


def test_a_migration_that_fails_leaves_the_version_before_it(tmp_path):
    from memory import schema
    from memory.store import Store

    store = Store(tmp_path / "companion.db")
    tables = store.db.table_names()
    newest = schema.version(store)

    def half_way(connection):
        connection.execute("CREATE TABLE half (way)")
        connection.execute("CREATE TABLE half (way)")

    with pytest.raises(store.driver.module.OperationalError):
        schema.apply(store, half_way, newest)

    assert schema.version(store) == newest
    assert store.db.table_names() == tables
    store.close()


def test_a_volatile_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Memory.open(":memory:") as memory:
        talk = memory.begin(persona="samantha", at=datetime.now(UTC))
        memory.append(talk.id, author="user", text="The heron stays between us.", at=datetime.now(UTC))
        assert [found.text for found in memory.recall("heron")] == ["The heron stays between us."]
        assert memory.check() == []
    assert not list(tmp_path.iterdir())
    with Memory.open(":memory:") as memory:
        assert memory.conversations() == []
