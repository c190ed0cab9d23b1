"""`companion memory diary`: a life as it was noted, to read, to keep as Markdown, to script."""

from __future__ import annotations

import json
import stat
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NOW = {"COMPANION_NOW": "2026-05-08T20:00:00+00:00"}
LIFE = {
    "2025-06-02": "I moved into the flat in Rosenweg.",
    "2025-06-14": "My sister Ida went swimming in the Weser with me.",
    "2025-09-20": "I quit smoking in September.",
    "2026-01-19": "Henrike called: they extended my contract until 2028!",
    "2026-05-04": "I started writing a book about Alma Reents.",
    "2026-05-06": "I'm waiting for the *lab* results from <b>Kiel</b>.",
}


@pytest.fixture
def lived(companion, tmp_path):
    """A home into which a life was brought."""
    lines = [
        {"conversation": day, "id": f"{day}-1", "author": "user", "text": text, "at": f"{day}T18:00:00+00:00"}
        for day, text in LIFE.items()
    ]
    file = tmp_path / "life.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert companion("memory", "import", str(file)).code == 0
    return companion


def test_it_tells_the_last_month_by_days_the_year_by_months_and_the_years_before(lived) -> None:
    ran = lived("memory", "diary", env=NOW)
    assert ran.out.splitlines() == [
        "2025",
        "  2 June: You moved into the flat in Rosenweg.",
        "  14 June: Your sister Ida went swimming in the Weser with you.",
        "  20 September: You quit smoking in September.",
        "",
        "January 2026",
        "  Monday 19 January: Henrike called: they extended your contract until 2028!",
        "",
        "May 2026",
        "",
        "  Monday 4 May",
        "    You started writing a book about Alma Reents.",
        "",
        "  Wednesday 6 May",
        "    You're waiting for the *lab* results from <b>Kiel</b>.",
        "",
        "Still open: you're waiting for the *lab* results from <b>Kiel</b> (6 May).",
    ]


def test_a_month_is_told_by_days_and_a_year_by_months(lived) -> None:
    june = lived("memory", "diary", "--month", "2025-06", env=NOW).out
    assert june.startswith("June 2025\n  2 June: You moved")
    assert "\n  Saturday 14 June\n    Your sister Ida" in june
    assert "smoking" not in june
    year = lived("memory", "diary", "--year", "2025", env=NOW).out
    assert "\n  September\n" in year
    assert "2026" not in year


def test_a_month_is_told_by_what_lies_in_it(lived) -> None:
    month = lived("memory", "diary", "--month", "2025-06", "--level", "month", "--json", env=NOW).json()
    assert [entry["period"] for entry in month] == ["2025-06"]
    weeks = lived("memory", "diary", "--month", "2025-06", "--level", "week", "--json", env=NOW).json()
    assert [entry["level"] for entry in weeks] == ["month", "week", "week"]
    year = lived("memory", "diary", "--month", "2025-06", "--level", "year", env=NOW)
    assert (year.code, year.out) == (2, "")
    assert "A month has no years in it" in year.err
    assert "--year 2025" in year.err


@pytest.mark.parametrize("level", ["day", "week", "month", "year"])
def test_it_is_told_as_closely_as_asked_for(lived, level: str) -> None:
    ran = lived("memory", "diary", "--level", level, "--json", env=NOW)
    told = [entry for entry in ran.json() if entry["level"] == level and entry["notes"]]
    expected = {"day": 6, "week": 5, "month": 4, "year": 2}[level]
    assert len(told) == expected
    everything = json.dumps(ran.json())
    assert all(word in everything for word in ("Rosenweg", "smoking", "Henrike", "Alma"))


def test_it_can_be_kept_as_markdown_which_reads_none_of_it_as_markup(lived, tmp_path: Path) -> None:
    file = tmp_path / "diary.md"
    ran = lived("memory", "diary", "--to", str(file), env=NOW)
    assert ran.out == ""
    assert "not encrypted" in ran.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    assert text == lived("memory", "diary", "--to", "-", env=NOW).out
    assert text.startswith("# Diary\n\n## 2025\n\n2 June: You moved into the flat in Rosenweg.\n")
    assert "### Wednesday 6 May\n\nYou're waiting for the \\*lab\\* results from \\<b\\>Kiel\\</b\\>." in text


def test_days_are_those_where_you_are(companion, tmp_path: Path) -> None:
    winter = {"conversation": 1, "id": 1, "author": "user", "text": "I moved to Lyon in the snow."}
    summer = {"conversation": 2, "id": 2, "author": "user", "text": "I moved to Lyon in the sun."}
    winter["at"], summer["at"] = "2026-01-10T22:30:00+00:00", "2026-07-10T22:30:00+00:00"
    file = tmp_path / "two.jsonl"
    file.write_text(f"{json.dumps(winter)}\n{json.dumps(summer)}\n")
    berlin = {"TZ": "Europe/Berlin", "COMPANION_NOW": "2026-08-01T12:00:00+02:00"}
    companion("memory", "import", str(file), env=berlin)
    ran = companion("memory", "diary", "--level", "day", "--json", env=berlin)
    assert [entry["period"] for entry in ran.json() if entry["notes"]] == ["2026-01-10", "2026-07-11"]


def test_where_nothing_was_said_there_is_nothing_to_read(companion) -> None:
    ran = companion("memory", "diary")
    assert (ran.code, ran.out) == (0, "")
    assert "nothing in it yet" in ran.err
    assert companion("memory", "diary", "--json").json() == []


@pytest.mark.parametrize(
    "words",
    [
        ("--month", "May"),
        ("--year", "26"),
        ("--month", "2026"),
        ("--month", "2026-05", "--year", "2026"),
        ("--to", "-", "--json"),
    ],
)
def test_what_is_no_time_is_wrong_usage(companion, words: tuple[str, ...]) -> None:
    assert companion("memory", "diary", *words).code == 2


def test_a_place_that_can_not_be_written_is_said_plainly(lived, tmp_path: Path) -> None:
    ran = lived("memory", "diary", "--to", str(tmp_path / "missing" / "diary.md"), env=NOW)
    assert ran.code == 1
    assert "can't be written" in ran.err
    assert "Traceback" not in ran.err


def test_summaries_are_listed_with_their_level(lived) -> None:
    lived("memory", "diary", env=NOW)
    ran = lived("memory", "summaries", "--level", "year", env=NOW)
    assert "year, extractive" in ran.out
    assert "    2 June: You moved into the flat in Rosenweg." in ran.out
    found = lived("memory", "summaries", "--level", "year", "--json", env=NOW).json()
    assert found[0]["period"] == "2025"
    why = lived("memory", "why", f"s{found[0]['id']}", "--json", env=NOW).json()
    assert [message["text"] for message in why] == list(LIFE.values())[:3]
    assert datetime.fromisoformat(why[0]["at"]) < datetime.fromisoformat(why[1]["at"]) + timedelta(days=1)
