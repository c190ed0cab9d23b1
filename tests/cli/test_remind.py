"""`companion remind`, and `companion tick`, which brings reminders up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

LATER = {"COMPANION_NOW": "2026-05-20T09:30:00+02:00"}


@pytest.fixture(autouse=True)
def monday(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half past nine on a Monday in Berlin."""
    monkeypatch.setenv("COMPANION_NOW", "2026-05-04T09:30:00+02:00")
    monkeypatch.setenv("TZ", "Europe/Berlin")


def test_the_time_that_was_understood_is_shown_back(companion: Run) -> None:
    done = companion("remind", "call Ben", "tomorrow", "at", "9")
    assert (done.code, done.out, done.err) == (0, "r1  Tuesday 5 May at 09:00: call Ben\n", "")
    kept = companion("remind", "stretch", "every Monday at 8", "--json").json()
    assert kept["due"] == "2026-05-11T06:00:00+00:00"
    assert kept["rrule"]
    listed = companion("remind", "list").out.splitlines()
    assert listed[0].startswith("r1  Tuesday 5 May at 09:00  ")
    assert listed[1].endswith("stretch")
    assert listed[0].index("call Ben") == listed[1].index("stretch")
    assert [row["id"] for row in companion("remind", "list", "--json").json()] == [1, 2]


def test_what_is_no_time_is_asked_for(companion: Run) -> None:
    unclear = companion("remind", "call Ben", "some day")
    assert (unclear.code, unclear.out) == (1, "")
    assert "Write for example" in unclear.err
    for words in (("call Ben",), (" ", "tomorrow"), ()):
        assert companion("remind", *words).code == 2
    nothing = companion("remind", "list")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing is waiting.\n")


def test_done_and_never_mind(companion: Run) -> None:
    for text in ("one", "two", "three"):
        companion("remind", text, "tomorrow", "at", "9")
    assert companion("remind", "done", "r1").out == "r1  done: one\n"
    assert companion("remind", "cancel", "2", "--json").json()[0]["state"] == "cancelled"
    assert [row["text"] for row in companion("remind", "list", "--json").json()] == ["three"]
    assert companion("remind", "done", "r3", "r99").code == 1
    assert companion("remind", "list").out.endswith("three\n")
    assert companion("remind", "done", "r3", "r1").code == 0
    assert companion("remind", "cancel", "99").err == "There is no reminder 99.\n"
    for wrong in ("x", "r", "9" * 25):
        assert companion("remind", "done", wrong).code == 2


def test_a_reminder_may_begin_with_a_word_that_is_a_command(companion: Run) -> None:
    assert companion("remind", "done", "tomorrow", "at", "9").out.endswith(": done\n")


def test_hostile_text_is_one_harmless_line(companion: Run) -> None:
    companion("remind", "call\n\x1b[2JBen\u202e", "tomorrow", "at", "9")
    assert companion("remind", "list").out == "r1  Tuesday 5 May at 09:00  call [2JBen\n"
    assert companion("tick", env=LATER).out == "r1  call [2JBen\n"


def test_a_tick_brings_up_what_is_due_once(companion: Run) -> None:
    quiet = companion("tick")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert companion("tick", "--json").json() == []
    companion("remind", "call Ben", "tomorrow", "at", "9")
    companion("remind", "stretch", "every Monday at 8")
    fired = companion("tick", "--json", env=LATER).json()
    assert [(row["text"], row["state"]) for row in fired] == [("call Ben", "fired"), ("stretch", "fired")]
    assert companion("tick", env=LATER).out == ""
    assert "Monday 25 May" in companion("remind", "list", env=LATER).out


def test_a_tick_thinks_over_conversations_that_are_over(companion: Run) -> None:
    companion("ask", "I moved to Bremen in March.", replies=["How is it?"])
    done = companion(
        "tick", env=LATER | {"COMPANION_MODEL": "gone", "COMPANION_BASE_URL": "http://127.0.0.1:9/v1"}
    )
    assert (done.code, done.out, done.err) == (0, "", "")
    assert "Bremen" in companion("memory", "summaries").out


def test_a_clock_that_is_none_is_wrong_usage(companion: Run) -> None:
    for words in (("tick",), ("remind", "x", "tomorrow")):
        done = companion(*words, env={"COMPANION_NOW": "noon"})
        assert done.code == 2
        assert "COMPANION_NOW" in done.err
