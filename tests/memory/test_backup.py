"""Backups while the store is in use, and forgetting that reaches them."""

from __future__ import annotations

import stat
import threading
from contextlib import suppress
from datetime import timedelta

import pytest

from memory import Memory, StoreError
from tests.conftest import traces

SECRET = "Zorblaxinations"
KEY = bytes(range(32))


def texts(memory):
    return [row["text"] for row in memory.export()]


@pytest.fixture
def store(home):
    return home / "companion.db"


def test_a_backup_is_a_store_of_its_own_that_only_you_can_read(home, memory, talk):
    talk("I live in Ulm.", "Nice.")

    made = memory.backup()

    assert memory.backups() == [made]
    assert made.parent == home / "backups"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert list(made.parent.iterdir()) == [made]
    with Memory.open(made) as copy:
        assert list(copy.export_all()) == list(memory.export_all())
        assert copy.check() == []


def test_backups_of_one_second_have_names_of_their_own(memory, talk):
    talk("Hello.")
    assert len({memory.backup() for _ in range(3)}) == 3
    assert len(memory.backups()) == 3


def test_while_others_write_a_backup_holds_what_was_there(store, memory, talk, noon):
    (first,) = talk("Hello.")
    done = threading.Event()

    def write():
        with Memory.open(store) as other:
            number = 0
            while not done.is_set():
                number += 1
                other.append(first.conversation, "user", f"Line {number}", noon)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [memory.backup() for _ in range(3)]
    finally:
        done.set()
        writer.join()
    lengths = []
    for path in made:
        with Memory.open(path) as copy:
            said = texts(copy)
            assert said == texts(memory)[: len(said)]
            lengths.append(len(said))
    assert lengths == sorted(lengths)
    assert memory.check() == []


def test_an_encrypted_store_has_encrypted_backups(home, store, noon):
    with Memory.open(store, key=KEY) as memory:
        conversation = memory.begin("samantha", noon)
        memory.append(conversation.id, "user", f"It is called {SECRET}.", noon)
        made = memory.backup()
        memory.append(conversation.id, "user", "Later.", noon)

    assert traces(home, SECRET) == []
    with pytest.raises(StoreError, match="needs its key"):
        Memory.open(made)
    with pytest.raises(StoreError, match=r"does not open|needs its key"):
        Memory.restore(store, made)
    Memory.restore(store, made, KEY)
    with Memory.open(store, key=KEY) as memory:
        assert texts(memory) == [f"It is called {SECRET}."]
        memory.forget(matching=SECRET)
        assert memory.check() == []
        for path in memory.backups():
            with Memory.open(path, key=KEY) as copy:
                assert SECRET not in str(texts(copy))


def test_where_a_backup_can_not_be_there_is_none(home, memory, talk, tmp_path):
    talk("Hello.")
    taken = tmp_path / "taken.db"
    taken.write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        memory.backup(taken)
    with pytest.raises(StoreError, match="is there already"):
        memory.backup(home / "companion.db")
    with pytest.raises(StoreError, match=r"Not a directory|in the way"):
        memory.backup(taken / "x.db")
    with memory.batch(), pytest.raises(StoreError, match="part of a batch"):
        memory.backup()
    with Memory.open(":memory:") as volatile, pytest.raises(StoreError, match="in no file"):
        volatile.backup()
    assert taken.read_text() == "mine"
    assert not list(home.rglob("*.part*"))


def test_a_store_with_a_fault_still_has_a_backup_but_no_worse_one(memory, talk):
    talk("One.", "Two.")
    memory.store.execute("PRAGMA foreign_keys = OFF")
    memory.store.execute("UPDATE message SET parent = 2 WHERE id = 1")
    made = memory.backup()
    with Memory.open(made) as copy:
        assert copy.check() == memory.check() != []


