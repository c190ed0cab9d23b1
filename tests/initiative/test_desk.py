"""Proposals and reminders, over a real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from companion.initiative.desk import Desk, NeedsTime, WhenUnclear
from companion.persona.persona import Initiative
from memory import NotFoundError
from tests.initiative.conftest import BERLIN

if TYPE_CHECKING:
    from memory import Memory
    from tests.initiative.conftest import Clock, Say


def may(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=BERLIN)


def test_what_was_noticed_is_kept_with_its_evidence(desk: Desk, say: Say, memory: Memory) -> None:
    talk = say("Hello.", "I need to hand in the lease by Monday.")
    (proposal,) = desk.consider(talk.id)
    assert proposal.text == "Hand in the lease"
    assert proposal.quote == "I need to hand in the lease by Monday."
    assert proposal.evidence == memory.messages(talk.id)[1].id
    assert (proposal.due, proposal.all_day) == (may(18), True)


def test_the_same_is_not_proposed_twice(desk: Desk, say: Say) -> None:
    talk = say("I need to hand in the lease by Monday.")
    assert len(desk.consider(talk.id)) == 1
    assert desk.consider(talk.id) == []
    desk.decline(1)
    assert desk.consider(say("I need to hand in the lease by Monday.").id) == []
    assert desk.open_now() == []


def test_what_is_called_off_later_is_taken_back(desk: Desk, say: Say, memory: Memory, clock: Clock) -> None:
    talk = say("I need to call the bank tomorrow.")
    desk.consider(talk.id)
    memory.append(talk.id, author="user", text="Never mind, it's done.", at=clock())
    assert desk.consider(talk.id) == []
    assert desk.open_now() == []
    assert memory.proposal(1).state == "expired"


def test_accepting_makes_a_reminder_at_its_time(desk: Desk, say: Say, memory: Memory) -> None:
    desk.consider(say("Haircut on Thursday at 11:20.").id)
    reminder = desk.accept(1)
    assert reminder is not None
    assert (reminder.text, reminder.due, reminder.proposal) == ("Haircut", may(14, 11, 20), 1)
    assert memory.proposal(1).state == "accepted"
    assert desk.open_now() == []


def test_a_thing_of_the_whole_day_comes_up_in_its_morning(desk: Desk, say: Say) -> None:
    desk.consider(say("I need to hand in the lease by Monday.").id)
    reminder = desk.accept(1)
    assert reminder is not None
    assert (reminder.due, reminder.all_day) == (may(18, 9), True)


def test_accepted_on_the_day_itself_it_comes_up_soon(desk: Desk, say: Say) -> None:
    desk.consider(say("I need to pay the deposit today.").id)
    reminder = desk.accept(1)
    assert reminder is not None
    assert reminder.due == may(13, 11)


def test_how_it_went_is_asked_in_the_evening(desk: Desk, say: Say) -> None:
    desk.consider(say("Jo's exam is on Friday. I can't wait to know how it went.").id)
    reminder = desk.accept(1)
    assert reminder is not None
    assert (reminder.text, reminder.due) == ("Ask how Jo's exam went", may(15, 19))


def test_without_a_time_accepting_asks_for_one(desk: Desk, say: Say, memory: Memory) -> None:
    desk.consider(say("I really need to call the bank.").id)
    with pytest.raises(NeedsTime, match="When shall") as asked:
        desk.accept(1)
    assert asked.value.proposal.text == "Call the bank"
    assert memory.proposal(1).state == "open"
    reminder = desk.accept(1, may(14, 11))
    assert reminder is not None
    assert reminder.due == may(14, 11)


def test_the_time_that_is_asked_for_can_repeat(desk: Desk, say: Say) -> None:
    desk.consider(say("I really need to call the bank.").id)
    reminder = desk.accept(1, may(14, 11), "FREQ=WEEKLY")
    assert reminder is not None
    assert (reminder.due, reminder.rrule) == (may(14, 11), "FREQ=WEEKLY")


def test_what_repeats_is_accepted_after_its_first_time(desk: Desk, say: Say, clock: Clock) -> None:
    desk.consider(say("Remind me to water the plants every Friday at 8.").id)
    clock.now = may(15, 8, 30)
    reminder = desk.accept(1)
    assert reminder is not None
    assert (reminder.due, reminder.rrule) == (may(22, 8), "FREQ=WEEKLY;BYDAY=FR")


def test_what_is_settled_is_not_accepted_again(desk: Desk, say: Say, memory: Memory) -> None:
    desk.consider(say("Haircut on Thursday at 11:20.").id)
    assert desk.accept(1) is not None
    assert desk.accept(1) is None
    assert len(memory.reminders()) == 1


def test_a_proposal_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.accept(7)


def test_put_off_it_comes_up_again_later(desk: Desk, say: Say, clock: Clock) -> None:
    desk.consider(say("I need to hand in the lease by Monday.").id)
    desk.snooze(1, may(15, 9))
    assert desk.open_now() == []
    clock.now = may(15, 9)
    assert [proposal.id for proposal in desk.open_now()] == [1]


def test_a_quiet_one_brings_up_only_what_has_a_time(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(mode="quiet"))
    desk.consider(say("I really need to call the bank. Haircut on Friday at 9.").id)
    desk.consider(say("Remind me to water the plants.").id)
    assert [proposal.text for proposal in desk.open_now()] == ["Haircut", "Water the plants"]
    desk.initiative = Initiative(mode="normal")
    assert [p.text for p in desk.open_now()] == ["Haircut", "Water the plants", "Call the bank"]


def test_what_is_never_to_be_brought_up_is_left_alone(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(never=("the dentist",)))
    talk = say("I should call the dentist tomorrow at 10. Haircut on Friday at 9.")
    desk.consider(talk.id)
    assert [proposal.text for proposal in desk.open_now()] == ["Haircut"]
    assert [proposal.text for proposal in desk.noticed(talk.id)] == ["Haircut"]
    desk.initiative = Initiative()
    assert [proposal.text for proposal in desk.open_now()] == ["Call the dentist", "Haircut"]


def test_what_was_asked_for_comes_up_whatever_it_is_about(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(never=("the dentist",), daily=0))
    talk = say("Remind me to call the dentist tomorrow at 10.")
    desk.consider(talk.id)
    assert [proposal.text for proposal in desk.open_now()] == ["Call the dentist"]
    assert desk.noticed(talk.id) == desk.open_now()
    desk.initiative = Initiative(mode="off")
    assert desk.noticed(talk.id) == []


def test_what_is_left_alone_takes_no_room(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(never=("the dentist",), daily=1))
    desk.consider(say("I should call the dentist tomorrow at 10. Haircut on Friday at 9.").id)
    assert [proposal.text for proposal in desk.open_now()] == ["Haircut"]


def test_what_has_passed_expires(desk: Desk, say: Say, memory: Memory, clock: Clock) -> None:
    desk.consider(say("Haircut on Thursday at 11:20. I need to hand in the lease by Monday.").id)
    clock.now = may(14, 12)
    assert [proposal.text for proposal in desk.open_now()] == ["Hand in the lease"]
    assert memory.proposal(1).state == "expired"


def test_the_soonest_comes_first(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(mode="normal"))
    desk.consider(
        say(
            "I really need to call the bank. I need to hand in the lease by Monday. Haircut on Friday at 9."
        ).id
    )
    assert [p.text for p in desk.open_now()] == ["Haircut", "Hand in the lease", "Call the bank"]


def test_a_day_has_room_for_so_many_and_no_more(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(mode="normal", daily=1))
    desk.consider(say("I need to hand in the lease by Monday. Haircut on Friday at 9.").id)
    assert [proposal.text for proposal in desk.open_now()] == ["Haircut"]
    desk.decline(desk.open_now()[0].id)
    assert desk.open_now() == []
    clock.now += timedelta(days=1)
    assert [proposal.text for proposal in desk.open_now()] == ["Hand in the lease"]


def test_what_waits_from_yesterday_takes_of_the_room_that_today_has(
    memory: Memory, clock: Clock, say: Say
) -> None:
    desk = Desk(memory, clock, Initiative(daily=1))
    desk.consider(say("I need to hand in the lease by Monday. Haircut on Friday at 9.").id)
    clock.now += timedelta(days=1)
    (haircut,) = desk.open_now()
    desk.decline(haircut.id)
    assert desk.open_now() == []
    clock.now += timedelta(days=1)
    (lease,) = desk.open_now()
    desk.accept(lease.id)
    desk.consider(say("I need to pay the deposit on Sunday.").id)
    assert desk.open_now() == []


def test_a_day_ends_at_the_users_own_midnight(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(daily=1))
    desk.consider(say("I need to hand in the lease by Monday. Haircut on Friday at 9.").id)
    clock.now = may(13, 23, 30).astimezone(UTC)
    desk.snooze(desk.open_now(may(13, 23, 30))[0].id, may(16, 9))
    assert desk.open_now(may(13, 23, 45)) == []
    assert [proposal.text for proposal in desk.open_now(may(14, 0, 15))] == ["Hand in the lease"]


def test_what_was_asked_for_always_comes_up(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(mode="normal", daily=0))
    desk.consider(say("Remind me to ring the plumber on Friday. Haircut on Thursday at 9.").id)
    assert [proposal.kind for proposal in desk.open_now()] == ["reminder"]


def test_in_quiet_hours_only_what_was_asked_for_comes_up(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(mode="normal", quiet_hours="22:00-07:30"))
    desk.consider(say("Remind me to ring the plumber on Friday. Haircut on Thursday at 9.").id)
    clock.now = may(13, 23, 15)
    assert [proposal.kind for proposal in desk.open_now()] == ["reminder"]
    clock.now = may(14, 7, 29)
    assert [proposal.kind for proposal in desk.open_now()] == ["reminder"]
    clock.now = may(14, 7, 30)
    assert len(desk.open_now()) == 2


def test_switched_off_nothing_comes_up(memory: Memory, clock: Clock, say: Say) -> None:
    desk = Desk(memory, clock, Initiative(mode="off"))
    desk.consider(say("Remind me to ring the plumber on Friday.").id)
    assert desk.open_now() == []


def test_a_card_says_what_why_where_from_and_when(desk: Desk, say: Say) -> None:
    (proposal,) = desk.consider(say("Right. Haircut on Thursday at 11:20.").id)
    card = desk.as_card(proposal)
    assert (card.title, card.quote) == ("Haircut", "Haircut on Thursday at 11:20.")
    assert card.due == "Thursday 14 May at 11:20"
    assert card.why
    assert card.choices == ("do it", "later", "no")


def test_later_has_times_to_choose_from(desk: Desk) -> None:
    assert [(later.label, later.until) for later in desk.later()] == [
        ("in an hour", may(13, 11)),
        ("this evening", may(13, 19)),
        ("tomorrow morning", may(14, 9)),
        ("next Monday", may(18, 9)),
    ]


def test_a_reminder_in_your_own_words(desk: Desk) -> None:
    reminder = desk.remind("Water the plants", "tomorrow at 8")
    assert (reminder.text, reminder.due) == ("Water the plants", may(14, 8))
    assert desk.due_text(reminder) == "Thursday 14 May at 08:00"


def test_a_reminder_that_repeats(desk: Desk) -> None:
    reminder = desk.remind("Physio", "Tuesdays and Fridays at 5pm")
    assert (reminder.due, reminder.rrule) == (may(15, 17), "FREQ=WEEKLY;BYDAY=TU,FR")


def test_a_reminder_for_a_day_comes_in_its_morning(desk: Desk) -> None:
    reminder = desk.remind("Pay the deposit", "on Friday")
    assert (reminder.due, desk.due_text(reminder)) == (may(15, 9), "Friday 15 May")


@pytest.mark.parametrize("words", ["soon", "yesterday", "in some weeks", "blue"])
def test_an_unclear_time_is_asked_for(desk: Desk, words: str) -> None:
    with pytest.raises(WhenUnclear, match="tomorrow at 9"):
        desk.remind("Water the plants", words)


def test_a_day_whose_morning_is_over_needs_an_hour(desk: Desk) -> None:
    with pytest.raises(WhenUnclear, match="needs an hour"):
        desk.remind("Water the plants", "today")
