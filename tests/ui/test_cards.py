"""Cards: what she suggests and what is due, answered by key and by mouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from companion.initiative.due import fire_due
from companion.persona.load import load
from companion.persona.persona import Initiative
from companion.ui.cards import moment
from companion.ui.screens.dialogs import Line, Pick
from companion.ui.widgets.card import Card
from tests.ui.conftest import TUESDAY

if TYPE_CHECKING:
    from memory import Memory
    from memory.records import Proposal
    from tests.ui.conftest import Open

FRIDAY = datetime(2026, 5, 8, 10, 0).astimezone()
PROMISE = "I promised Marta I would send her the lease by Friday at ten."


def proposed(memory: Memory, due: datetime | None = FRIDAY) -> Proposal:
    """A promise that she noticed yesterday."""
    at = TUESDAY - timedelta(days=1)
    conversation = memory.begin(persona="samantha", at=at, title="Lease")
    said = memory.append(conversation.id, author="user", text=PROMISE, at=at)
    made = memory.propose(
        "promise",
        "Send Marta the lease",
        reason="You promised it.",
        quote=PROMISE,
        evidence=said.id,
        conversation=conversation.id,
        at=at,
        due=due,
    )
    assert made is not None
    return made


async def test_a_card_says_what_when_why_and_from_which_sentence(opened: Open, memory: Memory) -> None:
    proposed(memory)
    async with opened() as stage:
        await stage.sees("Send Marta the lease")
        assert "Friday 8 May at 10:00" in stage.words
        assert "You promised it." in stage.words
        assert f"“{PROMISE}”" in stage.words
        assert stage.app.focused is stage.chat.prompt  # it does not take the prompt away


async def test_do_it_by_keys_makes_a_reminder(opened: Open, memory: Memory) -> None:
    made = proposed(memory)
    async with opened() as stage:
        await stage.sees("Send Marta the lease")
        await stage.press("tab", "d")
        await stage.sees("Kept. She brings it up Friday 8 May at 10:00.")
        assert [(r.text, r.due) for r in memory.reminders()] == [("Send Marta the lease", FRIDAY)]
        assert memory.proposal(made.id).state == "accepted"
        assert stage.app.focused is stage.chat.prompt


async def test_no_by_mouse_declines(opened: Open, memory: Memory) -> None:
    made = proposed(memory)
    async with opened() as stage:
        await stage.sees("Send Marta the lease")
        await stage.pilot.click(list(stage.chat.query(".answering"))[2])
        await stage.sees("Dropped.")
        assert memory.proposal(made.id).state == "declined"
        assert memory.reminders() == []


async def test_later_asks_until_when_and_leaving_that_changes_nothing(opened: Open, memory: Memory) -> None:
    made = proposed(memory)
    async with opened() as stage:
        await stage.sees("Send Marta the lease")
        await stage.press("tab", "l")
        await stage.until(lambda: isinstance(stage.app.screen, Pick))
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.chat)
        assert memory.proposal(made.id).state == "open"
        stage.chat.query_one(Card).focus()
        await stage.press("l")
        await stage.until(lambda: isinstance(stage.app.screen, Pick))
        await stage.press("enter")
        await stage.sees("Later: Today")
        after = memory.proposal(made.id)
        assert after.state == "snoozed"
        assert after.shown_from is not None
        assert after.shown_from > TUESDAY


async def test_where_the_time_is_in_doubt_it_is_asked_for(opened: Open, memory: Memory) -> None:
    proposed(memory, due=None)
    async with opened() as stage:
        await stage.sees("Send Marta the lease")
        await stage.press("tab", "d")
        await stage.until(lambda: isinstance(stage.app.screen, Line))
        await stage.press(*"some day", "enter")
        await stage.sees("That is no time to be sure of.")
        await stage.press(*"tomorrow at 9", "enter")
        await stage.sees("Kept. She brings it up Wednesday 6 May at 09:00.")
        assert memory.reminders()[0].due == datetime(2026, 5, 6, 9).astimezone()


async def test_a_reminder_that_is_due_comes_up_once(opened: Open, memory: Memory) -> None:
    memory.remind("Call the vet", TUESDAY - timedelta(hours=1), at=TUESDAY - timedelta(days=1))
    async with opened("Yes?") as stage:
        await stage.sees("Call the vet")
        assert "Today, Tuesday 5 May, 13:02" in stage.words
        await stage.say("Hello.")
        assert len(stage.chat.query(Card)) == 1
        await stage.command("/new")
        await stage.sees("Call the vet")  # not answered yet, so it is still there
        await stage.press("tab", "d")
        await stage.sees("Done.")
        assert memory.reminders({"done"})
    async with opened() as stage:
        assert "Call the vet" not in stage.words


async def test_a_reminder_that_is_put_off_waits_again(opened: Open, memory: Memory) -> None:
    memory.remind("Call the vet", TUESDAY - timedelta(hours=1), at=TUESDAY - timedelta(days=1))
    async with opened() as stage:
        await stage.sees("Call the vet")
        await stage.press("tab", "l")
        await stage.until(lambda: isinstance(stage.app.screen, Pick))
        await stage.press("enter")
        await stage.sees("Later:")
        (waiting,) = memory.reminders()
        assert waiting.due > TUESDAY


async def test_done_for_today_does_not_end_what_repeats(opened: Open, memory: Memory) -> None:
    before = TUESDAY - timedelta(hours=1)
    memory.remind("Water the plants", before, at=TUESDAY - timedelta(days=7), rrule="FREQ=WEEKLY")
    async with opened() as stage:
        await stage.sees("Water the plants")
        await stage.press("tab", "d")
        await stage.sees("Done.")
        (waiting,) = memory.reminders()
        assert waiting.due == before + timedelta(days=7)


def test_a_day_alone_means_its_morning_and_nonsense_means_nothing() -> None:
    morning, soon = moment("tomorrow", TUESDAY), moment("in two hours", TUESDAY)
    assert morning is not None
    assert morning.at == datetime(2026, 5, 6, 9).astimezone()
    assert soon is not None
    assert soon.at == TUESDAY + timedelta(hours=2)
    assert moment("soonish", TUESDAY) is None


async def test_a_repetition_can_be_the_answer_to_when(opened: Open, memory: Memory) -> None:
    proposed(memory, due=None)
    async with opened() as stage:
        await stage.sees("Send Marta the lease")
        await stage.press("tab", "d")
        await stage.until(lambda: isinstance(stage.app.screen, Line))
        await stage.press(*"every Monday at 8", "enter")
        await stage.sees("Kept. She brings it up every Monday at 08:00, first on Monday 11 May.")
        (waiting,) = memory.reminders()
        assert waiting.rrule == "FREQ=WEEKLY;BYDAY=MO"


async def test_how_much_is_brought_up_changes_with_the_persona(opened: Open, memory: Memory) -> None:
    proposed(memory)
    quiet = replace(load("marcus"), initiative=Initiative("off"))
    async with opened(open_persona=lambda _: quiet) as stage:
        await stage.sees("Send Marta the lease")
        await stage.command("/persona marcus")
        await stage.until(lambda: stage.chat.dialogue.greeting is not None and "Marcus" in stage.words)
        assert "Send Marta" not in stage.words


def due_since(memory: Memory, text: str, before: timedelta = timedelta(hours=1), rrule: str = "") -> None:
    """A reminder whose time has come."""
    memory.remind(text, TUESDAY - before, at=TUESDAY - timedelta(days=40), rrule=rrule or None)


async def test_what_nobody_answered_comes_up_at_the_next_start(opened: Open, memory: Memory) -> None:
    due_since(memory, "Call the vet")
    for _ in range(2):
        async with opened() as stage:
            await stage.sees("Call the vet")
    async with opened() as stage:
        await stage.sees("Call the vet")
        await stage.press("tab", "n")
        await stage.sees("Dropped.")
    async with opened() as stage:
        await stage.sees("I'm Samantha")
        assert "Call the vet" not in stage.words


async def test_what_a_tick_brought_up_is_here_too(opened: Open, memory: Memory) -> None:
    due_since(memory, "Call the vet")
    assert fire_due(memory, TUESDAY)
    async with opened() as stage:
        await stage.sees("Call the vet")
        due_since(memory, "Feed the cat", timedelta(minutes=1))
        assert fire_due(memory, TUESDAY)
        await stage.chat.background.look()
        await stage.sees("Feed the cat")


async def test_what_is_settled_elsewhere_goes_away(opened: Open, memory: Memory) -> None:
    due_since(memory, "Call the vet")
    made = proposed(memory)
    async with opened() as stage:
        await stage.sees("Call the vet")
        await stage.press("tab")
        (fired,) = memory.reminders({"fired"})
        memory.settle_reminder(fired.id, state="done")
        memory.settle(made.id, "declined")
        await stage.chat.background.look()
        await stage.until(lambda: not stage.chat.query(Card))
        assert stage.app.focused is stage.chat.prompt


async def test_what_is_settled_elsewhere_meanwhile_can_not_be_settled_again(
    opened: Open, memory: Memory
) -> None:
    due_since(memory, "Call the vet")
    async with opened() as stage:
        await stage.sees("Call the vet")
        (fired,) = memory.reminders({"fired"})
        memory.settle_reminder(fired.id, state="done")
        await stage.press("tab", "n")
        await stage.sees("This was settled before.")
        assert memory.reminder(fired.id).state == "done"


async def test_a_pile_of_reminders_comes_a_few_at_a_time_and_very_old_ones_not_at_all(
    opened: Open, memory: Memory
) -> None:
    for day in range(1, 7):
        due_since(memory, f"Thing {day}", timedelta(days=day))
    due_since(memory, "Ancient thing", timedelta(days=35))
    async with opened(size=(80, 50)) as stage:
        await stage.sees("Thing 1")
        assert [card.matter.title for card in stage.chat.query(Card)] == [f"Thing {n}" for n in (4, 3, 2, 1)]
        await stage.press("tab", "d")
        await stage.sees("Done.")
        await stage.chat.background.look()
        await stage.sees("Thing 5")
        assert "Ancient" not in stage.words


async def test_the_last_time_of_what_repeats_can_be_done(opened: Open, memory: Memory) -> None:
    due_since(memory, "Take the last pill", rrule="FREQ=DAILY;COUNT=1")
    async with opened() as stage:
        await stage.sees("Take the last pill")
        await stage.press("tab", "d")
        await stage.sees("Done.")
    assert memory.reminders({"fired", "waiting"}) == []


async def test_cards_stay_when_something_is_forgotten(opened: Open, memory: Memory) -> None:
    due_since(memory, "Call the vet")
    async with opened("About Berlin.", "Yes.") as stage:
        await stage.say("I like Berlin.")
        await stage.say("And Rome.")
        await stage.command("/forget Berlin")
        await stage.sees("for good")
        await stage.press("y")
        await stage.sees("Forgotten:")
        await stage.sees("Call the vet")
