"""`companion persona growth`: what waits, what stands, and your word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from memory import Memory
from tests.engine.growth.conftest import OPEN
from tests.engine.growth.talks import NOW, held
from tests.persona.conftest import SMALLEST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

ADA = SMALLEST + OPEN
SHORTER = ("Shorter, please.", "Be brief.", "Your answers are too long.")


@pytest.fixture
def ada(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Her file, and a memory in which you asked her for shorter answers, which waits as g1."""
    monkeypatch.setenv("COMPANION_PERSONA", "ada")
    monkeypatch.setenv("COMPANION_NOW", NOW.isoformat())
    path = home / "personas" / "ada.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(ADA, encoding="utf-8")
    with Memory.open(home / "companion.db") as memory:
        talks = held(memory, *SHORTER)
        memory.enqueue("growth", talks[-1][0].conversation, NOW)
    return path


@pytest.fixture
def grows(companion: Run, ada: Path) -> Run:
    """The command line after her afterthoughts."""
    assert companion("tick").code == 0
    return companion


def test_what_came_up_waits_with_its_diff_its_reason_and_its_evidence(grows: Run) -> None:
    listed = grows("persona", "growth", "list")
    assert "g1  suggested  voice.length  medium → short · You asked for shorter answers in 3" in listed.out
    shown = grows("persona", "growth", "show", "g1").out
    assert "g1  suggested: voice.length of ada" in shown
    assert "  - medium\n  + short\n" in shown
    assert "why   You asked for shorter answers in 3 conversations." in shown
    assert all(said in shown for said in SHORTER)
    (row,) = grows("persona", "growth", "list", "--json").json()
    assert (row["before"], row["after"], row["state"], row["left_out"]) == (
        "medium",
        "short",
        "waiting",
        None,
    )
    evidence = grows("persona", "growth", "show", "1", "--json").json()["evidence"]
    assert [message["text"] for message in evidence] == list(SHORTER)


def test_what_is_approved_is_in_the_prompt_and_not_in_the_file(grows: Run, ada: Path) -> None:
    assert "Length: A short paragraph." in grows("persona", "preview", "ada").out
    done = grows("persona", "growth", "approve", "g1")
    assert (done.code, done.out.startswith("g1  approved: medium → short")) == (0, True)
    assert "Length: Two or three sentences" in grows("persona", "preview", "ada").out
    assert ada.read_text(encoding="utf-8") == ADA
    undone = grows("persona", "growth", "undo", "g1", "--json")
    assert undone.json()["state"] == "undone"
    assert "Length: A short paragraph." in grows("persona", "preview", "ada").out


def test_show_and_explain_tell_what_has_grown(grows: Run) -> None:
    assert "Length: A short paragraph." in grows("persona", "show").out
    assert "ada.yaml:" in grows("persona", "explain", "ada", "voice.length").out
    grows("persona", "growth", "approve", "g1")
    assert "Length: Two or three sentences" in grows("persona", "show").out
    assert grows("persona", "show", "ada", "--json").json()["voice"]["length"] == "short"
    told = grows("persona", "explain", "ada", "voice.length").out
    assert told.split() == ["voice.length", "short", "growth", "g1"]


def test_a_look_at_a_persona_makes_no_memory(companion: Run, home: Path) -> None:
    assert companion("persona", "show", "fitch").code == 0
    assert companion("persona", "explain", "fitch").code == 0
    assert not (home / "companion.db").exists()


def test_the_log_has_versions(grows: Run) -> None:
    for word in ("approve", "undo", "approve"):
        assert grows("persona", "growth", word, "g1").code == 0
    lines = grows("persona", "growth", "log").out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["v0", "v1", "v2", "v3"]
    assert "suggested by herself" in lines[0]
    assert "undone by you" in lines[2]
    steps = grows("persona", "growth", "log", "--json").json()
    assert [step["version"] for step in steps] == [0, 1, 2, 3]


def test_what_was_declined_is_out_of_the_way(grows: Run) -> None:
    assert grows("persona", "growth", "decline", "g1").out.startswith("g1  declined: ")
    assert "has not grown yet" in grows("persona", "growth", "list").err
    assert "declined" in grows("persona", "growth", "list", "--all").out
    again = grows("persona", "growth", "decline", "g1")
    assert (again.code, "g1 does not wait: it was declined." in again.err) == (1, True)


def test_only_what_stands_can_be_undone_and_only_what_waits_declined(grows: Run) -> None:
    undone = grows("persona", "growth", "undo", "g1")
    assert (undone.code, "does not stand" in undone.err) == (1, True)
    grows("persona", "growth", "approve", "g1")
    assert "stands already" in grows("persona", "growth", "approve", "g1").err
    assert "companion persona growth undo g1" in grows("persona", "growth", "decline", "g1").err


