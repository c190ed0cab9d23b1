"""A conversation that goes on for months has a note for each evening of it, on the day of that evening."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from companion.engine.reflect import Reflector
from companion.engine.schedule import schedule
from companion.engine.sittings import AWAY, sittings
from companion.engine.summarise import extractive
from companion.models.scripted import ScriptedModel
from memory.records import COMPANION, USER
from tests.engine.conversation import said

if TYPE_CHECKING:
    from memory import Memory
    from memory.records import Summary

MONDAY = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
JUNE, JULY = MONDAY + timedelta(days=30), MONDAY + timedelta(days=60)
LATER = JULY + timedelta(days=1)

BOAT = "I repaired the old boat with Jule."
MILL = "My brother Piotr moved into the mill in Kiel."
PIANO = "I bought a piano from old Mrs. Brandt."


def told(memory: Memory, evenings: dict[datetime, str], *, origin: str = "said") -> int:
    """One conversation that goes on on these evenings; its id."""
    number = memory.begin("samantha", min(evenings)).id
    for at, text in evenings.items():
        memory.append(number, USER, text, at, origin=origin)  # type: ignore[arg-type]
        memory.append(number, COMPANION, "Tell me more.", at + timedelta(minutes=1))
    return number


async def reflect(memory: Memory, *replies: str, now: datetime = LATER) -> ScriptedModel:
    """All that is due then, facts left alone; with a model, if there are replies."""
    model = ScriptedModel(replies)
    worker = Reflector(memory, model if replies else None, lambda: now)
    worker._handlers = {kind: do for kind, do in worker._handlers.items() if not kind.startswith("facts")}
    await worker.run()
    return model


def notes(memory: Memory) -> list[tuple[str | None, str]]:
    return [(one.period, one.text) for one in memory.summaries(level="conversation")]


def test_who_comes_back_after_dinner_goes_on_and_who_sleeps_in_between_begins_anew() -> None:
    dinner, night = MONDAY + AWAY - timedelta(minutes=1), MONDAY + 2 * AWAY
    talk = [*said("One.", at=MONDAY), *said("Two.", at=dinner), *said("Three.", at=night)]
    assert [[one.text for one in sitting] for sitting in sittings(talk)] == [["One.", "Two."], ["Three."]]
    assert sittings([]) == []


def test_a_clock_that_is_set_back_mixes_no_days() -> None:
    talk = [*said("In June.", at=JUNE), *said("In May.", at=MONDAY), *said("Still.", at=MONDAY)]
    assert [len(sitting) for sitting in sittings(talk)] == [1, 2]


async def test_each_evening_is_noted_on_its_own_day(memory: Memory) -> None:
    number = told(memory, {MONDAY: BOAT, JUNE: MILL, JULY: PIANO})
    schedule(memory, number, JULY, ended=True)
    await reflect(memory)
    assert notes(memory) == [
        ("2026-05-04", "You repaired the old boat with Jule."),
        ("2026-06-03", "Your brother Piotr moved into the mill in Kiel."),
        ("2026-07-03", "You bought a piano from old Mrs. Brandt."),
    ]
    assert [one.sources for one in memory.summaries(level="conversation")] == [(1, 2), (3, 4), (5, 6)]


async def test_an_evening_more_leaves_the_notes_on_the_others_as_they_are(memory: Memory) -> None:
    number = told(memory, {MONDAY: BOAT, JUNE: MILL})
    schedule(memory, number, JUNE, ended=True)
    await reflect(memory, now=JUNE)
    before = memory.summaries(level="conversation")
    memory.append(number, USER, PIANO, JULY)
    schedule(memory, number, JULY, ended=True)
    await reflect(memory)
    *same, new = memory.summaries(level="conversation")
    assert same == before
    assert (new.period, new.sources) == ("2026-07-03", (5,))


async def test_what_was_summed_up_as_one_gives_way_when_each_evening_has_its_note(memory: Memory) -> None:
    number = told(memory, {MONDAY: BOAT, JUNE: MILL})
    whole = summed_up_as_one(memory, number)
    schedule(memory, number, JUNE, ended=True)
    await reflect(memory)
    assert [period for period, _ in notes(memory)] == ["2026-05-04", "2026-06-03"]
    assert whole.id not in {one.id for one in memory.summaries()}
    assert memory.check() == []


def summed_up_as_one(memory: Memory, number: int) -> Summary:
    messages = memory.messages(number)
    return memory.summarise(
        "conversation",
        extractive(messages),
        start=messages[0].at,
        end=messages[-1].at,
        sources=[one.id for one in messages],
        method="extractive",
        at=JUNE,
        conversation=number,
    )


async def test_a_model_sums_up_the_latest_evening_first_and_then_the_others(memory: Memory) -> None:
    number = told(memory, {MONDAY: BOAT, JUNE: MILL})
    schedule(memory, number, JUNE, ended=True)
    theirs = ("Your brother Piotr moved into the mill in Kiel.", "You repaired the old boat with Jule.")
    model = await reflect(memory, *theirs)
    asked = ["\n".join(part.content for part in request.messages) for request in model.history[:2]]
    assert ["Piotr" in one for one in asked] == [True, False]
    assert ["boat" in one for one in asked] == [False, True]
    assert {one.method for one in memory.summaries(level="conversation")} == {model.name}


async def test_of_what_was_imported_a_model_sums_up_the_last_evening_alone(memory: Memory) -> None:
    number = told(memory, {MONDAY: BOAT, JUNE: MILL}, origin="import")
    memory.append(number, USER, PIANO, JULY, origin="import")
    schedule(memory, number, JULY, ended=True)
    model = await reflect(memory, "You bought a piano from old Mrs. Brandt.")
    assert [one.method == model.name for one in memory.summaries(level="conversation")] == [
        False,
        False,
        True,
    ]
