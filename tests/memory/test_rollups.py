"""Roll-ups: made from what is below, made again when that changes, and at every instant a forest."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from memory import Memory, NotFoundError
from memory.periods import Period, day_of, period
from memory.summaries import ROLL_UP

if TYPE_CHECKING:
    from pathlib import Path

    from memory import Summary

MONDAY = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LATER = datetime(2030, 1, 1, tzinfo=UTC)


def sum_up(memory: Memory, conversation: int, text: str, at: datetime) -> Summary:
    said = memory.messages(conversation)
    return memory.summarise(
        "conversation",
        text,
        start=said[0].at,
        end=said[-1].at,
        sources=[message.id for message in said],
        method="extractive",
        at=at,
        conversation=conversation,
    )


def lived(memory: Memory, day: datetime, text: str) -> Summary:
    """A conversation on that day, summed up half an hour later."""
    talk = memory.begin("samantha", day)
    memory.append(talk.id, "user", text, day)
    return sum_up(memory, talk.id, text, day + timedelta(minutes=30))


def bring_up_to_date(memory: Memory, now: datetime) -> list[str]:
    """What the program does in the background, with a plain text -> keys of the periods looked at."""
    done = []
    while work := memory.claim(now, kinds=[ROLL_UP]):
        span = period(work.period or "")
        parts = memory.parts(span)
        text = " ".join(part.text for part in parts) if len(parts) > 1 else None
        memory.roll_up(span, text, [part.id for part in parts], method="extractive", at=now)
        memory.finish(work.id)
        done.append(span.key)
    return done


def leaves(memory: Memory, one: Summary, at: datetime) -> list[int]:
    """The conversations below a summary, as they stood then."""
    if one.level == "conversation":
        return [one.conversation or 0]
    return [leaf for part in memory.below(one.id, at) for leaf in leaves(memory, part, at)]


def covered(memory: Memory, at: datetime) -> list[int]:
    return [leaf for root in memory.roots(at) for leaf in leaves(memory, root, at)]


def test_a_period_is_due_when_it_is_over_and_the_next_one_then(memory: Memory) -> None:
    for days in (0, 1, 40):
        lived(memory, MONDAY + timedelta(days=days), f"Day {days}.")
    assert bring_up_to_date(memory, MONDAY.replace(hour=23, minute=59)) == []
    assert bring_up_to_date(memory, datetime(2026, 5, 6, 0, 0, tzinfo=UTC)) == ["2026-05-04", "2026-05-05"]
    assert bring_up_to_date(memory, datetime(2026, 5, 31, 23, 0, tzinfo=UTC)) == ["2026-05-04/2026-05-10"]
    (week,) = memory.summaries(level="week")
    assert (week.text, week.period) == ("Day 0. Day 1.", "2026-05-04/2026-05-10")
    assert bring_up_to_date(memory, LATER)[-1] == "2026"
    (year,) = memory.summaries(level="year")
    assert year.text == "Day 0. Day 1. Day 40."
    assert memory.claim(LATER, kinds=[ROLL_UP]) is None


def test_a_text_is_made_when_all_below_it_is(memory: Memory) -> None:
    for days in range(0, 400, 3):
        lived(memory, MONDAY + timedelta(days=days), f"Day {days}.")
    done = bring_up_to_date(memory, LATER)
    assert len(done) == len(set(done))
    assert [len(key) for key in done] == sorted((len(key) for key in done), key=[10, 21, 7, 4].index)


def test_a_single_part_stands_for_its_period(memory: Memory) -> None:
    one = lived(memory, MONDAY, "Alone.")
    bring_up_to_date(memory, LATER)
    assert memory.summaries() == [one]
    assert memory.cover("year") == [one]
    assert memory.standing(day_of(MONDAY, UTC)) is None


def test_a_roll_up_cites_its_parts_and_leads_to_the_messages(memory: Memory) -> None:
    parts = [lived(memory, MONDAY + timedelta(hours=hours), f"At {hours}.") for hours in range(3)]
    bring_up_to_date(memory, LATER)
    (day,) = memory.summaries(level="day")
    assert day.parts == tuple(part.id for part in parts)
    assert [message.text for message in memory.why("summary", day.id)] == ["At 0.", "At 1.", "At 2."]
    assert (day.start, day.end) == (parts[0].start, parts[-1].end)
    assert memory.check() == []


def test_a_better_part_makes_what_is_above_due_again(memory: Memory) -> None:
    first = lived(memory, MONDAY, "The boat.")
    lived(memory, MONDAY + timedelta(days=1), "The mill.")
    bring_up_to_date(memory, LATER)
    better = sum_up(memory, first.conversation or 0, "The boat, with Jule.", LATER)
    assert [one.level for one in memory.cover("year")] == ["week"]  # it still covers the better one
    assert bring_up_to_date(memory, LATER)[:2] == ["2026-05-04", "2026-05-04/2026-05-10"]
    (week,) = memory.summaries(level="week")
    assert week.text == "The boat, with Jule. The mill."
    assert better.id in week.parts


def test_a_second_conversation_on_an_old_day_is_taken_in(memory: Memory) -> None:
    for days in (0, 1, 9):
        lived(memory, MONDAY + timedelta(days=days), f"Day {days}.")
    bring_up_to_date(memory, LATER)
    lived(memory, MONDAY + timedelta(hours=5), "Evening.")
    assert sorted(covered(memory, LATER)) == [1, 2, 3, 4]
    bring_up_to_date(memory, LATER)
    assert sorted(covered(memory, LATER)) == [1, 2, 3, 4]
    assert [one.text for one in memory.summaries(level="day")] == ["Day 0. Evening."]
    assert [one.text for one in memory.summaries(level="month")] == ["Day 0. Evening. Day 1. Day 9."]


def test_what_was_made_of_a_part_that_is_gone_is_not_kept(memory: Memory) -> None:
    one, other = (lived(memory, MONDAY + timedelta(hours=hours), "Words.") for hours in (0, 1))
    memory.forget(conversation_ids=[other.conversation or 0])
    with pytest.raises(NotFoundError):
        memory.roll_up(day_of(MONDAY, UTC), "Both.", [one.id, other.id], method="extractive", at=LATER)
    assert memory.summaries() == [one]


def test_forgetting_a_message_takes_all_that_rests_on_it_and_asks_for_the_rest_again(
    home: Path, memory: Memory
) -> None:
    for days in range(70):
        lived(
            memory, MONDAY + timedelta(days=days), f"Day {days}: the zorblax came." if days == 10 else "Rain."
        )
    bring_up_to_date(memory, LATER)
    assert sum("zorblax" in one.text for one in memory.summaries()) == 4  # its own, week, month, year
    (told,) = [one for one in memory.summaries(level="conversation") if "zorblax" in one.text]
    counts = memory.preview_forget(message_ids=told.sources)
    assert counts["summaries"] == 4
    memory.forget(message_ids=told.sources)
    assert not any("zorblax" in one.text for one in memory.summaries())
    assert not any(b"zorblax" in path.read_bytes().lower() for path in home.rglob("*") if path.is_file())
    assert bring_up_to_date(memory, LATER) == ["2026-05-11/2026-05-17", "2026-05", "2026"]
    assert len(memory.summaries(level="year")) == 1
    assert memory.check() == []


def test_a_conversation_that_loses_a_message_is_summed_up_again(memory: Memory) -> None:
    one = lived(memory, MONDAY, "It stays.")
    said = memory.append(one.conversation or 0, "user", "It goes.", MONDAY)
    sum_up(memory, one.conversation or 0, "It stays. It goes.", MONDAY)
    memory.forget(message_ids=[said.id])
    assert memory.summaries() == []
    work = memory.claim(MONDAY, kinds=["summary"])
    assert work is not None
    assert work.conversation == one.conversation


def test_when_everything_is_forgotten_no_period_is_left(memory: Memory) -> None:
    for days in range(3):
        lived(memory, MONDAY + timedelta(days=days), "Words.")
    bring_up_to_date(memory, MONDAY + timedelta(days=1))
    memory.forget(everything=True)
    assert memory.store.value("SELECT count(*) FROM work") == 0
    assert memory.cover("year") == []


def test_a_conversation_stays_on_the_day_that_it_had_where_you_were_then(memory: Memory) -> None:
    late = datetime.fromisoformat("2026-05-05T01:30:00+02:00")
    here = lived(memory, late, "Late.")
    assert here.period == "2026-05-05"
    there = sum_up(memory, here.conversation or 0, "Late at night.", LATER)  # in another zone
    assert there.period == "2026-05-05"


def test_summaries_from_before_there_were_periods_are_placed(memory: Memory) -> None:
    one = lived(memory, MONDAY, "Old.")
    memory.store.execute("UPDATE summary SET period = NULL")
    memory.store.execute("DELETE FROM work")
    assert memory.place(LATER) == 1
    assert memory.summary(one.id).period == "2026-05-04"
    assert bring_up_to_date(memory, LATER)[0] == "2026-05-04"
    assert memory.place(LATER) == 0


def test_what_nobody_asked_for_is_asked_for_when_it_is_lacking(memory: Memory) -> None:
    for days in (0, 1, 2, 40, 41, 400):
        lived(memory, MONDAY + timedelta(days=days), f"Day {days}.")
    bring_up_to_date(memory, LATER)
    assert memory.mend(LATER) == 0
    memory.store.execute("DELETE FROM summary WHERE level = 'week' AND period > '2026-06'")
    memory.store.execute("DELETE FROM summary WHERE level IN ('month', 'year')")
    assert memory.mend(MONDAY + timedelta(days=2)) == 0  # nothing is over
    assert memory.mend(LATER) > 0
    bring_up_to_date(memory, LATER)
    assert [one.text for one in memory.cover("year")] == ["Day 0. Day 1. Day 2. Day 40. Day 41.", "Day 400."]
    assert memory.mend(LATER) == 0


def test_nothing_is_asked_for_again_that_a_clock_which_was_ahead_has_dated(memory: Memory) -> None:
    """Or it would be asked for without end: whoever does it finds that it is there."""
    for days in (0, 1, 2, 40):
        lived(memory, MONDAY + timedelta(days=days), f"Day {days}.")
    bring_up_to_date(memory, LATER)
    assert memory.mend(LATER - timedelta(days=30)) == 0
    assert memory.mend(LATER) == 0


def test_imports_are_looked_at_once(memory: Memory) -> None:
    for origin in ("said", "import", "import"):
        talk = memory.begin("samantha", MONDAY)
        for _ in range(3):
            memory.append(talk.id, "user", "Words.", MONDAY, origin=origin)  # type: ignore[arg-type]
    assert memory.imported_since(most=5) == [2]
    assert memory.imported_since(most=5) == [2, 3]
    assert memory.imported_since(most=5) is None


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_each_conversation_is_below_one_root_at_every_instant(
    memory: Memory, seed: int
) -> None:
    chance = random.Random(seed)
    now, moments = MONDAY, [MONDAY]
    for step in range(60):
        now += timedelta(hours=chance.choice([1, 5, 20, 200]))
        match chance.choice(["talk", "talk", "better", "work", "some work", "forget", "begin"]):
            case "talk":
                lived(memory, now - timedelta(days=chance.choice([0, 1, 3, 50])), f"Step {step}.")
            case "better" if talks := memory.conversations():
                sum_up(memory, chance.choice(talks).id, f"Better {step}.", now)
            case "work":
                bring_up_to_date(memory, now)
            case "some work" if work := memory.claim(now, kinds=[ROLL_UP], lease_seconds=0):
                span: Period = period(work.period or "")
                parts = memory.parts(span)
                text = "Some." if len(parts) > 1 else None
                memory.roll_up(span, text, [part.id for part in parts], method="extractive", at=now)
                memory.finish(work.id)
            case "forget" if step > 30 and (talks := memory.conversations()):
                memory.forget(conversation_ids=[chance.choice(talks).id])
            case "begin":
                memory.begin("samantha", now)
                moments.append(now)
    now += timedelta(hours=1)
    there = {one.conversation for one in memory.summaries(level="conversation")}
    for moment in moments:
        below = covered(memory, moment)
        assert len(below) == len(set(below))
    assert sorted(covered(memory, now)) == sorted(there)
    bring_up_to_date(memory, LATER)
    assert sorted(covered(memory, LATER)) == sorted(there)
    assert memory.check() == []
