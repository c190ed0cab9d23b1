"""What you tell her to remember, and what gives way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.engine.extract import patterns
from companion.engine.learning import Learner
from companion.ui.keeping import keep
from tests.ui.conftest import TUESDAY
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from memory import Memory
    from tests.ui.conftest import Open


def test_it_is_kept_word_for_word_and_pinned(memory: Memory) -> None:
    fact, said = keep(memory, "I am allergic to nuts.", TUESDAY)
    assert (fact.text, fact.said_by, fact.pinned) == ("I am allergic to nuts.", "user", True)
    assert said == "Kept: I am allergic to nuts."


async def test_what_it_contradicts_gives_way_and_is_named(opened: Open, memory: Memory) -> None:
    there = talked(memory, None, "I live in Bremen.")
    Learner(memory).take(patterns(memory.messages(there.id)), TUESDAY)
    (old,) = memory.facts()
    async with opened() as stage:
        await stage.command("/remember I live in Lisbon now.")
        await stage.sees("Kept: I live in Lisbon now. (in the place of “You live in Bremen.”)")
    assert [fact.text for fact in memory.facts()] == ["I live in Lisbon now."]
    assert memory.fact(old.id).superseded_by is not None


async def test_what_is_to_be_remembered_is_kept_off_the_record_too_and_she_says_so(
    opened: Open, memory: Memory
) -> None:
    async with opened() as stage:
        await stage.command("/off the record")
        await stage.command("/remember that my bike is green")
        await stage.sees("Kept: my bike is green")
        await stage.sees("in her memory now, although you are off the record")
    assert [fact.text for fact in memory.facts()] == ["my bike is green"]


def test_what_steers_a_terminal_is_not_in_the_line(memory: Memory) -> None:
    _, said = keep(memory, "I like \x1b[31mred\x1b[0m\nand blue.", TUESDAY)
    assert said == "Kept: I like [31mred[0m and blue."
