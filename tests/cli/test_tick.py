"""`companion tick`: what it does of what waits, for how long, and what it says on a terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from companion import config
from companion.cli.tick import reflect
from companion.engine.schedule import schedule
from memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

AN_HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)
SLOW = {"text": "You moved to Bremen in March.", "delay": 30}


@pytest.fixture
def talk(home: Path) -> None:
    """A conversation that is over, of which nothing was made yet."""
    home.mkdir()
    with Memory.open(home / "companion.db") as memory:
        conversation = memory.begin("samantha", AN_HOUR_AGO)
        memory.append(conversation.id, "user", "I moved to Bremen in March.", AN_HOUR_AGO)
        schedule(memory, conversation.id, AN_HOUR_AGO, ended=True)


def waiting(home: Path) -> dict[str, int]:
    with Memory.open(home / "companion.db") as memory:
        return memory.waiting(datetime.now(UTC))


def test_without_minutes_only_code_does_its_part(companion: Run, home: Path, talk: None) -> None:
    done = companion("tick", "--minutes", "0", replies=[SLOW])
    assert (done.code, done.out, done.err) == (0, "", "")
    assert waiting(home) == {"summary+model": 1, "facts+model": 1}
    assert [row["method"] for row in companion("memory", "summaries", "--json").json()] == ["extractive"]


def test_a_model_that_takes_longer_is_stopped_and_asked_again_later(
    companion: Run, home: Path, talk: None
) -> None:
    done = companion("tick", "--minutes", "0.01", replies=[SLOW])
    assert (done.code, done.out, done.err) == (0, "", "")
    assert waiting(home) == {"summary+model": 1, "facts+model": 1}


async def test_after_a_large_import_code_stops_in_time_and_goes_on_with_the_next_tick(memory: Memory) -> None:
    with memory.batch():
        for number in range(300):
            at = AN_HOUR_AGO - timedelta(days=number)
            conversation = memory.begin("samantha", at)
            memory.append(conversation.id, "user", f"My friend Bo{number} is a nurse.", at, origin="import")
    settings, left = config.Settings(), []
    for seconds in (0.05, 0.05, 60.0):
        await reflect(settings, memory, minutes=0, code_seconds=seconds)
        left.append(300 - len(memory.summaries(level="conversation")))
    assert left[0] >= left[1] > left[2] == 0  # it stopped before the end, and kept what it had done
    assert len(memory.facts()) == 300
    assert memory.waiting(datetime.now(UTC)).keys() <= {"summary+model", "facts+model", "rollup+model"}


def test_on_a_terminal_it_says_what_it_does_and_what_is_left(terminal: Run, talk: None) -> None:
    shown = terminal("tick", "--minutes", "0")
    assert "Summing up, and learning: " in shown.out
    assert shown.out.endswith(
        "2 pieces of work left, for a model that has time: companion tick --minutes 60\n"
    )


def test_a_time_that_is_none_is_wrong_usage(companion: Run) -> None:
    for given in ("-1", "soon", "nan", "inf"):
        assert companion("tick", "--minutes", given).code == 2
