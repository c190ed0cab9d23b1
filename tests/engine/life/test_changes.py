"""What changed in a life: the new statement holds, and the old one until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.life.telling import held, holding, tell

if TYPE_CHECKING:
    from memory import Memory

CHANGES = [
    # home
    ("I live in Bremen.", "I moved from Bremen to Ulm.", "You moved to Ulm."),
    ("I live in Bremen.", "We relocated to Oslo.", "You moved to Oslo."),
    ("I live in Bremen.", "I have left Bremen.", "You left Bremen."),
    ("I live in Bremen.", "We've moved away from Bremen.", "You left Bremen."),
    ("I live in Bremen.", "I settled down in Lyon.", "You live in Lyon."),
    ("I live in Bremen.", "Ulm is my home now.", "You live in Ulm."),
    # likes and dislikes
    ("I love climbing.", "I don't like climbing any more.", "You don't like climbing."),
    ("I hate opera.", "I love opera now.", "You love opera."),
    ("I hate opera.", "I like opera.", "You like opera."),
    ("I love olives.", "I can't stand olives.", "You can't stand olives."),
    ("I love running.", "I've gone off running.", "You don't like running any more."),
    ("I enjoy yoga.", "I no longer enjoy yoga.", "You don't enjoy yoga any more."),
    ("I'm a fan of jazz.", "I'm not a fan of jazz any more.", "You are not a fan of jazz."),
    # health
    ("I'm allergic to nuts.", "I'm not allergic to nuts any more.",
     "You are not allergic to nuts any more."),
    ("I am allergic to nuts.", "I am no longer allergic to nuts.",
     "You are not allergic to nuts any more."),
    ("I'm vegetarian.", "I'm not vegetarian any more.", "You are not vegetarian any more."),
    ("I'm not vegan anymore.", "I'm vegan again.", "You are vegan."),
    ("I stopped smoking.", "I started smoking again.", "You smoke."),
    ("I stopped smoking.", "I smoke again.", "You smoke."),
    ("I smoke.", "I gave up smoking.", "You stopped smoking."),
    # habits
    ("I run every day.", "I gave up running.", "You gave up running."),
    ("I swim twice a week.", "I've stopped swimming.", "You stopped swimming."),
    ("I jog every morning.", "I've quit jogging.", "You quit jogging."),
    # people
    ("My best friend is Ada.", "My best friend is now Bea.", "Your best friend is called Bea."),
    ("My mum lives in Bonn.", "My mum moved to Hamburg.", "Your mum moved to Hamburg."),
    ("My brother Piotr lives in Bonn.", "My brother Piotr has moved to Graz.",
     "Your brother Piotr moved to Graz."),
    ("I have two kids.", "We have three kids now.", "You have three kids."),
    ("I have two children.", "We have four kids.", "You have four kids."),
    ("My girlfriend is called Kim.", "Kim and I split up.", "You and Kim split up."),
    ("I'm married to Tom.", "Tom and I are divorced.", "You and Tom are divorced."),
    ("I'm married to Tom.", "My husband died.", "Your husband died."),
    ("My name is Ann Bell.", "I changed my name to Ann Moss.", "You are called Ann Moss."),
    ("My name is Ann Bell.", "My name is now Ann Moss.", "You are called Ann Moss."),
    ("Our dog is called Rex.", "We had to put Rex down.", "Rex died."),
    # work
    ("I'm a nurse.", "I became a teacher.", "You are a teacher."),
    ("I'm a nurse.", "I'm now a teacher.", "You are a teacher."),
    ("I'm a nurse.", "I've retrained as a carpenter.", "You are a carpenter."),
    ("I work at Siemens.", "I switched from Siemens to Bosch.", "You work at Bosch."),
    ("I work at Siemens.", "I've started working for Bosch.", "You work for Bosch."),
    ("I work for Siemens.", "I've left Siemens.", "You left Siemens."),
    # things
    ("I drive a Golf.", "We sold the Golf.", "You sold the Golf."),
]  # fmt: skip


AND_BACK = [
    ("I run every day.", "I gave up running.", "You run every day."),
    ("I'm vegetarian.", "I'm not vegetarian any more.", "You are vegetarian."),
    ("I love climbing.", "I hate climbing.", "You love climbing."),
    ("I live in Bremen.", "I don't live in Bremen any more.", "You live in Bremen."),
    ("My mum lives in Bonn.", "My mum moved to Hamburg.", "Your mum lives in Bonn."),
]


@pytest.mark.parametrize(("before", "later", "holds"), AND_BACK)
def test_what_was_over_can_begin_anew(memory: Memory, before: str, later: str, holds: str) -> None:
    tell(memory, before, later, before)
    assert holding(memory) == {holds}
    assert len(held(memory)) == 2


@pytest.mark.parametrize(("before", "later", "holds"), CHANGES)
def test_what_changed_holds_and_what_was_before_is_over(
    memory: Memory, before: str, later: str, holds: str
) -> None:
    tell(memory, before, later)
    assert holding(memory) == {holds}
    assert len(held(memory)) == 1
    assert all(one.endswith("2026-05-04..2026-07-03") for one in held(memory))