def test_what_is_forgotten_is_gone_from_every_backup_and_nothing_else_is(home, memory, talk, noon):
    said = talk("The weather is fine.", f"My sister calls it {SECRET}.", "I see.")
    memory.learn(f"Your sister says {SECRET}.", said_by="user", sources=[said[1].id], at=noon)
    memory.learn("You like rain.", said_by="user", at=noon)
    made = [memory.backup(), memory.backup()]
    assert len(traces(home, SECRET)) >= 2

    memory.forget(message_ids=[said[1].id])

    assert traces(home, SECRET) == []
    for path in made:
        with Memory.open(path) as copy:
            assert texts(copy) == ["The weather is fine.", "I see."]
            assert [fact.text for fact in copy.facts()] == ["You like rain."]
            assert copy.check() == []


def test_an_answer_that_was_still_coming_when_the_backup_was_made_goes_too(home, memory, talk, noon):
    (first,) = talk("What is it called?")
    answer = memory.append(
        first.conversation, "companion", f"It is {SECRET}", noon + timedelta(1), status="streaming"
    )
    memory.backup()
    memory.update(answer.id, text=f"It is {SECRET}, I think.", status="complete")

    memory.forget(message_ids=[answer.id])

    assert traces(home, SECRET) == []


def test_numbers_that_mean_something_else_in_a_backup_do_no_harm(store, home, memory, talk, noon):
    talk("Hello.")
    early = memory.backup()
    conversation = memory.begin("samantha", noon)
    memory.append(conversation.id, "user", "The first story.", noon + timedelta(days=1))
    late = memory.backup()
    memory.close()
    Memory.restore(store, early)
    with Memory.open(store) as memory:
        conversation = memory.begin("samantha", noon)
        other = memory.append(conversation.id, "user", f"{SECRET}.", noon + timedelta(days=2))
        memory.forget(message_ids=[other.id])
    with Memory.open(late) as copy:
        assert "The first story." in texts(copy)
    assert traces(home, SECRET) == []


def test_a_text_goes_from_backups_that_have_it_where_the_store_does_not(home, memory, talk, store):
    talk(f"{SECRET}.", "I see.")
    made = memory.backup()
    memory.store.execute("UPDATE message SET text = 'Reworded.' WHERE id = 1")
    memory.forget(matching=SECRET)
    with Memory.open(made) as copy:
        assert texts(copy) == ["I see."]


def test_everything_takes_the_backups_along(home, memory, talk):
    talk(f"{SECRET}.")
    memory.backup()
    (home / "backups" / ".companion-1.db.part").write_text(SECRET)
    memory.forget(everything=True)
    assert traces(home, SECRET) == []
    assert memory.backups() == []


def test_a_backup_that_can_not_be_opened_is_told_and_the_rest_is_done(home, memory, talk):
    said = talk(f"{SECRET}.", "I see.")
    memory.backup()
    broken = home / "backups" / "companion-broken.db"
    broken.write_text(f"{SECRET} in ruins")

    with pytest.raises(StoreError, match=r"companion-broken\.db.*can't be opened") as told:
        memory.forget(message_ids=[said[0].id])

    assert "delete it" in str(told.value)
    assert traces(home, SECRET) == ["companion-broken.db"]


def test_the_check_looks_at_the_backups_too(home, memory, talk):
    talk("Hello.")
    memory.backup()
    assert memory.check() == []
    (home / "backups" / "companion-old.db").write_text("x" * 100)
    (home / "backups" / ".companion-new.db.part").touch()
    problems = memory.check()
    assert len(problems) == 2
    assert all("Delete it" in problem for problem in problems)


def test_a_backup_that_is_taken_away_while_it_is_made_is_none(store, home, memory, talk):
    """Forgetting removes what is half made: it would come to hold what was forgotten."""
    talk(*["A long story. " * 50] * 200)
    stop = threading.Event()

    def take_away():
        while not stop.is_set():
            for part in (home / "backups").glob(".*.part"):
                if part.stat().st_size:
                    part.unlink()
                    return

    (home / "backups").mkdir(mode=0o700)
    taker = threading.Thread(target=take_away)
    taker.start()
    made = []
    try:
        with suppress(StoreError):
            made.append(memory.backup())
    finally:
        stop.set()
        taker.join()
    assert memory.backups() == made
    for path in made:
        with Memory.open(path) as copy:
            assert len(texts(copy)) == 200
