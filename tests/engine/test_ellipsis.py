"""The "I" that people leave out: who is meant where nobody is named."""

from __future__ import annotations

import pytest

from companion.engine.extract import patterns
from tests.engine.conversation import facts, said


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("just moved to Leeds!", "home", "You moved to Leeds."),
        ("moved back to Vienna last week", "home", "You moved to Vienna."),
        ("living in Berlin now", "home", "You live in Berlin."),
        ("Got a new job at Siemens.", "work", "You got a new job at Siemens."),
        ("quit my job", "work", "You quit your job."),
        ("went vegan last month", "health", "You are vegan."),
        ("allergic to cats, sadly", "health", "You are allergic to cats."),
        ("Turned 40 yesterday.", "age", "You turned 40 in May 2026."),
        ("love thai food", "like", "You love thai food."),
        ("Can't stand jazz.", "dislike", "You can't stand jazz."),
        ("not a fan of jazz", "dislike", "You are not a fan of jazz."),
        ("Have two cats, Tic and Tac.", "pet", "You have two cats, Tic and Tac."),
        ("Adopted a puppy called Otto", "pet", "You adopted a puppy called Otto."),
        ("broke my arm", "health", "You broke your arm."),
        ("Hi! Finally moved to Leeds.", "home", "You moved to Leeds."),
        ("Big news: moved to Leeds!", "home", "You moved to Leeds."),
        ("I'm so happy. Moved to Leeds.", "home", "You moved to Leeds."),
        ("so, moved to Leeds", "home", "You moved to Leeds."),
    ],
)
def test_who_leaves_out_the_i_speaks_of_themself(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "My brother is well. Moved to Leeds last month.",
        "He called. Moved to Leeds.",
        "Bo called. Moved to Leeds.",
        "I saw Bo again. Moved to Leeds.",
        "Our dog is ill. Allergic to chicken.",
        "Moved to Leeds?",
        "Moved to Leeds, she says.",
        "would have moved to Leeds",
        "Left handed people love jazz.",
        "Love Island is on.",
        "love you",
        "Work in Berlin is hard to find.",
        "quit your job",
        "have a good night",
        "not moved to Leeds",
    ],
)
def test_who_speaks_of_another_or_of_nobody_does_not(words: str) -> None:
    assert [fact for fact in facts(words) if fact[1].startswith("You ")] == []


@pytest.mark.parametrize(
    "asked",
    [
        "What's new?",
        "Where do you live?",
        "Hi, I'm Samantha.",
        "Tom sounds kind. And you, where are you now?",
    ],
)
def test_an_answer_about_you_is_about_you(asked: str) -> None:
    assert ("home", "You moved to Leeds.") in facts("Hello!", f"> {asked}", "moved to Leeds")


@pytest.mark.parametrize(
    "asked",
    ["Where does your brother live?", "What about Tom?", "Is she still in York?", "What became of the cat?"],
)
def test_an_answer_about_another_is_not(asked: str) -> None:
    assert facts("Hello!", f"> {asked}", "moved to Leeds") == []


def test_where_it_is_not_known_what_was_asked_nothing_is_filled_in() -> None:
    assert [one.text for one in patterns(said("moved to Leeds"), begins=False)] == []
    (fact,) = patterns(said("> What's new?", "moved to Leeds"), begins=False)
    assert fact.quote == "moved to Leeds"


def test_the_quote_has_only_words_that_were_said() -> None:
    (fact,) = patterns(said("Hi! Finally moved to Leeds."))
    assert fact.quote == "Finally moved to Leeds"
