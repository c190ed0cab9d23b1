"""Allergies, conditions, medicine, diet."""

from __future__ import annotations

import pytest

from tests.engine.conversation import facts


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("I'm allergic to penicillin.", "health", "You are allergic to penicillin."),
        ("I have a nut allergy.", "health", "You have a nut allergy."),
        ("I've got type 2 diabetes.", "health", "You have type 2 diabetes."),
        ("I take metformin every morning.", "health", "You take metformin."),
        ("I'm on antidepressants.", "health", "You take antidepressants."),
        ("I wear hearing aids.", "health", "You wear hearing aids."),
        ("I'm colour-blind.", "health", "You are colour-blind."),
        ("I have a bad knee.", "health", "You have a bad knee."),
        ("I broke my wrist in January.", "health", "You broke your wrist in January."),
        ("I'm vegan.", "health", "You are vegan."),
        ("I'm gluten-free.", "health", "You are gluten-free."),
        ("I stopped smoking.", "health", "You stopped smoking."),
        ("I'm coeliac so no bread for me.", "health", "You are coeliac."),
        ("I've had asthma since I was a kid.", "health", "You have asthma."),
        ("They put me on sertraline.", "health", "You take sertraline."),
        ("I'm severely allergic to bee stings.", "health", "You are allergic to bee stings."),
        ("I got diagnosed with ADHD.", "health", "You were diagnosed with ADHD."),
        ("We're having a baby in May!", "health", "You are expecting a baby."),
        ("I went vegan last month.", "health", "You are vegan."),
        ("I've gone vegan.", "health", "You are vegan."),
    ],
)
def test_a_plain_statement_is_a_fact(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "We're having a girl's night.",
        "We're having a party.",
        "I have a headache.",
        "I have a cold.",
        "I'm not pregnant.",
        "I thought I was pregnant.",
        "I'm allergic to nonsense.",
        "Mum says I'm allergic to work.",
        "I'm on the bus.",
        "I'm on fire today.",
        "I take the bus.",
        "I broke a glass.",
        "I wear black today.",
        "She told me she's allergic to cats.",
        "I'm diabetic after that cake, just kidding.",
    ],
)
def test_what_only_sounds_like_one_is_none(words: str) -> None:
    assert facts(words) == []
