"""Facts: learned with their sources, made surer, superseded; never overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memory import NotFoundError


def test_a_fact_names_what_it_rests_on(memory, talk, noon):
    said = talk("I moved to Bergen last month.", "Is it raining?")
    fact = memory.learn(
        "Lives in Bergen.",
        said_by="user",
        sources=[said[0].id],
        quote="I moved to Bergen",
        topic="home",
        confidence=0.9,
        at=noon,
        valid_from=noon - timedelta(days=30),
    )

    assert memory.fact(fact.id) == fact
    assert memory.facts() == [fact]
    assert fact.sources == (said[0].id,)
    assert (fact.topic, fact.quote, fact.said_by) == ("home", "I moved to Bergen", "user")
    assert (fact.valid_from, fact.valid_to) == (noon - timedelta(days=30), None)
    assert memory.why("fact", fact.id) == [said[0]]


def test_the_same_said_again_makes_it_surer(memory, talk, noon):
    first, _, second = talk("I like tea.", "Noted.", "I really like tea.")
    fact = memory.learn("Likes tea.", said_by="user", sources=[first.id], confidence=0.6, at=noon)
    again = memory.learn(
        " likes  TEA",
        said_by="user",
        sources=[second.id],
        confidence=0.5,
        topic="drink",
        at=noon,
        pinned=True,
    )

    assert again.id == fact.id
    assert again.text == "Likes tea."
    assert again.sources == (first.id, second.id)
    assert again.confidence == pytest.approx(0.8)
    assert (again.topic, again.pinned) == ("drink", True)


def test_the_same_learned_twice_from_one_message_does_not(memory, talk, noon):
    (message,) = talk("I like tea.")
    once = memory.learn("Likes tea.", said_by="user", sources=[message.id], confidence=0.6, at=noon)
    assert memory.learn("Likes tea.", said_by="user", sources=[message.id], confidence=0.6, at=noon) == once


def test_another_speakers_statement_is_another_fact(memory, noon):
    memory.learn("Likes tea.", said_by="user", at=noon)
    memory.learn("Likes tea.", said_by="Caroline", at=noon)
    assert [fact.said_by for fact in memory.facts()] == ["user", "Caroline"]


def test_a_newer_fact_takes_the_place_of_an_older_which_stays_to_be_seen(memory, noon):
    march, may = noon - timedelta(days=60), noon
    bergen = memory.learn("Lives in Bergen.", said_by="user", topic="home", at=march)
    oslo = memory.learn("Lives in Oslo.", said_by="user", topic="home", at=may, supersedes=bergen.id)

    assert memory.facts() == [oslo]
    assert [fact.id for fact in memory.facts(include_superseded=True)] == [bergen.id, oslo.id]
    assert memory.fact(bergen.id).superseded_by == oslo.id

    back = memory.learn("Lives in Bergen.", said_by="user", topic="home", at=may, supersedes=oslo.id)
    assert back.id != bergen.id
    assert memory.facts() == [back]


def test_what_you_put_right_yourself_counts_at_once(memory, noon):
    """Also in a conversation that has begun with what was known before."""
    later = noon + timedelta(days=1)
    said = memory.append(memory.begin("samantha", noon).id, "user", "I live in Bremen.", noon)
    home = memory.learn("You live in Bremen.", said_by="user", sources=[said.id], at=noon)
    right = memory.correct(home.id, "You live in Oslo.", later)
    heard = memory.append(said.conversation, "user", "I have a dog.", later)
    memory.learn("You have a dog.", said_by="user", sources=[heard.id], at=later)
    assert [fact.id for fact in memory.facts(as_of=noon)] == [right.id]


def test_as_of_shows_what_was_known_then(memory, talk, noon):
    days = [noon + timedelta(days=day) for day in range(10)]
    moved = [talk("I live in Bergen.", "Now in Oslo.")[1].id]
    bergen = memory.learn("Lives in Bergen.", said_by="user", at=days[1])
    oslo = memory.learn("Lives in Oslo.", said_by="user", sources=moved, at=days[5], supersedes=bergen.id)
    visit = memory.learn("Has a guest.", said_by="user", at=days[2], valid_to=days[4])

    def known(day):
        return [fact.id for fact in memory.facts(as_of=days[day])]

    assert known(0) == []
    assert known(1) == [bergen.id]
    assert known(3) == [bergen.id, visit.id]
    assert known(4) == [bergen.id]
    assert known(5) == [oslo.id]


def test_nothing_is_learned_from_a_message_that_is_gone(memory, talk, noon):
    said = talk("My password is swordfish.", "Oh.")
    memory.forget(message_ids=[said[0].id])

    with pytest.raises(NotFoundError, match=f"no message {said[0].id}"):
        memory.learn("The password is swordfish.", said_by="user", sources=[said[0].id], at=noon)
    assert memory.facts() == []


def test_a_fact_that_is_not_there_is_said_so(memory, noon):
    with pytest.raises(NotFoundError, match="no fact 3"):
        memory.fact(3)
    with pytest.raises(NotFoundError, match="no fact 3"):
        memory.learn("Lives in Oslo.", said_by="user", at=noon, supersedes=3)
    with pytest.raises(NotFoundError, match="no fact 3"):
        memory.why("fact", 3)
    assert memory.facts() == []


def test_told_again_a_fact_rests_on_one_more_message_and_is_surer(memory, talk, noon):
    first, second = talk("I live in Ulm.", "Ulm it is.")
    fact = memory.learn("You live in Ulm.", said_by="user", sources=[first.id], confidence=0.5, at=noon)
    assert memory.told_again(fact.id, second.id, 0.5) == 0.75
    assert memory.told_again(fact.id, second.id, 0.5) == 0.75  # told by the same message it is no surer
    assert memory.fact(fact.id).sources == (first.id, second.id)
    for missing in ((fact.id, 99), (99, first.id)):
        with pytest.raises(NotFoundError, match="There is no"):
            memory.told_again(*missing, 0.5)
