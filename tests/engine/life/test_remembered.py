"""What you tell her to remember, one thing after another: the later word holds, at its own time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.learning import remember
from tests.engine.conversation import MONDAY as NOW

if TYPE_CHECKING:
    from memory import Memory


@pytest.mark.parametrize(
    ("before", "later"),
    [
        ("I am allergic to nuts", "I am not allergic to nuts any more"),
        ("I am not allergic to nuts any more", "I am allergic to nuts again"),
        ("I love climbing", "I don't like climbing any more"),
        ("I live in Bremen", "I moved from Bremen to Ulm"),
    ],
)
def test_what_you_told_her_is_no_more_gives_way_though_it_was_pinned(
    memory: Memory, before: str, later: str
) -> None:
    remember(memory, before, NOW)
    remember(memory, later, NOW + timedelta(days=1))
    (fact,) = memory.facts()
    assert (fact.text, fact.pinned) == (later, True)


def test_a_past_that_you_told_her_to_remember_leaves_the_present_alone(memory: Memory) -> None:
    home = remember(memory, "I live in Ulm", NOW)
    past = remember(memory, "In 2015 I moved to Bremen", NOW + timedelta(days=1))
    assert [fact.text for fact in memory.facts()] == ["I live in Ulm"]
    assert past.superseded_by == home.id
    assert past.valid_from is not None
    assert past.valid_from.year == 2015
