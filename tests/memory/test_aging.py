"""What was said long ago is forgotten, with its kin; what you asked to be kept and what is to come stays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.memory.conftest import NOON

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from memory import Memory, Message

LONG_AGO, LATELY = NOON - timedelta(days=400), NOON - timedelta(days=10)
BEFORE = NOON - timedelta(days=365)


@pytest.fixture
def spoken(memory: Memory) -> list[Message]:
    """An old conversation, one that goes on until now, and a new one."""

    def talk(*lines: tuple[str, datetime]) -> list[Message]:
        begun = memory.begin("samantha", lines[0][1])
        return [memory.append(begun.id, "user", text, at) for text, at in lines]

    return [
        *talk(("My boss is Quillon.", LONG_AGO), ("I sold the Vespa.", LONG_AGO)),
        *talk(("I keep bees.", LONG_AGO), ("The bees are well.", LATELY)),
        *talk(("I moved to Bergen.", LATELY)),
    ]


def left(memory: Memory) -> list[str]:
    return [row["text"] for row in memory.export()]


def test_the_old_goes_with_its_bytes_and_the_new_stays(
    memory: Memory, spoken: list[Message], home: Path
) -> None:
    going = memory.preview_forget(before=BEFORE)
    assert len(left(memory)) == 5
    memory.backup()
    gone = memory.forget(before=BEFORE)
    assert gone == going
    assert (gone["messages"], gone["conversations"]) == (3, 1)
    assert left(memory) == ["The bees are well.", "I moved to Bergen."]
    assert [one.parent for one in memory.messages(spoken[3].conversation)] == [None]
    assert memory.check() == []
    (copy,) = memory.backups()
    with type(memory).open(copy) as kept:
        assert left(kept) == left(memory)
    for path in home.rglob("*"):
        assert not path.is_file() or b"quillon" not in path.read_bytes().lower()


def test_an_instant_itself_is_not_before_it(memory: Memory, spoken: list[Message]) -> None:
    assert memory.preview_forget(before=LONG_AGO)["messages"] == 0
    assert memory.preview_forget(before=LONG_AGO + timedelta(microseconds=1))["messages"] == 3
    assert memory.forget(before=LONG_AGO)["messages"] == 0
    assert len(left(memory)) == 5


def test_facts_go_with_their_last_source_unless_they_are_pinned(
    memory: Memory, spoken: list[Message]
) -> None:
    boss, vespa, bees, well, _ = (one.id for one in spoken)
    memory.learn("Your boss is Quillon.", said_by="user", sources=[boss], quote="Quillon", at=LONG_AGO)
    memory.learn("You keep bees.", said_by="user", sources=[bees, well], quote="keep bees", at=LONG_AGO)
    memory.learn(
        "You had a Vespa.", said_by="user", sources=[vespa], quote="the Vespa", at=LONG_AGO, pinned=True
    )
    memory.learn("You are allergic to nuts.", said_by="user", at=LONG_AGO, pinned=True)
    memory.forget(before=BEFORE)
    assert [(one.text, one.quote, one.sources) for one in memory.facts()] == [
        ("You keep bees.", None, (well,)),  # the words that it quoted are gone
        ("You had a Vespa.", None, ()),
        ("You are allergic to nuts.", None, ()),
    ]
    assert memory.check() == []


def test_reminders_that_wait_stay_and_those_that_are_settled_go(
    memory: Memory, spoken: list[Message]
) -> None:
    proposed = memory.propose(
        "task",
        "Call Quillon",
        reason="You said so.",
        quote="My boss is Quillon.",
        evidence=spoken[0].id,
        conversation=spoken[0].conversation,
        at=LONG_AGO,
    )
    assert proposed
    yearly = memory.remind(
        "Call Quillon", NOON + timedelta(days=5), at=LONG_AGO, rrule="FREQ=YEARLY", proposal=proposed.id
    )
    done = memory.remind("Sell the Vespa", LONG_AGO + timedelta(days=1), at=LONG_AGO)
    memory.settle_reminder(done.id, state="done")
    late = memory.remind("Feed the bees", LATELY, at=LONG_AGO)
    memory.settle_reminder(late.id, state="done")
    gone = memory.forget(before=BEFORE)
    assert (gone["proposals"], gone["reminders"]) == (1, 1)
    kept = memory.reminders({"waiting", "done"})
    assert [(one.text, one.proposal) for one in kept] == [("Feed the bees", None), ("Call Quillon", None)]
    assert memory.reminder(yearly.id).rrule == "FREQ=YEARLY"
    assert memory.check() == []


def test_a_summary_goes_with_the_first_message_that_it_covers(memory: Memory, spoken: list[Message]) -> None:
    for said in (spoken[2:4], spoken[4:]):
        memory.summarise(
            "conversation",
            f"About {said[0].text}",
            start=said[0].at,
            end=said[-1].at,
            sources=[one.id for one in said],
            method="extractive",
            at=NOON,
            conversation=said[0].conversation,
        )
    memory.forget(before=BEFORE)
    assert [one.text for one in memory.summaries(level="conversation")] == ["About I moved to Bergen."]


def test_forgetting_by_name_takes_what_is_pinned_all_the_same(memory: Memory, spoken: list[Message]) -> None:
    memory.learn("Your boss is Quillon.", said_by="user", sources=[spoken[0].id], at=LONG_AGO, pinned=True)
    memory.forget(message_ids=[spoken[0].id])
    assert memory.facts() == []


def test_what_was_said_to_one_persona_goes_and_the_same_said_to_another_stays(
    memory: Memory, spoken: list[Message]
) -> None:
    other = memory.begin("marcus", LONG_AGO)
    told = memory.append(other.id, "user", "My boss is Quillon, and she sings.", LONG_AGO)
    sing = memory.propose(
        "task", "Sing", reason="", quote="", evidence=told.id, conversation=other.id, at=LONG_AGO
    )
    assert sing is not None
    memory.remind("Sell the Vespa", LONG_AGO + timedelta(days=1), at=LONG_AGO)
    memory.learn("Your boss is Quillon.", said_by="user", sources=[spoken[0].id, told.id], at=LONG_AGO)
    assert memory.personas() == ["marcus", "samantha"]
    assert memory.preview_forget(before=BEFORE, persona="nobody")["messages"] == 0
    gone = memory.forget(before=BEFORE, persona="marcus")
    assert (gone["messages"], gone["conversations"], gone["proposals"], gone["facts"]) == (1, 1, 1, 0)
    assert len(left(memory)) == 5
    assert [fact.sources for fact in memory.facts()] == [(spoken[0].id,)]
    assert memory.personas() == ["samantha"]
    assert memory.check() == []


def test_a_reminder_that_one_persona_led_to_goes_when_it_is_settled_and_old(memory: Memory) -> None:
    for persona in ("marcus", "samantha"):
        talk = memory.begin(persona, LONG_AGO)
        said = memory.append(talk.id, "user", "I have to ring Jo.", LATELY)
        made = memory.propose(
            "task",
            f"Ring Jo ({persona})",
            reason="You said so.",
            quote="I have to ring Jo.",
            evidence=said.id,
            conversation=talk.id,
            at=LONG_AGO,
        )
        assert made is not None
        reminder = memory.remind(f"Ring Jo ({persona})", LONG_AGO, at=LONG_AGO, proposal=made.id)
        memory.settle_reminder(reminder.id, "done")
    memory.forget(before=BEFORE, persona="marcus")
    assert [one.text for one in memory.reminders({"done", "waiting", "fired"})] == ["Ring Jo (samantha)"]
