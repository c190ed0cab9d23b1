"""Periods that are over are summed up in the background: by code at once, better by a model, and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from companion.engine.reflect import Reflector
from companion.engine.rollups import BETTER
from companion.engine.schedule import schedule
from companion.models.scripted import ScriptedModel
from memory.records import USER
from memory.summaries import ROLL_UP

if TYPE_CHECKING:
    from memory import Memory

MONDAY = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
TUESDAY, NEXT_MONDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)

BOAT = "I repaired the old boat with Jule. I'm waiting for the lab results."
MILL = "My brother Piotr moved into the mill in Kiel."
THEIRS = (
    "You repaired the old boat with Jule.",
    "Your brother Piotr moved into the mill in Kiel.",
    "You repaired the old boat with Jule. In Kiel, your brother Piotr moved into the mill.",
)


def told(memory: Memory, at: datetime, text: str, *, origin: str = "said") -> int:
    talk = memory.begin("samantha", at)
    memory.append(talk.id, USER, text, at, origin=origin)  # type: ignore[arg-type]
    if origin == "said":
        schedule(memory, talk.id, at)
    return talk.id


async def reflect(memory: Memory, now: datetime, *replies: str) -> ScriptedModel | None:
    """All that is due then; with a model, if there are replies (facts are left alone)."""
    model = ScriptedModel(replies) if replies else None
    worker = Reflector(memory, model, lambda: now)
    worker._handlers = {kind: do for kind, do in worker._handlers.items() if not kind.startswith("facts")}
    await worker.run()
    return model


def of(memory: Memory, level: str) -> list[str]:
    return [one.text for one in memory.summaries(level=level)]  # type: ignore[arg-type]


async def test_a_week_is_written_when_the_next_has_begun(memory: Memory) -> None:
    told(memory, MONDAY, BOAT)
    told(memory, TUESDAY, MILL)
    await reflect(memory, NEXT_MONDAY - timedelta(hours=21))
    assert of(memory, "week") == []
    await reflect(memory, NEXT_MONDAY)
    (week,) = memory.summaries(level="week")
    assert week.text.splitlines() == [
        "Monday 4 May: You repaired the old boat with Jule.",
        "Tuesday 5 May: Your brother Piotr moved into the mill in Kiel.",
        "Still open: you were waiting for the lab results (4 May).",
    ]
    assert week.method == "extractive"
    assert week.parts == tuple(one.id for one in memory.summaries(level="conversation"))


async def test_days_are_those_of_your_zone(memory: Memory) -> None:
    zone = datetime.fromisoformat("2026-05-11T09:00:00+02:00").tzinfo
    for hours in (0, 1, 3):  # 22:30 and 23:30 on Monday, 01:30 on Tuesday there
        told(memory, MONDAY + timedelta(hours=hours, minutes=30), f"I met neighbour {hours} at the harbour.")
    await reflect(memory, NEXT_MONDAY.astimezone(zone))
    (day,) = memory.summaries(level="day")
    assert day.period == "2026-05-04"
    assert "neighbour 3" not in day.text


async def test_a_second_look_changes_nothing(memory: Memory) -> None:
    told(memory, MONDAY, BOAT)
    told(memory, TUESDAY, MILL)
    await reflect(memory, NEXT_MONDAY)
    before = memory.summaries()
    await reflect(memory, NEXT_MONDAY)
    assert memory.summaries() == before
    assert memory.claim(NEXT_MONDAY, kinds=[ROLL_UP]) is None


async def test_a_model_does_better_from_the_conversation_up(memory: Memory) -> None:
    told(memory, MONDAY, BOAT)
    told(memory, TUESDAY, MILL)
    model = await reflect(
        memory, NEXT_MONDAY, f"{THEIRS[0]} You were waiting for the lab results.", *THEIRS[1:]
    )
    assert model is not None
    assert len(model.history) == 3
    assert "- Monday 4 May: You repaired the old boat with Jule." in model.history[2].messages[-1].content
    (week,) = memory.summaries(level="week")
    assert week.method == "scripted"
    assert week.text.splitlines() == [
        "Monday 4 May: You repaired the old boat with Jule.",
        "Tuesday 5 May: In Kiel, your brother Piotr moved into the mill.",
        "Still open: you were waiting for the lab results (4 May).",
    ]


async def test_what_a_model_invents_is_not_kept(memory: Memory) -> None:
    told(memory, MONDAY, BOAT)
    told(memory, TUESDAY, MILL)
    await reflect(memory, NEXT_MONDAY, *THEIRS[:2], "You went to Madrid with Brigitte.")
    (week,) = memory.summaries(level="week")
    assert week.method == "extractive"
    assert "Madrid" not in week.text
    assert memory.claim(NEXT_MONDAY + timedelta(hours=1), kinds=[BETTER]) is not None  # it is asked again


async def test_a_conversation_that_goes_on_makes_its_week_due_again(memory: Memory) -> None:
    number = told(memory, MONDAY, BOAT)
    told(memory, TUESDAY, MILL)
    await reflect(memory, NEXT_MONDAY)
    memory.append(number, USER, "The boat sank in the harbour of Lübeck.", MONDAY + timedelta(hours=1))
    schedule(memory, number, NEXT_MONDAY, ended=True)
    await reflect(memory, NEXT_MONDAY)
    assert "The boat sank in the harbour of Lübeck." in of(memory, "week")[0]
    assert len(of(memory, "week")) == 1


async def test_what_is_forgotten_leaves_the_week_and_the_rest_stays(memory: Memory) -> None:
    number = told(memory, MONDAY, BOAT)
    told(memory, TUESDAY, MILL)
    told(memory, TUESDAY + timedelta(days=1), "I bought a piano from old Mrs. Brandt.")
    await reflect(memory, NEXT_MONDAY)
    memory.forget(message_ids=[memory.messages(number)[0].id])
    assert of(memory, "week") == []
    await reflect(memory, NEXT_MONDAY)
    (week,) = of(memory, "week")
    assert "Piotr" in week
    assert "piano" in week
    assert "boat" not in week
    assert "lab" not in week


async def test_an_import_is_summed_up_without_anyone_asking(memory: Memory) -> None:
    for days in range(0, 400, 10):
        text = f"I met neighbour {days} at the harbour of Kiel and we talked."
        told(memory, MONDAY - timedelta(days=days + 40), text, origin="import")
    await reflect(memory, MONDAY)
    assert len(of(memory, "conversation")) == 40
    assert len(of(memory, "year")) == 1
    assert len(of(memory, "month")) > 10
    kinds = {work.kind for work in iter(lambda: memory.claim(MONDAY), None)}
    assert "summary+model" not in kinds  # nobody waits for a model to read years


async def test_only_the_latest_of_an_import_is_read_by_a_model(memory: Memory) -> None:
    told(memory, MONDAY - timedelta(days=300), BOAT, origin="import")
    latest = told(memory, MONDAY - timedelta(days=2), MILL, origin="import")
    await reflect(memory, MONDAY)
    works = list(iter(lambda: memory.claim(MONDAY, kinds=["summary+model"]), None))
    assert [work.conversation for work in works] == [latest]


async def test_work_that_is_cut_short_is_done_later(memory: Memory) -> None:
    for days in range(60):
        told(memory, MONDAY + timedelta(days=days), f"I met neighbour {days} at the harbour of Kiel.")
    worker = Reflector(memory, None, lambda: MONDAY + timedelta(days=90))
    for _ in range(130):  # and then the program ends
        await worker.run_once(MONDAY + timedelta(days=90))
    await reflect(memory, MONDAY + timedelta(days=90))
    assert len(of(memory, "month")) == 2
    assert len(of(memory, "week")) == 10
    covered = [message.id for one in memory.cover("year") for message in memory.why("summary", one.id)]
    assert len(covered) == len(set(covered)) == 60
    assert memory.check() == []
