"""The facts that are known, found by what they say, are about, fill, and came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from companion.engine.known import Known, said_at
from memory.records import Fact
from tests.engine.conversation import MONDAY

KIEL = Fact(1, "You live in Kiel.", "home", "user", "I live in Kiel", 0.9, MONDAY, sources=(4,))
TEA = Fact(
    2, "You love green teas.", "like", "user", None, 0.9, MONDAY, valid_from=MONDAY - timedelta(days=3)
)


def test_each_way_leads_to_the_facts() -> None:
    known = Known([KIEL, TEA])
    assert known.saying("you live in KIEL") == [KIEL]
    assert known.about("like") == [TEA]
    assert known.told_in(4) == [KIEL]
    assert known.filling({"home"}) == [KIEL]
    assert known.with_words(frozenset({"green", "tea"})) == [TEA]
    assert known.fact(2) == TEA


def test_nothing_leads_nowhere() -> None:
    known = Known([KIEL])
    assert known.with_words(frozenset()) == known.with_words(frozenset({"kiel", "tea"})) == []
    assert known.about("work") == known.told_in(9) == known.filling(()) == []


def test_a_fact_that_gave_way_is_known_until_when_it_held() -> None:
    known = Known([KIEL])
    lyon = Fact(
        3, "You live in Lyon.", "home", "user", None, 0.9, MONDAY, valid_from=MONDAY + timedelta(days=9)
    )
    known.add(lyon)
    known.add(replace(KIEL, superseded_by=3))
    old, new = known.filling({"home"})
    assert (old.holds, new.holds) == (False, True)
    assert (known.since(old), known.since(new)) == (lyon.valid_from, None)


def test_when_it_was_said_goes_before_when_it_was_learned() -> None:
    assert said_at(KIEL) == MONDAY
    assert said_at(TEA) == MONDAY - timedelta(days=3)


def test_a_fact_that_is_told_again_is_found_by_the_new_message_too() -> None:
    known = Known([KIEL])
    known.told_again(KIEL, 9, 0.99)
    (again,) = known.told_in(9)
    assert known.told_in(4) == known.saying("You live in Kiel.") == [again]
    assert (again.sources, again.confidence) == ((4, 9), 0.99)
