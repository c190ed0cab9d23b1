"""What changes nothing in what is known: other things, other people, questions, dreams, the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.life.telling import held, holding, tell

if TYPE_CHECKING:
    from memory import Memory

HOME, CLIMBING, NURSE, NUTS = (
    "I live in Bremen.", "I love climbing.", "I'm a nurse.", "I'm allergic to nuts."
)  # fmt: skip
STAYS = [
    (HOME, "I've just left Bremen, I'm there by eight."),
    (HOME, "We left Bremen this morning to see my mum."),
    (HOME, "I left Bremen at six."),
    (HOME, "Did I say that I moved to Ulm?"),
    (HOME, "If I moved to Ulm, I'd miss the river."),
    (HOME, "I dreamt that we relocated to Oslo."),
    (HOME, "I want to leave Bremen."),
    (HOME, "I almost moved from Bremen to Ulm."),
    (HOME, '"I moved to Ulm," she said.'),
    (HOME, "Anna says I moved to Ulm."),
    (HOME, "I haven't left Bremen."),
    (HOME, "We moved from Windows to Linux."),
    (HOME, "In the film I moved to Ulm."),
    (HOME, "Rome is home to many cats now."),
    (HOME, "Just kidding, I relocated to Mars."),
    (CLIMBING, "I don't like climbing shoes that pinch."),
    (CLIMBING, "My sister doesn't like climbing any more."),
    (CLIMBING, "Do I hate climbing now?"),
    (CLIMBING, "Some say they can't stand climbing."),
    (NUTS, "My son is not allergic to nuts any more."),
    (NUTS, "I hope I'm not allergic to nuts any more."),
    (NUTS, "If only I were not allergic to nuts any more."),
    (NUTS, "Am I not allergic to nuts any more?"),
    (NUTS, "The doctor said I'm not allergic to nuts any more, but she was wrong."),
    ("I'm vegetarian.", "I'm not sure about dinner any more."),
    ("I'm vegetarian.", "Ben isn't vegetarian any more."),
    ("I smoke.", "Tom stopped smoking."),
    ("I stopped smoking.", "Tom started smoking again."),
    ("I stopped smoking.", "The chimney started smoking again."),
    ("I run every day.", "I gave up on the crossword."),
    ("I run every day.", "She gave up running."),
    ("I run every day.", "Should I give up running?"),
    ("My mum lives in Bonn.", "Tom's mum moved to Hamburg."),
    ("My mum lives in Bonn.", "My mum moved to the kitchen."),
    ("My best friend is Ada.", "Her best friend is now Bea."),
    ("I have two kids.", "Anna has three kids now."),
    ("My boyfriend is called Tom.", "Kim and Ben split up."),
    ("I'm married to Tom.", "My husband died of laughter."),
    ("My name is Ann Bell.", "They changed the name to Ulm Arena."),
    (NURSE, "My brother became a teacher."),
    (NURSE, "I'd have become a teacher."),
    (NURSE, "I became a bit sad."),
    ("I work at Siemens.", "Ben switched from Siemens to Bosch."),
    ("I work at Siemens.", "I moved from Marketing to Sales."),
    ("I drive a Golf.", "My neighbour sold the Golf."),
    # The past takes no present thing's place.
    ("I live in Ulm.", "I moved to Bremen as a child."),
    ("I live in Ulm.", "When I was ten we moved to Bremen."),
]


@pytest.mark.parametrize(("before", "later"), STAYS)
def test_what_tells_of_no_change_changes_nothing(memory: Memory, before: str, later: str) -> None:
    tell(memory, before)
    known = holding(memory)
    assert known
    tell(memory, before, later)
    assert holding(memory) == known
    assert not held(memory)


def test_a_kind_of_what_you_like_is_not_what_you_like(memory: Memory) -> None:
    tell(memory, CLIMBING, "I don't like climbing alone.")
    assert holding(memory) == {"You love climbing.", "You don't like climbing alone."}
