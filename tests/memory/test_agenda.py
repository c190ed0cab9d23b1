"""Proposals, reminders and work in the background: each once, whoever asks."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from memory import NotFoundError

CLAIMING = """
import sys
from datetime import datetime
from memory import Memory

with Memory.open(sys.argv[1]) as memory:
    for reminder in memory.claim_due(datetime.fromisoformat(sys.argv[2])):
        print("reminder", reminder.id)
    while work := memory.claim(datetime.fromisoformat(sys.argv[2])):
        print("work", work.id)
"""


@pytest.fixture
def propose(memory, noon):
    def make(text, message=None, due=None):
        return memory.propose(
            "reminder",
            text,
            reason="It is soon.",
            quote=message.text if message else "",
            evidence=message.id if message else None,
            conversation=message.conversation if message else None,
            at=noon,
            due=due,
            rrule="FREQ=DAILY",
            all_day=True,
        )

    return make


def test_a_proposal_is_made_once(memory, talk, noon, propose):
    (message,) = talk("I have to call the dentist tomorrow.")
    tomorrow = noon + timedelta(days=1)
    proposal = propose("Call the dentist.", message, due=tomorrow)

    assert memory.proposal(proposal.id) == proposal
    assert (proposal.state, proposal.due, proposal.shown_from) == ("open", tomorrow, noon)
    assert (proposal.all_day, proposal.rrule) == (True, "FREQ=DAILY")
    assert propose("call  the dentist", message, due=tomorrow) is None
    memory.settle(proposal.id, "declined")
    assert propose("Call the dentist!", message, due=tomorrow) is None
    assert propose("Call the dentist.", message, due=tomorrow + timedelta(days=1)) is not None
    assert propose("Call the dentist.", message) is not None
    assert propose("Call the dentist.", message) is None
    assert memory.why("proposal", proposal.id) == [message]


def test_what_became_of_a_proposal(memory, noon, propose):
    call, buy, write = propose("Call."), propose("Buy."), propose("Write.")
    later = noon + timedelta(hours=3)
    memory.settle(call.id, "accepted")
    put_off = memory.settle(buy.id, "snoozed", shown_from=later, at=noon)
    assert (put_off.shown_from, put_off.settled_at) == (later, noon)
    assert memory.settle(buy.id, "expired").settled_at == noon
    memory.settle(buy.id, "snoozed")

    assert [p.id for p in memory.proposals()] == [buy.id, write.id]
    assert [p.id for p in memory.proposals(states={"accepted"})] == [call.id]
    with pytest.raises(NotFoundError, match="no proposal 77"):
        memory.settle(77, "declined")


def test_no_proposal_from_a_message_that_is_gone(memory, talk, propose):
    said = talk("Call the dentist.", "Yes.")
    memory.forget(message_ids=[said[0].id])
    with pytest.raises(NotFoundError):
        propose("Call the dentist.", said[0])


def test_a_reminder_comes_up_once_when_it_is_due(memory, talk, noon, propose):
    (message,) = talk("I have to call the dentist.")
    proposal = propose("Call the dentist.", message)
    late = memory.remind("Late.", noon + timedelta(hours=2), at=noon)
    first = memory.remind("Call the dentist.", noon, at=noon, proposal=proposal.id)

    assert memory.reminders() == [first, late]
    assert memory.claim_due(noon - timedelta(seconds=1)) == []
    assert [(r.id, r.state) for r in memory.claim_due(noon)] == [(first.id, "fired")]
    assert memory.claim_due(noon) == []
    assert memory.reminders() == [late]
    assert memory.why("reminder", first.id) == [message]
    assert memory.settle_reminder(first.id, "done").state == "done"
    assert [r.id for r in memory.reminders(states={"done", "waiting"})] == [first.id, late.id]


def test_a_recurring_reminder_waits_for_its_next_time(memory, noon):
    pills = memory.remind("Pills.", noon, at=noon, rrule="FREQ=DAILY")
    memory.claim_due(noon)
    memory.settle_reminder(pills.id, "waiting", due=noon + timedelta(days=1))

    assert memory.claim_due(noon + timedelta(hours=1)) == []
    assert [r.id for r in memory.claim_due(noon + timedelta(days=1))] == [pills.id]


def test_a_reminder_that_is_not_there_is_said_so(memory, noon):
    with pytest.raises(NotFoundError, match="no reminder 5"):
        memory.settle_reminder(5, "done")
    with pytest.raises(NotFoundError, match="no proposal 5"):
        memory.remind("Call.", noon, at=noon, proposal=5)


def test_work_is_done_once_it_is_time_and_then_gone(memory, talk, noon):
    (message,) = talk("Goodbye.")
    memory.enqueue("reflect", message.conversation, noon)
    memory.enqueue("reflect", message.conversation, noon + timedelta(minutes=30))

    assert memory.claim(noon) is None
    work = memory.claim(noon + timedelta(minutes=30))
    assert (work.kind, work.conversation, work.attempts) == ("reflect", message.conversation, 1)
    assert memory.claim(noon + timedelta(minutes=30)) is None
    memory.finish(work.id)
    assert memory.claim(noon + timedelta(days=1)) is None


def test_work_whose_worker_died_is_lent_again(memory, talk, noon):
    (message,) = talk("Goodbye.")
    memory.enqueue("reflect", message.conversation, noon)
    first = memory.claim(noon, lease_seconds=0)
    second = memory.claim(noon)

    assert second.id == first.id
    assert second.attempts == 2
    assert memory.claim(noon) is None


def test_work_that_is_given_back_waits(memory, talk, noon):
    (message,) = talk("Goodbye.")
    memory.enqueue("reflect", message.conversation, noon)
    work = memory.claim(noon)
    memory.postpone(work.id, noon + timedelta(hours=1))

    assert memory.claim(noon) is None
    assert memory.claim(noon + timedelta(hours=1)).attempts == 2


def test_work_that_was_cut_short_was_no_attempt(memory, talk, noon):
    (message,) = talk("Goodbye.")
    memory.enqueue("reflect", message.conversation, noon)
    for _ in range(5):
        memory.postpone(memory.claim(noon).id, noon, tried=False)

    assert memory.claim(noon).attempts == 1


def test_work_asked_for_while_it_is_done_is_done_again(memory, talk, noon):
    (message,) = talk("Goodbye.")
    memory.enqueue("reflect", message.conversation, noon)
    first = memory.claim(noon)
    memory.enqueue("reflect", message.conversation, noon)
    memory.finish(first.id)

    assert memory.claim(noon).id != first.id


def test_work_can_be_chosen_by_kind_and_the_longest_waiting_comes_first(memory, talk, noon):
    (first,), (second,) = talk("One."), talk("Two.")
    memory.enqueue("reflect", first.conversation, noon)
    memory.enqueue("reflect", second.conversation, noon - timedelta(hours=1))
    memory.enqueue("title", first.conversation, noon - timedelta(hours=2))

    assert memory.due_work(noon) == 3
    assert memory.due_work(noon - timedelta(minutes=90)) == 1
    assert memory.claim(noon, kinds={"reflect"}).conversation == second.conversation
    assert memory.claim(noon, kinds={"embed"}) is None
    assert memory.claim(noon).kind == "title"
    assert memory.due_work(noon) == 1
    with pytest.raises(NotFoundError):
        memory.enqueue("reflect", 99, noon)


def test_several_programs_never_get_the_same_thing(home, memory, talk, noon):
    for number in range(20):
        memory.remind(f"Number {number}.", noon, at=noon)
        (message,) = talk(f"Number {number}.")
        memory.enqueue("reflect", message.conversation, noon)
    command = [sys.executable, "-c", CLAIMING, str(home / "companion.db"), noon.isoformat()]
    programs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    claimed = [line for program in programs for line in program.communicate(timeout=60)[0].splitlines()]

    assert len(claimed) == len(set(claimed)) == 40
