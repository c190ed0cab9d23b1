"""What takes a fact's place, until when it held, and what becomes of that when the newer one is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memory import NotFoundError, StoreError


def homes(memory, noon, *places, topic="home"):
    """A fact for each place, a month apart, each in the place of the one before."""
    known = []
    for month, place in enumerate(places):
        at = noon + timedelta(days=30 * month)
        learned = at + timedelta(days=1)
        known.append(
            memory.learn(
                f"You live in {place}.", said_by="user", topic=topic, at=learned, valid_from=at,
                supersedes=[fact.id for fact in known[-1:]],
            )
        )  # fmt: skip
    return [memory.fact(fact.id) for fact in known]


def test_a_fact_held_until_the_one_that_took_its_place_began(memory, noon):
    kiel, lyon = homes(memory, noon, "Kiel", "Lyon")
    assert kiel.valid_to == lyon.valid_from
    assert lyon.valid_to is None


def test_it_held_until_the_newer_was_learned_where_nobody_knows_more(memory, noon):
    kiel = memory.learn("You live in Kiel.", said_by="user", at=noon)
    later = noon + timedelta(days=9)
    memory.learn("You live in Lyon.", said_by="user", at=later, supersedes=kiel.id)
    assert memory.fact(kiel.id).valid_to == later


def test_an_end_that_was_given_stays(memory, noon):
    end = noon + timedelta(days=3)
    kiel = memory.learn("You live in Kiel.", said_by="user", at=noon, valid_to=end)
    memory.learn("You live in Lyon.", said_by="user", at=noon + timedelta(days=9), supersedes=kiel.id)
    assert memory.fact(kiel.id).valid_to == end


def test_no_fact_ends_before_it_began(memory, noon):
    kiel = memory.learn("You live in Kiel.", said_by="user", at=noon, valid_from=noon)
    earlier = noon - timedelta(days=9)
    memory.learn("You live in Lyon.", said_by="user", at=noon, valid_from=earlier, supersedes=kiel.id)
    assert memory.fact(kiel.id).valid_to == noon


def test_one_fact_can_take_the_place_of_several(memory, noon):
    nurse = memory.learn("You are a nurse.", said_by="user", at=noon)
    mill = memory.learn("You work at the mill.", said_by="user", at=noon)
    free = memory.learn("You are retired.", said_by="user", at=noon, supersedes=[nurse.id, mill.id])
    assert memory.facts() == [free]


def test_a_fact_found_late_has_given_way_already(memory, noon):
    lyon = memory.learn("You live in Lyon.", said_by="user", at=noon, valid_from=noon)
    before = noon - timedelta(days=9)
    kiel = memory.learn(
        "You live in Kiel.", said_by="user", at=noon, valid_from=before, superseded_by=lyon.id
    )
    assert (kiel.superseded_by, kiel.valid_to) == (lyon.id, noon)
    assert memory.facts() == [lyon]


def test_no_fact_takes_the_place_of_what_took_its_own(memory, noon):
    kiel, lyon = homes(memory, noon, "Kiel", "Lyon")
    memory.learn("You live in Lyon.", said_by="user", at=noon, superseded_by=kiel.id)
    assert memory.facts() == [lyon]


def test_when_the_newer_is_forgotten_the_older_holds_again(memory, noon):
    kiel, lyon = homes(memory, noon, "Kiel", "Lyon")
    memory.forget(fact_ids=[lyon.id])
    (left,) = memory.facts()
    assert (left.id, left.superseded_by, left.valid_to) == (kiel.id, None, None)


def test_when_the_one_between_is_forgotten_the_outer_two_follow_each_other(memory, noon):
    kiel, lyon, ulm = homes(memory, noon, "Kiel", "Lyon", "Ulm")
    memory.forget(fact_ids=[lyon.id])
    left = memory.fact(kiel.id)
    assert (left.superseded_by, left.valid_to) == (ulm.id, ulm.valid_from)


def test_when_all_newer_are_forgotten_at_once_the_first_holds(memory, noon):
    kiel, lyon, ulm = homes(memory, noon, "Kiel", "Lyon", "Ulm")
    memory.forget(fact_ids=[ulm.id, lyon.id])
    assert [(fact.id, fact.valid_to) for fact in memory.facts()] == [(kiel.id, None)]


def test_when_the_message_behind_a_change_is_forgotten_it_never_was(memory, talk, noon):
    first, _, second = talk("I live in Kiel.", "Ah.", "I moved to Lyon.")
    kiel = memory.learn("You live in Kiel.", said_by="user", sources=[first.id], at=noon)
    memory.learn("You live in Lyon.", said_by="user", sources=[second.id], at=noon, supersedes=kiel.id)
    memory.forget(message_ids=[second.id])
    assert memory.facts() == [kiel]


def test_a_correction_keeps_topic_and_pin_and_leaves_the_old_to_be_seen(memory, noon):
    kiel = memory.learn("You live in Kiel.", said_by="user", topic="home", at=noon, pinned=True)
    lyon = memory.correct(kiel.id, "You live in Lyon.", at=noon + timedelta(days=1))
    old = memory.fact(kiel.id)
    assert (lyon.topic, lyon.pinned, lyon.said_by, lyon.confidence) == ("home", True, "user", 1.0)
    assert (old.superseded_by, old.valid_to) == (lyon.id, lyon.learned_at)
    assert memory.facts() == [lyon]

    memory.forget(fact_ids=[lyon.id])
    assert memory.facts() == [kiel]


def test_a_correction_that_changes_nothing_adds_nothing(memory, noon):
    kiel = memory.learn("You live in Kiel.", said_by="user", at=noon)
    assert memory.correct(kiel.id, "you live in  Kiel", at=noon) == kiel
    assert memory.facts(include_superseded=True) == [kiel]


def test_what_holds_no_more_is_not_corrected(memory, noon):
    kiel, lyon = homes(memory, noon, "Kiel", "Lyon")
    with pytest.raises(StoreError, match=f"f{lyon.id} took its place"):
        memory.correct(kiel.id, "You live in Ulm.", at=noon)
    with pytest.raises(StoreError, match="no words"):
        memory.correct(lyon.id, "  ", at=noon)
    with pytest.raises(NotFoundError, match="no fact 99"):
        memory.correct(99, "You live in Ulm.", at=noon)


def test_a_fact_is_pinned_and_let_go(memory, noon):
    kiel = memory.learn("You live in Kiel.", said_by="user", at=noon)
    assert memory.pin(kiel.id).pinned
    assert memory.facts()[0].pinned
    assert not memory.pin(kiel.id, pinned=False).pinned
    with pytest.raises(NotFoundError, match="no fact 99"):
        memory.pin(99)


def test_a_correction_is_no_letter(memory, noon):
    kiel = memory.learn("You live in Kiel.", said_by="user", at=noon)
    with pytest.raises(StoreError, match="2,001 characters long"):
        memory.correct(kiel.id, "x" * 2001, noon)
    assert memory.facts() == [kiel]