def test_what_no_longer_fits_is_left_out_and_said(grows: Run, ada: Path) -> None:
    grows("persona", "growth", "approve", "g1")
    ada.write_text(ADA.replace("length: medium", "length: long"), encoding="utf-8")
    why = "The author has written something else there since."
    assert f"[left out: {why}]" in grows("persona", "growth", "list").out
    assert grows("persona", "growth", "list", "--json").json()[0]["left_out"] == why
    assert why in grows("persona", "growth", "show", "g1").err
    assert "Length: A few paragraphs" in grows("persona", "preview", "ada").out
    grows("persona", "growth", "undo", "g1")
    refused = grows("persona", "growth", "approve", "g1")
    assert (refused.code, why in refused.err) == (1, True)


def test_what_is_not_there_is_said(grows: Run, ada: Path) -> None:
    for word in ("show", "approve", "decline", "undo"):
        done = grows("persona", "growth", word, "g9")
        assert (done.code, "There is no change 9." in done.err, done.out) == (1, True, "")
        assert grows("persona", "growth", word, "x9").code == 2
        other = grows("persona", "growth", word, "g1", "--persona", "fitch")
        assert (other.code, "g1 is a change of ada." in other.err) == (1, True)
    assert grows("persona", "growth", "list", "--persona", "nobody").code == 1
    shut = grows("persona", "growth", "list", "--persona", "samantha")
    assert "has left no part open to growth" in shut.err
    ada.unlink()
    gone = grows("persona", "growth", "approve", "g1", env={"COMPANION_PERSONA": "samantha"})
    assert (gone.code, "There is no persona “ada” any more." in gone.err) == (1, True)


def test_one_whose_file_is_elsewhere_is_told_by_its_file(grows: Run, ada: Path, tmp_path: Path) -> None:
    elsewhere = str(ada.rename(tmp_path / "my ada.yaml"))
    here, there = {"COMPANION_PERSONA": "samantha"}, ("--persona", elsewhere)
    lost = grows("persona", "growth", "approve", "g1", env=here)
    assert (lost.code, "say --persona FILE.yaml" in lost.err) == (1, True)
    assert grows("persona", "growth", "approve", "g1", *there, env=here).code == 0
    (tmp_path / "my ada.yaml").write_text(ADA.replace("length: medium", "length: long"), encoding="utf-8")
    shown = grows("persona", "growth", "show", "g1", *there, env=here)
    assert "The author has written something else there since." in shown.err
    assert grows("persona", "growth", "undo", "g1", env={"COMPANION_PERSONA": elsewhere}).code == 0


def test_a_file_with_an_error_is_not_called_gone(grows: Run, ada: Path, tmp_path: Path) -> None:
    ada.write_text(ADA.replace("length: medium", "length: huge"), encoding="utf-8")
    for env in ({}, {"COMPANION_PERSONA": "samantha"}):
        broken = grows("persona", "growth", "approve", "g1", env=env)
        assert (broken.code, "This persona can't be used: " in broken.err) == (1, True)
        assert "voice.length" in broken.err
    elsewhere = str(ada.rename(tmp_path / "my ada.yaml"))
    for words, env in (((), {"COMPANION_PERSONA": elsewhere}), (("--persona", elsewhere), {})):
        broken = grows("persona", "growth", "approve", "g1", *words, env=env)
        assert (broken.code, "my ada.yaml" in broken.err, "voice.length" in broken.err) == (1, True, True)


def test_to_forget_what_it_rests_on_takes_it_along(grows: Run) -> None:
    grows("persona", "growth", "approve", "g1")
    done = grows("memory", "forget", "--message", "m1", "--message", "m2", "--message", "m3", "--yes")
    assert "1 change" in done.out
    assert "has not grown yet" in grows("persona", "growth", "list").err
    assert "has not grown yet" in grows("persona", "growth", "log").err


def test_what_comes_out_of_an_export_can_steer_no_terminal(grows: Run, home: Path) -> None:
    with Memory.open(home / "companion.db") as memory:
        memory.store.execute("UPDATE change SET after = ?, reason = ?", ("\x1b[2Jno json", "\x1b[31mred"))
    shown = grows("persona", "growth", "show", "g1")
    assert shown.code == 0
    assert "\x1b" not in shown.out + grows("persona", "growth", "list").out
    refused = grows("persona", "growth", "approve", "g1")
    assert (refused.code, "It can't be read." in refused.err) == (1, True)
