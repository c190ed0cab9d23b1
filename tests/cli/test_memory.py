"""`companion memory`: seeing and tracing what she remembers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

AT = datetime(2026, 5, 1, 10, tzinfo=UTC)
CAT = "My cat Pixel sleeps on the radiator, and in the evening she moves to the chair beside the old piano."


@pytest.fixture
def talk(home: Path) -> None:
    """A conversation of two messages, a fact that rests on the first, a summary of both."""
    with Memory.open(home / "companion.db") as memory:
        conversation = memory.begin("samantha", AT, title="Pixel")
        said = memory.append(conversation.id, "user", CAT, AT)
        answer = memory.append(
            conversation.id, "companion", "Lucky cat.\n\n    purr()\nBye.", AT, status="interrupted"
        )
        memory.note_recalled(answer.id, memory.recall("cat", now=AT)[:1])
        fact = memory.learn(
            "Your cat is called Pixel.", said_by="user", sources=[said.id], quote="My cat Pixel", at=AT
        )
        memory.learn("Your cat is called Dot.", said_by="user", sources=[said.id], at=AT, supersedes=fact.id)
        memory.summarise(
            "conversation",
            "You spoke of Pixel, the cat.",
            start=AT,
            end=AT,
            sources=[said.id, answer.id],
            method="extractive",
            at=AT,
            conversation=conversation.id,
        )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("search", "cat"), "Nothing that was said"),
        (("show",), "no conversations yet"),
        (("facts",), "No facts yet"),
        (("summaries",), "No summaries yet"),
        (("export",), ""),
    ],
)
def test_an_empty_memory_says_so_on_stderr_and_nothing_on_stdout(
    companion: Run, words: tuple[str, ...], told: str
) -> None:
    done = companion("memory", *words)
    assert (done.code, done.out) == (0, "")
    assert told in done.err
    if words != ("export",):
        assert companion("memory", *words, "--json").json() == []


def test_status_is_read_by_people_and_by_scripts(companion: Run, home: Path, talk: None) -> None:
    told = companion("memory", "status")
    assert "2 messages in 1 conversation, 2026-05-01 to 2026-05-01" in told.out
    assert "facts      1 current, 1 outdated\n" in told.out
    assert "summaries  1 of conversations\n" in told.out
    assert "backups    none: companion memory backup makes one\n" in told.out
    assert "not encrypted" in told.out
    assert "{" not in told.out
    found = companion("memory", "status", "--json").json()
    assert found["path"] == str(home / "companion.db")
    assert found["rows"]["message"] == 2
    assert (found["facts"], found["backups"]) == ({"current": 1, "outdated": 1, "pinned": 0}, [])
    assert (found["summaries"], found["embedding"]["done"]) == ({"conversation": 1}, 0)


def test_status_counts_the_pins_of_what_holds_and_the_days_of_your_own_zone(
    companion: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("COMPANION_NOW", "2026-05-04T08:00:00+12:00")  # still the 3rd in UTC
    companion("memory", "remember", "I live in Kiel.")
    companion("memory", "remember", "I live in Lyon.")
    companion("ask", "Hello.", replies=["Hello."])
    told = companion("memory", "status").out
    assert "facts      1 current (1 pinned), 1 outdated\n" in told
    assert "2026-05-04 to 2026-05-04" in told


def test_status_names_what_waits_and_the_backups_there_are(companion: Run, home: Path) -> None:
    companion("ask", "I live in Kiel.", replies=["Nice."])
    companion("memory", "remember", "I like rain.")
    companion("memory", "backup")
    told = companion("memory", "status").out
    (backup,) = (home / "backups").iterdir()
    assert "facts      2 current (1 pinned)\n" in told
    assert f"the last: {backup.name}\n" in told
    assert "1 conversation to sum up" in told
    assert "2 texts for a model to do better" in told
    found = {one["what"]: one for one in companion("doctor", "--json").json()}["memory"]
    assert "facts: 2 current (1 pinned); summaries: none; " in found["found"]
    assert found["advice"] == "It is done while you talk; at once: companion tick"


def test_search_finds_what_was_said_with_its_source(companion: Run, talk: None) -> None:
    assert (
        f"m1  2026-05-01 {AT.astimezone():%H:%M}  user: {CAT}\n"
        in companion("memory", "search", "radiator").out
    )
    first = companion("memory", "search", "-k", "1", "--json", "radiator").json()[0]
    assert (first["kind"], first["id"], first["text"], first["sources"]) == ("message", 1, CAT, [1])
    for wrong in (("search", " "), ("search", "'\"*^()"), ("search",), ("search", "-k", "0", "cat")):
        assert companion("memory", *wrong).code == 2


def test_show_lists_conversations_and_shows_one_record(companion: Run, talk: None) -> None:
    listed = companion("memory", "show")
    assert listed.out.startswith("c1  2026-05-01")
    assert listed.out.endswith("samantha  2 messages  Pixel\n")
    conversation = companion("memory", "show", "c1").out
    assert f"  user\n    {CAT}\n" in conversation
    assert "  companion (interrupted)\n    Lucky cat.\n\n        purr()\n    Bye.\n" in conversation
    assert companion("memory", "show", "1").out == conversation[: conversation.index("m2")]
    assert companion("memory", "show", "f1").out.startswith(
        "f1  Your cat is called Pixel.\nIt rests on:\nm1  "
    )
    assert "You spoke of Pixel" in companion("memory", "show", "s1").out


def test_show_has_json_of_everything(companion: Run, talk: None) -> None:
    assert companion("memory", "show", "--json").json()[0]["title"] == "Pixel"
    assert [row["id"] for row in companion("memory", "show", "c1", "--json").json()] == [1, 2]
    assert companion("memory", "show", "m2", "--json").json()["status"] == "interrupted"
    assert companion("memory", "show", "f1", "--json").json()["superseded_by"] == 2
    assert companion("memory", "show", "s1", "--json").json()["sources"] == [1, 2]


@pytest.mark.parametrize("ident", ["m99", "f99", "s99", "c99", "9223372036854775807"])
def test_what_is_not_there_ends_with_1(companion: Run, ident: str) -> None:
    done = companion("memory", "show", ident)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("There is no ")


@pytest.mark.parametrize("ident", ["x1", "m", "", "m²", "m-1", "9223372036854775808", "m1; DROP", "\x1b[31m"])
def test_what_is_no_id_ends_with_2(companion: Run, ident: str) -> None:
    done = companion("memory", "show", ident)
    assert (done.code, done.out) == (2, "")
    assert "names nothing" in done.err
    assert "\x1b" not in done.err


def test_why_traces_a_record_to_the_words_that_were_said(companion: Run, talk: None) -> None:
    assert CAT in companion("memory", "why", "f1").out
    assert CAT in companion("memory", "why", "m2").out
    assert companion("memory", "why", "m2", "--json").json()[0]["id"] == 1
    assert [row["id"] for row in companion("memory", "why", "s1", "--json").json()] == [1, 2]
    nothing = companion("memory", "why", "m1")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing was recalled for it.\n")
    assert companion("memory", "why", "m99").code == 1
    assert companion("memory", "why", "c1").code == 2


def test_facts_that_no_longer_hold_are_shown_on_demand(companion: Run, talk: None) -> None:
    assert [row["text"] for row in companion("memory", "facts", "--json").json()] == [
        "Your cat is called Dot."
    ]
    both = companion("memory", "facts", "--all").out
    assert "Your cat is called Pixel. (until f2)" in both


def test_summaries_by_level(companion: Run, talk: None) -> None:
    assert companion("memory", "summaries").out.endswith("extractive\n    You spoke of Pixel, the cat.\n")
    assert companion("memory", "summaries", "--level", "week", "--json").json() == []
    assert companion("memory", "summaries", "--level", "decade").code == 2


def test_what_you_tell_her_to_remember_is_a_sound_fact(companion: Run) -> None:
    assert companion("memory", "remember", "My dog is called", "Béla").out == "f1  My dog is called Béla\n"
    fact = companion("memory", "remember", "--json", "I ski.").json()
    assert (fact["id"], fact["text"], fact["pinned"], fact["said_by"]) == (2, "I ski.", True, "user")
    assert "f1" in companion("memory", "facts").out
    assert companion("memory", "why", "f1").err == "Nothing that was said stands behind it.\n"
    assert companion("memory", "check").out == "All is well.\n"
    assert companion("memory", "check", "--json").json() == []
    assert companion("memory", "remember", " ").code == 2


def test_a_problem_of_the_store_ends_with_1(companion: Run, home: Path, talk: None) -> None:
    with Memory.open(home / "companion.db") as memory, memory.store.transaction():
        memory.store.execute("UPDATE message SET parent = 2 WHERE id = 1")
    done = companion("memory", "check")
    assert done.code == 1
    assert "their own ancestors" in done.err
    assert "companion memory export" in done.err
    assert len(companion("memory", "check", "--json").json()) == 1


def test_a_file_that_is_no_memory_is_named_and_left_alone(companion: Run, home: Path) -> None:
    home.mkdir()
    store = home / "companion.db"
    store.write_bytes(b"These are notes." * 400)
    for words in (
        ("status",),
        ("show", "--json"),
        ("remember", "x"),
        ("check",),
        ("forget", "--all", "--yes"),
    ):
        done = companion("memory", *words)
        assert (done.code, done.out) == (1, "")
        assert f"{store} is not a memory" in done.err
    assert store.read_bytes() == b"These are notes." * 400


def test_a_home_that_can_not_be_made_is_named(companion: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (str(tmp_path / "file"), "/proc/nowhere"):
        done = companion("memory", "status", env={"COMPANION_HOME": place})
        assert done.code in (1, 2)
        assert place in done.err
        assert "Traceback" not in done.err
        assert "broke" not in done.err


def test_on_a_terminal_lines_fit_into_80_columns(terminal: Run, talk: None) -> None:
    for words in (
        ("show",),
        ("show", "c1"),
        ("search", "radiator"),
        ("facts",),
        ("summaries",),
        ("why", "f1"),
    ):
        shown = terminal("memory", *words)
        assert shown.code == 0
        assert max(len(line) for line in shown.out.splitlines()) <= 80
    found = terminal("memory", "search", "radiator").out.splitlines()
    start = found[0].index("user:")
    assert found[1][:start].isspace()
    assert found[1][start].isalpha()
