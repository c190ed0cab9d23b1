"""`companion memory forget`: it asks, erases, and says what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

AT = datetime(2026, 5, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def secret(home: Path) -> None:
    """Two conversations; a fact rests on the secret."""
    with Memory.open(home / "companion.db") as memory:
        for text in ("The word is Zorblax.", "The weather is fine."):
            conversation = memory.begin("samantha", AT)
            said = memory.append(conversation.id, "user", text, AT)
            memory.append(conversation.id, "companion", "I see.", AT)
            memory.learn(text, said_by="user", sources=[said.id], quote=text, at=AT)


def left(home: Path) -> list[str]:
    with Memory.open(home / "companion.db") as memory:
        return [row["text"] for row in memory.export()]


def test_what_matches_goes_with_what_was_derived_and_its_bytes(companion: Run, home: Path) -> None:
    done = companion("memory", "forget", "--matching", "zorblax", "--yes")
    assert (done.code, done.out) == (0, "Erased 1 message, 1 fact.\n")
    assert left(home) == ["I see.", "The weather is fine.", "I see."]
    for path in home.rglob("*"):
        assert not path.is_file() or b"zorblax" not in path.read_bytes().lower()


def test_by_ids_with_or_without_their_letter(companion: Run, home: Path) -> None:
    gone = companion("memory", "forget", "--message", "m2", "--fact", "2", "--yes", "--json").json()
    assert (gone["messages"], gone["facts"]) == (1, 1)
    assert "2 messages, 1 conversation" in companion("memory", "forget", "--conversation", "c2", "--yes").out
    assert left(home) == ["The word is Zorblax."]


def test_it_asks_first(terminal: Run, home: Path) -> None:
    no = terminal("memory", "forget", "--all", typed="n\n")
    assert no.code == 1
    assert "This erases 4 messages, 2 conversations, 2 facts. Go on? [y/N]" in no.out
    assert "Nothing was erased." in no.out
    assert len(left(home)) == 4
    yes = terminal("memory", "forget", "--all", typed="y\n")
    assert yes.code == 0
    assert left(home) == []


def test_ctrl_c_at_the_question_erases_nothing(terminal: Run, home: Path) -> None:
    # A terminal of our own delivers the byte as text: Ctrl-D ends the input, as a closed terminal does.
    assert terminal("memory", "forget", "--all", typed="\x04").code == 130
    assert len(left(home)) == 4


def test_a_script_has_to_say_yes(companion: Run, home: Path) -> None:
    done = companion("memory", "forget", "--all", stdin="y\n")
    assert done.code == 2
    assert "add --yes" in done.err
    assert len(left(home)) == 4


def test_nothing_like_that(companion: Run) -> None:
    asked = companion("memory", "forget", "--message", "99")
    assert asked.code == 1
    assert "nothing like that" in asked.err
    told = companion("memory", "forget", "--matching", "no such words", "--yes")
    assert (told.code, told.out) == (0, "Erased nothing.\n")


@pytest.mark.parametrize(
    "words", [(), ("--matching", ""), ("--message", "x"), ("--message", "-1"), ("--fact", "9" * 30)]
)
def test_what_can_not_be_meant_is_wrong_usage(companion: Run, home: Path, words: tuple[str, ...]) -> None:
    assert companion("memory", "forget", *words, "--yes").code == 2
    assert len(left(home)) == 4


def test_a_blank_text_is_not_everything(companion: Run, home: Path) -> None:
    assert companion("memory", "forget", "--matching", "  ", "--yes").code == 1
    assert len(left(home)) == 4


def test_what_is_older_is_shown_first_and_then_goes(companion: Run, home: Path) -> None:
    later = {"COMPANION_NOW": "2027-06-01T10:00:00+00:00"}
    with Memory.open(home / "companion.db") as memory:
        new = memory.begin("samantha", AT.replace(year=2027))
        memory.append(new.id, "user", "I am back.", AT.replace(year=2027))
    shown = companion("memory", "forget", "--older-than", "365d", "--dry-run", env=later)
    assert shown.code == 0
    assert shown.out.startswith("This would erase 4 messages, 2 conversations, 2 facts.\n")
    told = companion("memory", "forget", "--older-than", "1y", "--dry-run", "--json", env=later).json()
    assert (told["messages"], told["facts"]) == (4, 2)
    assert len(left(home)) == 5
    unsure = companion("memory", "forget", "--older-than", "52w", env=later)
    assert unsure.code == 2
    assert "This would erase 4 messages" in unsure.err
    done = companion("memory", "forget", "--older-than", "12 months", "--yes", env=later)
    assert done.out == "Erased 4 messages, 2 conversations, 2 facts.\n"
    assert left(home) == ["I am back."]


@pytest.mark.parametrize("age", ["", "365", "d", "-3d", "0d", "1.5y", "200y", "tomorrow", "3 d d"])
def test_an_age_that_is_none_is_wrong_usage(companion: Run, home: Path, age: str) -> None:
    assert companion("memory", "forget", "--older-than", age, "--yes").code == 2
    assert len(left(home)) == 4


def test_a_tick_forgets_what_is_older_than_the_settings_keep(companion: Run, home: Path) -> None:
    with Memory.open(home / "companion.db") as memory:
        memory.learn("You are allergic to nuts.", said_by="user", at=AT, pinned=True)
    later = {"COMPANION_NOW": "2026-08-20T10:00:00+00:00"}
    assert companion("tick", env=later).code == 0
    assert len(left(home)) == 4  # by default everything is kept
    assert companion("config", "retention_days", "120").code == 0
    companion("tick", env=later)
    assert len(left(home)) == 4
    assert companion("config", "retention_days", "110").code == 0
    companion("tick", env={"COMPANION_NOW": "2026-08-19T23:59:00+00:00"})
    assert len(left(home)) == 4  # it is done by whole days
    done = companion("tick", env=later)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert left(home) == []
    with Memory.open(home / "companion.db") as memory:
        assert [fact.text for fact in memory.facts()] == ["You are allergic to nuts."]
    for path in home.rglob("*"):
        assert not path.is_file() or b"zorblax" not in path.read_bytes().lower()


def test_what_is_forgotten_goes_from_the_backups_too_and_that_is_said(companion: Run, home: Path) -> None:
    companion("memory", "remember", "The code is 4711.")
    companion("memory", "remember", "I like rain.")
    assert companion("memory", "forget", "--fact", "f1", "--yes").out == "Erased 1 fact.\n"
    companion("memory", "backup")
    done = companion("memory", "forget", "--matching", "rain", "--yes")
    assert done.out == "Erased 1 fact. 1 backup in the home was cleaned of it, too.\n"
    companion("memory", "remember", "I like rain.")
    companion("memory", "backup")
    done = companion("memory", "forget", "--all", "--yes")
    assert done.out.endswith("3 facts. With it went 2 backups in the home.\n")
    assert list((home / "backups").iterdir()) == []


def test_what_would_go_can_be_read_before_it_does(companion: Run, home: Path) -> None:
    with Memory.open(home / "companion.db") as memory:
        said = "We went on and on about nothing much. " * 5 + "Then the party began.\n\nAnd ended."
        memory.append(memory.begin("samantha", AT).id, "user", said, AT)
        memory.learn("You paint: \x1b[31mart is all.", said_by="user", at=AT)
    shown = companion("memory", "forget", "--matching", "art", "--dry-run")
    assert shown.code == 0
    first, message, fact = shown.out.splitlines()
    assert first == "This would erase 1 message, 1 conversation, 1 fact."
    assert message.startswith("  m5  …")
    assert "Then the party began. And ended." in message
    assert len(message) <= 80
    assert fact == "  f3  You paint: [31mart is all."
    told = companion("memory", "forget", "--matching", "art", "--dry-run", "--json").json()
    assert told["messages"] == 1
    assert [(one["kind"], one["id"]) for one in told["texts"]] == [("messages", 5), ("facts", 3)]
    assert told["texts"][0]["text"] == said


def test_no_more_than_the_first_few_are_shown(companion: Run, home: Path) -> None:
    with Memory.open(home / "companion.db") as memory:
        talk = memory.begin("samantha", AT, title="Days").id
        for number in range(20):
            memory.append(talk, "user", f"Day {number}: " + "rain " * 50, AT)
    shown = companion("memory", "forget", "--matching", "day", "--dry-run").out.splitlines()
    assert shown[0] == "This would erase 20 messages, 1 conversation."
    days = [f"  m{number + 5}  Day {number}: rain" for number in range(5)]
    assert [line[: len(days[0])] for line in shown[1:]] == days
    assert all(line.endswith("…") for line in shown[1:])


def test_it_shows_the_texts_before_it_asks(terminal: Run, home: Path) -> None:
    asked = terminal("memory", "forget", "--matching", "ZORB", typed="n\n")
    assert asked.code == 1
    assert "m1  The word is Zorblax.\nf1  The word is Zorblax.\nThis erases 1 message" in asked.out
    assert len(left(home)) == 4
