"""A persona that keeps what it is told for some days only, beside one that keeps it for years."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from companion import config, wake
from memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

AT = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
LATER = {"COMPANION_NOW": "2026-06-10T10:00:00+00:00"}  # 37 days later
FILE = "schema: 1\nid: {id}\nextends: samantha\nname: Brief\nmemory: {{retention_days: {days}}}\n"


def author(home: Path, days: int | str, name: str = "brief") -> Path:
    """The file of a persona that keeps things for so many days."""
    (home / "personas").mkdir(parents=True, exist_ok=True)
    path = home / "personas" / f"{name}.yaml"
    path.write_text(FILE.format(id="brief", days=days), encoding="utf-8")
    return path


def left(home: Path) -> list[str]:
    with Memory.open(home / "companion.db") as memory:
        return [row["text"] for row in memory.export()]


@pytest.fixture(autouse=True)
def spoken(home: Path) -> None:
    """The same told to two of them."""
    home.mkdir(parents=True, exist_ok=True)
    with Memory.open(home / "companion.db") as memory:
        for persona in ("brief", "samantha"):
            talk = memory.begin(persona, AT)
            memory.append(talk.id, "user", f"I told {persona} about zorblax.", AT)


def test_only_what_was_said_to_it_is_forgotten_and_only_after_its_days(companion: Run, home: Path) -> None:
    author(home, 38)
    assert companion("tick", env=LATER).code == 0
    assert len(left(home)) == 2
    author(home, 37)
    assert len(left(home)) == 2
    companion("tick", env={"COMPANION_NOW": "2026-06-11T00:01:00+00:00"})
    assert left(home) == ["I told samantha about zorblax."]


def test_what_is_pinned_and_what_is_yet_to_come_stays(companion: Run, home: Path) -> None:
    author(home, 30)
    with Memory.open(home / "companion.db") as memory:
        (said,) = memory.messages(memory.conversations(persona="brief")[0].id)
        for text, pinned in (("You know zorblax.", True), ("You told of zorblax.", False)):
            memory.learn(text, said_by="user", sources=[said.id], at=AT, pinned=pinned)
        memory.remind("Call zorblax", datetime(2027, 1, 1, tzinfo=UTC), at=AT)
    companion("tick", env=LATER)
    with Memory.open(home / "companion.db") as memory:
        assert "You know zorblax." in [fact.text for fact in memory.facts()]
        assert "You told of zorblax." not in [fact.text for fact in memory.facts()]
        assert [one.text for one in memory.reminders()] == ["Call zorblax"]


def test_the_shorter_of_the_two_holds(companion: Run, home: Path) -> None:
    author(home, 365)
    assert companion("config", "retention_days", "30").code == 0
    companion("tick", env=LATER)
    assert left(home) == []


@pytest.mark.parametrize("wrong", ["9\nvoice: loud", "-1", '"9"', "[9]"])
def test_a_file_with_an_error_lets_nothing_be_forgotten(companion: Run, home: Path, wrong: str) -> None:
    author(home, wrong)
    done = companion("tick", env=LATER)
    assert (done.code, done.err) == (0, "")
    assert len(left(home)) == 2


def test_neither_does_one_that_is_gone_or_is_someone_else_by_now(companion: Run, home: Path) -> None:
    author(home, 9).rename(home / "personas" / "other.yaml")
    companion("tick", env=LATER)
    assert len(left(home)) == 2
    (home / "personas" / "brief.yaml").write_text(FILE.format(id="shorter", days=9), encoding="utf-8")
    companion("tick", env=LATER)
    assert len(left(home)) == 2


def test_conversations_of_names_that_are_no_personas_are_no_paths(companion: Run, home: Path) -> None:
    path = author(home, 9)
    with Memory.open(home / "companion.db") as memory:
        for name in (str(path), "../brief", "", "~nobody/x"):
            memory.append(memory.begin(name, AT).id, "user", "I stay.", AT)
    companion("tick", env=LATER)
    assert sorted(left(home)) == ["I stay."] * 4 + ["I told samantha about zorblax."]


async def test_a_file_that_one_talks_with_by_its_path_has_its_rules_heard(home: Path, tmp_path: Path) -> None:
    path = author(home, 9).rename(tmp_path / "brief.yaml")
    settings = config.Settings(now=datetime(2026, 6, 10, tzinfo=UTC), persona=str(path))
    with Memory.open(home / "companion.db") as memory:
        await wake.forgetting(settings, memory)()
    assert left(home) == ["I told samantha about zorblax."]


def test_at_a_terminal_one_is_told_what_went(
    terminal: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author(home, 9)
    monkeypatch.setenv("COMPANION_NOW", LATER["COMPANION_NOW"])
    shown = terminal("tick").out
    assert "Forgotten, being older than it is kept: 1 message, 1 conversation." in shown
