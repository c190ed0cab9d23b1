"""Where you live, with whom, and where you are from."""

from __future__ import annotations

import pytest

from tests.engine.conversation import facts


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("My name is Oskar and I'm from Gdynia.", "origin", "You are from Gdynia."),
        ("We live in a village near Brno.", "home", "You live near Brno."),
        ("I've lived in Porto since 2015.", "home", "You live in Porto."),
        ("My flat is in Nørrebro.", "home", "Your flat is in Nørrebro."),
        ("We bought a house in Aveiro.", "home", "You bought a house in Aveiro."),
        ("I live with two flatmates.", "home", "You live with two flatmates."),
        ("I live alone.", "home", "You live alone."),
        ("We moved to Tartu in spring.", "home", "You moved to Tartu."),
        ("I've moved back to Ghent.", "home", "You moved to Ghent."),
        ("I moved in with Lucjan.", "home", "You moved in with Lucjan."),
        ("We're based in Antwerp.", "home", "You live in Antwerp."),
        ("My place in Hackney is tiny.", "home", "Your place is in Hackney."),
        ("I'm originally from Lagos.", "origin", "You are from Lagos."),
        ("We moved to Gold Coast.", "home", "You moved to Gold Coast."),
        ("I'm from Ghana originally.", "origin", "You are from Ghana."),
        ("We've just moved to Inverness.", "home", "You moved to Inverness."),
        ("We moved to Uppsala when the twins were born.", "home", "You moved to Uppsala."),
    ],
)
def test_a_plain_statement_is_a_fact(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "I live for Fridays.",
        "I moved on.",
        "I moved to the window seat.",
        "She moved to Lisbon.",
        "I'm from the second floor.",
        "I live next to a bakery.",
        "I used to live in Ghent.",
        "I lived in Ghent for a year.",
        "If I moved to Oslo, I'd ski.",
        "I wish I lived in Rome.",
        "I'm in Paris for the weekend.",
        "My brother thinks I live in the past.",
        "I moved from Gold to Platinum.",
        "My mum moved to Zoom for her lessons.",
        "We moved to Team Blue.",
    ],
)
def test_what_only_sounds_like_one_is_none(words: str) -> None:
    assert facts(words) == []
