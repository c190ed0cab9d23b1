"""A tick: what is due comes up once, what repeats is armed again."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from companion.initiative.due import fire_due, next_due
from tests.initiative.conftest import BERLIN

if TYPE_CHECKING:
    from pathlib import Path

    from memory import Memory

NOW = datetime(2026, 5, 13, 10, 0, tzinfo=BERLIN)
TICK = """
import json, sys
from datetime import datetime
from companion.initiative.due import fire_due
from memory import Memory
with Memory.open(sys.argv[1]) as memory:
    fired = fire_due(memory, datetime.fromisoformat(sys.argv[2]))
print(json.dumps([reminder.id for reminder in fired]))
heavy = {"openai", "textual", "numpy", "pydantic", "companion.initiative.notice"} & set(sys.modules)
sys.exit(f"loaded {heavy}" if heavy else 0)
"""


def at(day: int, hour: int, month: int = 5) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BERLIN)


def test_what_is_due_comes_up_once_in_order(memory: Memory) -> None:
    memory.remind("second", at(13, 9), at=NOW)
    memory.remind("first", at(12, 9), at=NOW)
    memory.remind("not yet", at(13, 11), at=NOW)
    assert [reminder.text for reminder in fire_due(memory, NOW)] == ["first", "second"]
    assert fire_due(memory, NOW) == []
    assert [reminder.text for reminder in fire_due(memory, at(13, 11))] == ["not yet"]


def test_what_repeats_waits_for_its_next_time(memory: Memory) -> None:
    memory.remind("tablet", at(13, 8), at=at(12, 8), rrule="FREQ=DAILY")
    assert [reminder.text for reminder in fire_due(memory, NOW)] == ["tablet"]
    (waiting,) = memory.reminders()
    assert waiting.due == at(14, 8)


def test_missed_times_come_up_once(memory: Memory) -> None:
    memory.remind("tablet", at(1, 8), at=at(1, 7), rrule="FREQ=DAILY")
    assert len(fire_due(memory, NOW)) == 1
    assert fire_due(memory, NOW) == []
    assert memory.reminders()[0].due == at(14, 8)


def armed(due: datetime, rule: str, now: datetime) -> datetime | None:
    following = next_due(rule, due.astimezone(UTC), now)
    return following.astimezone(BERLIN) if following else None


def test_seven_in_the_morning_stays_at_seven_when_the_clocks_change() -> None:
    assert armed(at(24, 7, 10), "FREQ=DAILY", at(24, 7, 10)) == at(25, 7, 10)
    assert armed(at(28, 7, 3), "FREQ=DAILY", at(28, 7, 3)) == at(29, 7, 3)


def test_every_other_week_keeps_to_its_own_weeks() -> None:
    assert armed(at(5, 9), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", NOW) == at(19, 9)


def test_every_three_hours_are_three_hours_that_pass() -> None:
    before_the_change = datetime(2026, 10, 25, 1, 0, tzinfo=BERLIN)
    following = armed(before_the_change, "FREQ=HOURLY;INTERVAL=3", before_the_change)
    assert following is not None
    assert following.astimezone(UTC) - before_the_change.astimezone(UTC) == timedelta(hours=3)


def test_a_rule_that_ends_or_makes_no_sense_fires_for_the_last_time(memory: Memory) -> None:
    memory.remind("last one", at(13, 9), at=NOW, rrule="FREQ=DAILY;COUNT=1")
    memory.remind("nonsense", at(13, 9), at=NOW, rrule="FREQ=SOMETIMES")
    assert len(fire_due(memory, NOW)) == 2
    assert memory.reminders() == []


def test_of_several_programs_each_reminder_comes_up_in_one(memory: Memory, home: Path) -> None:
    with memory.batch():
        for number in range(200):
            memory.remind(f"n{number}", at(13, 9), at=NOW, rrule="FREQ=DAILY" if number % 2 else None)
    command = [sys.executable, "-c", TICK, str(home / "companion.db"), NOW.isoformat()]
    ticks = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    answers = [(*tick.communicate(timeout=60), tick.returncode) for tick in ticks]
    assert [(errors, code) for _, errors, code in answers] == [("", 0)] * 4
    fired = [number for printed, _, _ in answers for number in json.loads(printed)]
    assert sorted(fired) == list(range(1, 201))
    assert len(memory.reminders()) == 100
