"""What was true when: all facts about a topic or some words, outdated and current, in the order of time."""

from __future__ import annotations

from datetime import timedelta

import pytest


@pytest.fixture
def life(memory, noon):
    """`life("home", "You live in Kiel.", day, supersedes)` adds a fact that began to hold on that day."""

    def add(topic, text, day=0, supersedes=None):
        begun = noon + timedelta(days=day)
        return memory.learn(
            text, said_by="user", topic=topic, at=noon, valid_from=begun, supersedes=supersedes
        )

    return add


def texts(memory, topic):
    return [fact.text for fact in memory.timeline(topic)]


def test_a_topic_shows_what_was_and_what_is_in_the_order_of_time(memory, life):
    lyon = life("home", "You live in Lyon.", 60)
    ulm = life("home", "You live in Ulm.", 90, lyon.id)
    life("home", "You live in Kiel.", 0)
    life("work", "You work at the mill.", 5)

    assert texts(memory, "home") == ["You live in Kiel.", "You live in Lyon.", "You live in Ulm."]
    assert memory.timeline("HOME")[1].valid_to == ulm.valid_from


def test_words_are_found_in_any_form_and_all_of_them(memory, life):
    life("family", "Your sister Ana has three dogs.")
    life("family", "Your brother has a dog.")
    assert texts(memory, "my sister") == ["Your sister Ana has three dogs."]
    assert texts(memory, "the dog of my sister") == ["Your sister Ana has three dogs."]
    assert texts(memory, "dogs") == ["Your sister Ana has three dogs.", "Your brother has a dog."]


def test_what_took_the_place_of_a_match_belongs_to_it_whatever_its_words(memory, life):
    nuts = life("health", "You are allergic to walnuts.")
    life("health", "You can't eat sesame.", 9, nuts.id)
    assert texts(memory, "walnut") == ["You are allergic to walnuts.", "You can't eat sesame."]
    assert texts(memory, "sesame") == ["You are allergic to walnuts.", "You can't eat sesame."]


def test_a_topic_is_known_in_the_plural_and_by_its_first_word(memory, life):
    life("pet", "You have a cat.")
    life("favourite colour", "Your favourite colour is green.")
    assert texts(memory, "my pets") == ["You have a cat."]
    assert texts(memory, "favourite") == ["Your favourite colour is green."]


def test_what_you_told_her_without_a_topic_is_found_beside_a_topic(memory, life):
    life("work", "You work at the mill.")
    life(None, "Your work begins at six.", 3)
    life("family", "Your dad works in Ulm.", 4)
    assert texts(memory, "work") == ["You work at the mill.", "Your work begins at six."]


@pytest.mark.parametrize("topic", ["garden", "", "the", "'\"*(", "my"])
def test_nothing_matches_nothing(memory, life, topic):
    life("home", "You live in Kiel.")
    assert memory.timeline(topic) == []


def test_the_topics_are_told_the_fullest_first(memory, life):
    life("work", "You work at the mill.")
    life("home", "You live in Kiel.")
    life("home", "You live in Ulm.")
    life(None, "You ski.")
    assert memory.topics() == {"home": 2, "work": 1}
