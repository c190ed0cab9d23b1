"""`companion proposals`: what she suggests, and what becomes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NOW = "2026-05-04T09:30:00+02:00"
SENTENCE = "I have to call the dentist tomorrow at 9."


@pytest.fixture(autouse=True)
def monday(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half past nine on a Monday in Berlin."""
    monkeypatch.setenv("COMPANION_NOW", NOW)
    monkeypatch.setenv("TZ", "Europe/Berlin")


@pytest.fixture
def noticed(companion: Run) -> int:
    """She was told of the dentist; the proposal's id."""
    found = companion("ask", "--json", SENTENCE, replies=["Good luck."]).json()
    ident: int = found["proposals"][0]["id"]
    return ident


def test_nothing_is_proposed_at_first(companion: Run) -> None:
    done = companion("proposals", "list")
    assert (done.code, done.out, done.err) == (0, "", "Nothing is proposed.\n")
    assert companion("proposals", "list", "--json").json() == []


def test_ask_keeps_to_what_the_persona_may_bring_up(companion: Run, tmp_path: Path) -> None:
    nell = tmp_path / "nell.yaml"
    whole = "schema: 1\nid: nell\nname: Nell\nidentity: {core: You are Nell.}\ngreetings: {first: Hello.}\n"

    def proposed(initiative: str, *said: str) -> list[str]:
        nell.write_text(f"{whole}initiative: {initiative}\n")
        told = companion("ask", "--json", "--persona", str(nell), " ".join(said), replies=["Good luck."])
        return [one["text"] for one in told.json()["proposals"]]

    wish = "Remind me to book the dentist on Friday at 9."
    assert proposed("{never: [the dentist]}", SENTENCE, wish) == ["Book the dentist"]
    assert proposed("{mode: normal}", "I have to call the bank on Friday.") == ["Call the bank"]
    assert proposed("{mode: 'off'}", "I have to pay the rent on Friday.") == []


def test_a_proposal_is_listed_and_shown_with_the_sentence_it_came_from(companion: Run, noticed: int) -> None:
    assert companion("proposals", "list").out.startswith(
        f"p{noticed}  Call the dentist · Tuesday 5 May at 09:00"
    )
    shown = companion("proposals", "show", f"p{noticed}").out
    assert "when  Tuesday 5 May at 09:00" in shown
    assert f"from  “{SENTENCE}”" in shown
    assert companion("proposals", "show", str(noticed), "--json").json()["quote"] == SENTENCE


def test_accepting_makes_a_reminder_once(companion: Run, noticed: int) -> None:
    done = companion("proposals", "accept", f"p{noticed}")
    assert (done.code, done.out) == (0, "r1  Tuesday 5 May at 09:00: Call the dentist\n")
    for words in (("accept",), ("decline",), ("snooze", "tomorrow", "at", "9")):
        again = companion("proposals", words[0], str(noticed), *words[1:])
        assert (again.code, again.out) == (1, "")
        assert "was settled before" in again.err
    assert companion("proposals", "list", "--json").json() == []
    assert companion("proposals", "list", "--all", "--json").json()[0]["state"] == "accepted"
    assert "[accepted]" in companion("proposals", "list", "--all").out


def test_accepting_for_another_time(companion: Run, noticed: int) -> None:
    unclear = companion("proposals", "accept", str(noticed), "whenever")
    assert unclear.code == 1
    assert "no time that I can be sure of" in unclear.err
    reminder = companion("proposals", "accept", str(noticed), "Friday", "at", "14:00", "--json").json()
    assert reminder["due"] == "2026-05-08T12:00:00+00:00"
    assert reminder["proposal"] == noticed


def test_accepting_for_a_time_that_repeats(companion: Run, noticed: int) -> None:
    kept = companion("proposals", "accept", f"p{noticed}", "every", "Monday", "at", "8", "--json").json()
    assert "FREQ=WEEKLY" in kept["rrule"]


def test_without_a_time_accepting_asks_for_one(companion: Run, home: Path, noticed: int) -> None:
    with Memory.open(home / "companion.db") as memory:
        made = memory.propose(
            "task",
            "Paint the shed",
            reason="You said so.",
            quote=SENTENCE,
            evidence=1,
            conversation=1,
            at=memory.proposal(noticed).made_at,
        )
    assert made is not None
    asked = companion("proposals", "accept", f"p{made.id}")
    assert (asked.code, asked.out) == (1, "")
    assert f"companion proposals accept p{made.id} tomorrow at 9" in asked.err


def test_later_and_no(companion: Run, noticed: int) -> None:
    late = companion("proposals", "snooze", str(noticed), "tomorrow", "at", "8")
    assert late.out == f"p{noticed}  put off, Tuesday 5 May at 08:00: Call the dentist\n"
    assert "[snoozed]" in companion("proposals", "list").out
    assert companion("proposals", "snooze", str(noticed)).code == 2
    no = companion("proposals", "decline", str(noticed), "--json").json()
    assert no["state"] == "declined"
    assert companion("proposals", "list").out == ""


def test_ids_that_are_none_and_ids_that_are_not_there(companion: Run) -> None:
    for verb in ("show", "accept", "decline"):
        assert companion("proposals", verb, "r7").code == 2
        done = companion("proposals", verb, "p99")
        assert (done.code, done.err) == (1, "There is no proposal 99.\n")
    assert companion("proposals", "show", "p" + "9" * 25).code == 2


def test_on_a_terminal_a_long_proposal_is_wrapped(terminal: Run, companion: Run) -> None:
    long = "I promised Anna to send her the whole of the report on the budget of the year by Friday at 17:00."
    companion("ask", "--json", long, replies=["Good."])
    shown = terminal("proposals", "list").out.splitlines()
    assert shown[0].startswith("p1  ")
    assert max(map(len, shown)) <= 80


def case(**changed: object) -> str:
    messages = [{"author": "user", "text": SENTENCE}]
    return json.dumps({"id": "a", "now": NOW, "tz": "Europe/Berlin", "messages": messages} | changed)


def test_a_dry_run_prints_a_line_for_a_case_and_stores_nothing(companion: Run, home: Path) -> None:
    done = companion("proposals", "dry-run", "-", stdin=f"{case()}\n\n{case(id=2, messages=[])}\n")
    first, second = [json.loads(line) for line in done.out.splitlines()]
    assert first["id"] == "a"
    (proposal,) = first["proposals"]
    assert proposal.keys() == {"kind", "text", "due", "reason", "evidence"}
    assert proposal["due"] == "2026-05-05T09:00:00+02:00"
    assert second == {"id": 2, "proposals": []}
    assert (done.code, done.err) == (0, "")
    assert not (home / "companion.db").exists()


def test_a_dry_run_passes_over_bad_cases_and_says_which(companion: Run, tmp_path: Path) -> None:
    bad = ["nonsense", "[" * 200_000, "[1]", case(now="today"), case(messages="x"), *["?"] * 30]
    (tmp_path / "cases").write_text("\n".join([*bad, case()]), encoding="utf-8")
    done = companion("proposals", "dry-run", str(tmp_path / "cases"))
    assert done.code == 1
    assert json.loads(done.out)["id"] == "a"
    assert "line 1: this is not JSON" in done.err
    assert "line 3: A case has to be a JSON object." in done.err
    assert "35 lines left out" in done.err
    assert len(done.err.splitlines()) == 21
    for place in (tmp_path, tmp_path / "none"):
        assert companion("proposals", "dry-run", str(place)).code == 2
