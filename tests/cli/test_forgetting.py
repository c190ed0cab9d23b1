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
