"""What you do for a living, and what you study."""

from __future__ import annotations

import pytest

from tests.engine.conversation import facts


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("I was promoted to team lead.", "work", "You were promoted to team lead."),
        ("I teach chemistry at a grammar school.", "work", "You teach chemistry at a grammar school."),
        ("I drive a tram.", "work", "You drive a tram."),
        ("I run a small bookshop in the old town.", "work", "You run a small bookshop in the old town."),
        ("I'm a freelance translator.", "work", "You are a freelance translator."),
        ("I work nights at the harbour.", "work", "You work nights at the harbour."),
        ("I work part-time in a bakery.", "work", "You work part-time in a bakery."),
        ("I'm unemployed at the moment.", "work", "You are unemployed."),
        ("I'm self-employed.", "work", "You are self-employed."),
        ("I'm doing a PhD in geology.", "study", "You are doing a PhD in geology."),
        ("I quit.", "work", "You quit your job."),
        ("I quit my job at the lab.", "work", "You quit your job at the lab."),
        ("I got laid off yesterday.", "work", "You got laid off."),
        ("I've started a new job at Vestas.", "work", "You got a new job at Vestas."),
        ("Since May I've been working for the city archive.", "work", "You work for the city archive."),
        ("I've been promoted to head nurse.", "work", "You were promoted to head nurse."),
        ("I no longer work at the harbour.", "work", "You no longer work at the harbour."),
        ("My last day at the lab was Friday.", "work", "Your last day at the lab was in May 2026."),
        ("I finished my PhD.", "study", "You finished your PhD."),
        ("I'm retired now.", "work", "You are retired."),
        ("I'm a primary school teacher.", "work", "You are a primary school teacher."),
        ("I work as a sous-chef in a hotel.", "work", "You work as a sous-chef in a hotel."),
        ("I'm a stay-at-home dad.", "work", "You are a stay-at-home dad."),
        ("I've been a nurse for twelve years.", "work", "You are a nurse."),
        ("I handed in my notice this morning.", "work", "You handed in your notice."),
        ("I got the job at the aquarium!", "work", "You got a new job at the aquarium."),
    ],
)
def test_a_plain_statement_is_a_fact(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "I work too much.",
        "I work on it tonight.",
        "I drive to work.",
        "I run late every time.",
        "I quit the app and restarted.",
        "He quit.",
        "I nearly quit today.",
        "I'm a bit of a nurse today.",
        "I'm a morning person.",
        "I've got work tomorrow.",
        "Imagine I work as a spy.",
        "I was a nurse in a past life, clearly.",
        "I left my job at the door when I came home.",
        "He asked if I work in tech.",
    ],
)
def test_what_only_sounds_like_one_is_none(words: str) -> None:
    assert facts(words) == []
