"""A found fact beside what is known: new, the same again, or in place of what held before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.engine.extract import Candidate, patterns
from companion.engine.known import Known
from companion.engine.reconcile import Lesson, lessons
from companion.engine.slots import slots
from memory.records import USER, Fact
from tests.engine.conversation import MONDAY, said

LATER = MONDAY + timedelta(days=90)


def known(text: str, topic: str, number: int = 7, source: int = 1, **more: object) -> Fact:
    values: dict[str, object] = {
        "id": number, "text": text, "topic": topic, "said_by": USER, "quote": None, "confidence": 0.9,
        "learned_at": MONDAY, "valid_from": MONDAY, "sources": (source,),
    }  # fmt: skip
    return Fact(**(values | more))  # type: ignore[arg-type]


def found(words: str, source: int = 50, days: int = 90) -> Candidate:
    (one,) = patterns(said(words, at=MONDAY + timedelta(days=days), first=source))
    return one


def learned(words: str, *facts: Fact, days: int = 90) -> Lesson:
    (what,) = lessons(found(words, days=days), Known(facts))
    return what


def test_a_fact_of_a_new_kind_is_learned() -> None:
    what = learned("I live in Kiel.", known("You are called Lena.", "name"))
    assert (what.text, what.replaces, what.superseded_by) == ("You live in Kiel.", (), None)


@pytest.mark.parametrize(
    ("before", "topic", "words"),
    [
        ("You live in Kiel.", "home", "I moved to Lyon."),
        ("You are called Lena.", "name", "Please call me Al."),
        ("You were 34 in May 2026.", "age", "I just turned 35."),
        ("Your boyfriend is called Henrik.", "partner", "My girlfriend Ragna came."),
        ("Your boyfriend is called Henrik.", "partner", "Henrik and I split up."),
        ("You work as a nurse.", "work", "I work as a baker."),
        ("You work as a nurse.", "work", "I quit my job."),
        ("You work at the mill.", "work", "I've got a new job at the clinic."),
        ("Your favourite colour is green.", "favourite colour", "My favourite colour is blue."),
    ],
)
def test_of_what_one_has_one_of_the_newer_takes_the_older_one_s_place(
    before: str, topic: str, words: str
) -> None:
    assert learned(words, known(before, topic)).replaces == (7,)


@pytest.mark.parametrize(
    ("before", "topic", "words"),
    [
        ("You love oysters.", "like", "I love cheese."),
        ("Your sister is called Jule.", "family", "My brother Al came."),
        ("You work as a nurse.", "work", "I work for the clinic."),
        ("Your dog is called Rex.", "pet", "My cat Momo sleeps."),
        ("Your favourite colour is green.", "favourite colour", "My favourite food is rice."),
        ("You live in a tiny flat.", "home", "I live in Kiel."),
    ],
)
def test_of_what_one_can_have_many_all_stay(before: str, topic: str, words: str) -> None:
    assert learned(words, known(before, topic)).replaces == ()


def test_the_same_said_again_strengthens_the_old_words() -> None:
    what = learned("I live in Kiel.", known("You moved to Kiel.", "home"))
    assert (what.text, what.replaces) == ("You moved to Kiel.", ())


def test_a_new_job_ends_trade_and_workplace_alike() -> None:
    what = learned(
        "I've got a new job at the clinic.",
        known("You work as a nurse.", "work", 7),
        known("You work at the mill.", "work", 8),
    )
    assert what.replaces == (7, 8)


def test_what_was_learned_of_a_message_is_not_learned_of_it_again() -> None:
    gone = known("You live in Kiel.", "home", source=50, superseded_by=9)
    assert lessons(found("I live in Kiel."), Known([gone])) == []


def test_what_held_before_and_holds_again_is_learned_anew() -> None:
    gone = known("You live in Kiel.", "home", 7, source=1, superseded_by=8)
    now = known("You moved to Lyon.", "home", 8, source=2)
    assert learned("I moved to Kiel.", gone, now).replaces == (8,)


def test_what_was_said_before_but_found_later_does_not_take_the_newer_one_s_place() -> None:
    newer = known("You live in Lyon.", "home", source=60, valid_from=LATER)
    what = learned("I live in Kiel.", newer, days=0)
    assert (what.replaces, what.superseded_by) == ((), newer.id)


def test_of_what_was_said_here_the_later_message_is_newer_whatever_the_clock_says() -> None:
    before = known("You live in Lyon.", "home", source=40, valid_from=LATER)
    what = learned("I live in Kiel.", before, days=0)
    assert (what.replaces, what.superseded_by) == ((before.id,), None)


def test_a_model_s_wording_of_what_a_pattern_found_adds_nothing() -> None:
    by_code = known(
        "Your sister Jule is a midwife.", "family", source=50, quote="My sister Jule is a midwife"
    )
    by_model = Candidate(
        topic="family", text="Your sister Jule is a midwife in Bremen.", value="", source=50, at=MONDAY,
        quote="My sister Jule is a midwife in Bremen",
    )  # fmt: skip
    assert lessons(by_model, Known([by_code])) == []


def test_two_statements_in_one_message_do_not_contradict_each_other() -> None:
    first = known("You live in Kiel.", "home", source=50, quote="I live in Kiel")
    assert learned("I moved to Lyon.", first).replaces == ()


def test_only_statements_of_the_known_forms_have_a_slot() -> None:
    assert slots("home", "You live in Kiel.") == {"home"}
    assert slots("home", "You love your kitchen.") == frozenset()
    assert slots("work", "You quit your job.") == {"trade", "workplace"}
    assert slots(None, "You live in Kiel.") == frozenset()
