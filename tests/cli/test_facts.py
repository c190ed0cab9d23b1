"""`companion memory facts`, `timeline`, `remember`, `edit`, `pin`: what she knows of you."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

MARCH, MAY = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def moved(home: Path) -> None:
    """You lived in Kiel (f1), then in Lyon (f2); a sister (f3)."""
    with Memory.open(home / "companion.db") as memory:
        conversation = memory.begin("samantha", MARCH)
        first = memory.append(conversation.id, "user", "I live in Kiel.", MARCH)
        second = memory.append(conversation.id, "user", "I moved to Lyon.", MAY)
        kiel = memory.learn(
            "You live in Kiel.", said_by="user", topic="home", sources=[first.id], at=MARCH, valid_from=MARCH
        )
        memory.learn(
            "You live in Lyon.", said_by="user", topic="home", sources=[second.id], at=MAY, valid_from=MAY,
            supersedes=kiel.id,
        )  # fmt: skip
        memory.learn("Your sister is called Ana.", said_by="user", topic="family", at=MAY)


def test_a_timeline_shows_when_what_was_true_and_where_it_is_from(companion: Run, moved: None) -> None:
    told = companion("memory", "timeline", "home").out
    assert told.splitlines() == [
        "f1  2026-03-02  to 2026-05-01  m1  You live in Kiel. (until f2)",
        "f2  2026-05-01  now            m2  You live in Lyon.",
    ]
    rows = companion("memory", "timeline", "home", "--json").json()
    assert [(row["id"], row["superseded_by"], row["sources"]) for row in rows] == [
        (1, 2, [1]),
        (2, None, [2]),
    ]
    assert rows[0]["valid_to"] == rows[1]["valid_from"] == MAY.isoformat()


def test_what_you_tell_her_is_known_at_once_and_what_you_put_right_too(companion: Run) -> None:
    companion("ask", "I live in Kiel.", replies=["By the sea!"])
    assert "You live in Kiel." in companion("memory", "facts").out
    companion("ask", "No, I live in Lyon.", replies=["Oh, Lyon."])
    told = companion("memory", "facts").out
    assert ("Lyon" in told, "Kiel" in told) == (True, False)
    companion("ask", "--off-the-record", "I live in Bonn.", replies=["Yes."])
    companion("ask", "Do I live in Bonn?", replies=["No."])
    assert companion("memory", "facts").out == told


def test_what_is_over_is_listed_only_where_all_are(companion: Run, home: Path) -> None:
    with Memory.open(home / "companion.db") as memory:
        memory.learn(
            "You lived in Lyon.", said_by="user", topic="home", at=MAY,
            valid_from=datetime(2010, 1, 1, 12, tzinfo=UTC), valid_to=datetime(2014, 12, 31, 12, tzinfo=UTC),
        )  # fmt: skip
    assert "No fact holds any more" in companion("memory", "facts").err
    companion("memory", "remember", "I live in Kiel")

    for asked in ((), ("--topic", "home")):
        assert [row["id"] for row in companion("memory", "facts", "--json", *asked).json()] == [2]
        lyon, kiel = companion("memory", "facts", "--all", *asked).out.splitlines()
        assert lyon == "f1  2010-01-01  You lived in Lyon. (until 2014-12-31)"
        assert kiel.endswith("I live in Kiel (pinned)")


def test_a_timeline_of_words(companion: Run, moved: None) -> None:
    told = companion("memory", "timeline", "my", "sister").out
    assert told == "f3  2026-05-01  now  told  Your sister is called Ana.\n"


def test_where_nothing_is_known_the_topics_are_named(companion: Run, moved: None) -> None:
    none = companion("memory", "timeline", "garden")
    assert (none.code, none.out) == (0, "")
    assert "nothing about 'garden'" in none.err
    assert "home, family" in none.err
    assert "home, family" in companion("memory", "facts", "--topic", "garden").err
    assert companion("memory", "timeline", "garden", "--json").json() == []


def test_where_there_are_no_facts_at_all_it_says_how_to_get_some(companion: Run) -> None:
    assert "companion memory remember" in companion("memory", "timeline", "home").err


def test_facts_about_a_topic_without_and_with_the_outdated(companion: Run, moved: None) -> None:
    assert companion("memory", "facts", "--topic", "home").out == "f2  2026-05-01  You live in Lyon.\n"
    both = companion("memory", "facts", "--topic", "home", "--all").out
    assert "You live in Kiel. (until f2)" in both


def test_an_edit_takes_the_fact_s_place_and_its_pin(companion: Run, moved: None) -> None:
    companion("memory", "pin", "f2")
    done = companion("memory", "edit", "f2", "You", "live", "in", "Ulm.")
    assert (done.code, done.out) == (0, "f4  You live in Ulm.  (in place of f2)\n")
    assert companion("memory", "facts", "--topic", "home").out.endswith("You live in Ulm. (pinned)\n")
    rows = companion("memory", "timeline", "home", "--json").json()
    assert [row["superseded_by"] for row in rows] == [2, 4, None]
    assert (rows[2]["said_by"], rows[2]["topic"]) == ("user", "home")


def test_an_edit_that_can_t_be_is_explained(companion: Run, moved: None) -> None:
    outdated = companion("memory", "edit", "f1", "You live in Ulm.")
    assert (outdated.code, "f2 took its place" in outdated.err) == (1, True)
    assert "no fact 9" in companion("memory", "edit", "f9", "You ski.").err
    assert "says that already" in companion("memory", "edit", "f2", "you live in Lyon").err
    assert companion("memory", "edit", "f2", " ").code == 1
    assert companion("memory", "edit", "f2").code == 2


def test_a_pin_is_set_and_taken_off(companion: Run, moved: None) -> None:
    assert companion("memory", "pin", "f3").out == "f3  Your sister is called Ana. (pinned)\n"
    assert companion("memory", "pin", "3", "--json").json()["pinned"] is True
    assert companion("memory", "pin", "f3", "--off").out == "f3  Your sister is called Ana.\n"


def test_what_holds_no_more_is_not_pinned(companion: Run, moved: None) -> None:
    no = companion("memory", "pin", "f1")
    assert (no.code, "companion memory pin f2" in no.err) == (1, True)
    assert companion("memory", "pin", "f1", "--off").code == 0
