"""What the memory screen looks through."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from companion.ui import guide
from companion.ui.shelf import LATEST, Shelf, lay_out, said, timeline
from tests.ui.conftest import TUESDAY
from tests.ui.test_memory import moved, noted
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from memory import Memory


def test_facts_are_pinned_first_then_the_newest(memory: Memory) -> None:
    nuts, bremen, lisbon = moved(memory)
    shelf = lay_out(memory)
    assert shelf.known("", outdated=True) == [nuts, lisbon, bremen]
    assert shelf.known("", outdated=False) == [nuts, lisbon]
    assert shelf.outdated() == 1
    assert shelf.known("LIVE  lis", outdated=False) == [lisbon]
    assert shelf.known("home", outdated=True) == [lisbon, bremen]  # what it is about is a word of it
    assert shelf.known("lisbon bremen", outdated=True) == []


def test_what_rests_on_a_message_alone_and_what_would_hold_again(memory: Memory) -> None:
    nuts, bremen, lisbon = moved(memory)
    shelf = lay_out(memory)
    assert shelf.resting_on(lisbon.sources) == [lisbon]
    assert shelf.resting_on([]) == []  # what you told her rests on no message
    assert shelf.released(lisbon) == [bremen]
    assert shelf.released(bremen) == shelf.released(nuts) == []


def test_notes_are_the_newest_first_and_of_a_level(memory: Memory) -> None:
    moved(memory)
    noted(memory, "You settled in Bremen.", "You packed for Lisbon.")
    shelf = lay_out(memory)
    newest, oldest = shelf.diary("", None)
    assert (newest.text, oldest.text) == ("You packed for Lisbon.", "You settled in Bremen.")
    assert shelf.diary("settled", "conversation") == [oldest]
    assert shelf.diary("", "year") == []


def test_a_timeline_is_looked_through_as_well(memory: Memory) -> None:
    _, bremen, lisbon = moved(memory)
    assert timeline(memory, lisbon, "") == [bremen, lisbon]
    assert timeline(memory, lisbon, "brem") == [bremen]
    endless = memory.learn('kettle (AND) "OR" * ' * 900, said_by="user", at=TUESDAY)
    assert timeline(memory, endless, "") == [endless]


def test_without_words_the_latest_messages_come_and_no_more_than_can_be_read(memory: Memory) -> None:
    for number in range(3):
        talked(memory, None, *[f"Line {n}." for n in range(LATEST // 2)], days=9 - number)
    found = said(memory, "")
    assert len(found) == LATEST
    assert found[0].at == max(one.at for one in found)
    assert TUESDAY - found[0].at < timedelta(days=7)
    assert {one.text for one in said(memory, "line 42")} == {"Line 42."}


def test_keys_stay_whole_on_lines_of_the_width() -> None:
    for width in (56, 72, 106):
        lines = guide.keys("facts", width).plain.splitlines()
        assert len(lines) <= 2
        assert all(len(line) <= width for line in lines)
        assert "  ".join(lines).split("  ")[-1] == "esc back"


def test_before_it_is_looked_up_tabs_claim_nothing() -> None:
    assert "0" not in guide.tabs("facts", None, 80).plain
    assert "Facts 0" in guide.tabs("facts", Shelf(status={"rows": {}}), 80).plain
    assert "Memory" not in guide.tabs("facts", None, 60).plain
