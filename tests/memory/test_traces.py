"""What is forgotten leaves no byte in any file of the store."""

from __future__ import annotations

import random

import pytest

from memory import Memory, StoreError
from tests.memory.test_forget import SECRET, STEM, tell_about, traces


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_no_byte_of_it_is_left(home, memory, noon, closed):
    conversation = memory.begin(persona="samantha", at=noon, external_id=f"about {SECRET}")
    for number in range(200):
        secret = (
            f" My sister calls it {SECRET.upper() if number % 80 else SECRET}." if number % 40 == 7 else ""
        )
        message = memory.append(
            conversation.id,
            author="user",
            text=f"We spoke of garden number {number}.{secret}",
            at=noon,
            external_id=f"{SECRET} {number}" if number == 50 else None,
        )
        if secret:
            tell_about(memory, message, f"{SECRET} {number}")
    memory.rename(conversation.id, f"On {SECRET}")
    memory.begin(persona="samantha", at=noon, external_id=f"empty {SECRET}")
    assert traces(home, STEM)

    counts = memory.forget(matching=SECRET.upper())

    assert counts == {
        "messages": 5,
        "conversations": 0,
        "facts": 5,
        "summaries": 5,
        "proposals": 5,
        "reminders": 5,
        "changes": 5,
        "titles": 1,
    }
    assert memory.check() == []
    assert len(list(memory.export())) == 195
    if closed:
        memory.close()
    assert traces(home, STEM) == {}


def test_no_byte_is_left_however_the_pages_were_filled(home, memory, noon):
    """Rows of many sizes that push each other about before some of them go."""
    chance = random.Random(1)
    words = ["".join(chance.choices("bcdfglmnprst", k=5)) for _ in range(300)]
    conversation = memory.begin(persona="samantha", at=noon)
    with memory.batch():
        for number in range(1500):
            secret = f"{SECRET}{chance.choice(['', 's', 'ed', 'ing'])} " * chance.randint(1, 30)
            text = " ".join(chance.choices(words, k=chance.choice([3, 30, 300])))
            told = memory.append(
                conversation.id, author="user", text=(secret if number % 9 == 4 else "") + text, at=noon
            )
            if number % 50 == 4:
                memory.learn(told.text, said_by="user", sources=[told.id], at=noon)
    streaming = memory.append(conversation.id, author="companion", text="", at=noon, status="streaming")
    for length in range(1, 40):
        memory.update(streaming.id, text=f"{SECRET} " * length)
    memory.update(streaming.id, status="complete")
    others = memory.store.value("SELECT count(*) FROM message WHERE text NOT LIKE ?", (f"%{SECRET}%",))

    memory.forget(matching=STEM)

    assert traces(home, STEM) == {}
    assert len(list(memory.export())) == others
    assert memory.check() == []


@pytest.mark.parametrize("neighbours", [True, False], ids=["neighbours", "alone"])
def test_no_byte_is_left_of_words_that_fill_pages(home, memory, noon, neighbours):
    """So many different words that the index notes by some where a page of it begins, and moves others."""
    chance = random.Random(2)
    conversation = memory.begin(persona="samantha", at=noon)
    with memory.batch():
        for number in range(600):
            end = "".join(chance.choices("bcdfgklmp", k=8))
            word = f"{STEM}{end}"
            if neighbours:
                memory.append(conversation.id, author="user", text=f"{STEM[:-1]}o{end}", at=noon)
            told = memory.append(conversation.id, author="user", text=f"{word} {number}", at=noon)
            memory.learn(f"Said {word}.", said_by="user", sources=[told.id], at=noon)
        kept = memory.append(conversation.id, author="user", text="Nothing to hide.", at=noon)

    memory.forget(matching=STEM)

    assert traces(home, STEM) == {}
    assert [found.id for found in memory.search("hide")] == [kept.id]
    assert memory.check() == []


def test_traces_that_another_program_holds_are_said_so_and_go_the_next_time(home, memory, talk):
    talk(f"{SECRET}!", "Sorry?")
    memory.store.execute("PRAGMA busy_timeout = 20")
    with Memory.open(home / "companion.db") as reader:
        cursor = reader.store.execute("SELECT text FROM message")
        cursor.fetchone()
        with pytest.raises(StoreError, match="being read by another program"):
            memory.forget(matching=SECRET)
        cursor.close()
    assert [row["text"] for row in memory.export()] == ["Sorry?"]

    memory.forget(matching=SECRET)
    assert traces(home, STEM) == {}
