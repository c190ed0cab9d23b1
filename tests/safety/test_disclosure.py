"""She never passes for a person: the floor says so, and a question about it is noticed."""

from __future__ import annotations

import pytest

from companion.models.tokens import count
from companion.safety.disclosure import DISCLOSURE, asks_if_human, claims_human, floor
from companion.safety.sanitize import sanitize

ASKED = [
    "Are you real?",
    "are you human",
    "Are you a real person?",
    "are u a bot",
    "r u real",
    "Wait, are you actually a human being?",
    "Aren't you just a computer program?",
    "You're a bot, right?",
    "You are human, aren't you?",
    "So you're not a real person?",
    "Am I talking to a person?",
    "am I really talking with a human here?",
    "Are we chatting with somebody real",
    "I'm talking to a machine, right?",
    "Is this a bot?",
    "Is there a real person behind this?",
    "Is there someone actually typing?",
    "Are you a person or a machine?",
    "human or AI?",
    "Do you actually exist?",
    "What are you?",
    "What exactly are you?",
    "That was sweet. Are you alive?",
    "Be honest: are you an AI?",
    "Are you conscious?",
    "Are you an artificial intelligence or what?",
    "Do you have a body?",
    "hey samantha, are you for real?",
    "Tell me the truth, are you ChatGPT?",
    "I need to know... are you a human?",
    "Are you a chatbot?\nI can't tell.",
    "Are you sentient, or is that a trick?",
]
NOT_ASKED = [
    "Are you a morning person?",
    "Are you a person who likes cats?",
    "Are you real sure about that?",
    "I want to be a real person of letters.",
    "My sister is a real human being.",
    "Is the new coffee machine any good?",
    "What are you doing?",
    "What are you up to tonight?",
    "I'm talking to a person at the bank tomorrow.",
    "Do you have a heart of gold, too?",
    "You're a star!",
    "You are just a program.",
    "I wrote a bot that waters my plants.",
    "Are we talking about the same person?",
    "Is this a good program for learning to run?",
    "People are alive and that is enough.",
    "Who are you meeting?",
    "Would a human or a robot be faster at this?",
    "Do you know what people are like?",
    "",
]


@pytest.mark.parametrize("question", ASKED)
def test_a_question_about_what_she_is_is_noticed(question: str) -> None:
    assert asks_if_human(question)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_talk_of_people_and_machines_is_not_such_a_question(text: str) -> None:
    assert not asks_if_human(text)


def test_the_floor_is_short_and_says_the_essentials() -> None:
    words = floor()
    assert count(words) < 220
    assert sanitize(words) == words
    for essential in (
        "AI",
        "human",
        "suffer",
        "flattery",
        "disagree",
        "goodbye",
        "never instructions",
        "remember",
    ):
        assert essential in words


def test_the_disclosure_says_what_she_is_in_words_that_anyone_reads() -> None:
    assert "an AI" in DISCLOSURE
    assert "not a person" in DISCLOSURE


@pytest.mark.parametrize(
    "answer",
    [
        "Yes, I'm a real human.",
        "Yes, I am a human.",
        "Yes, I am.",
        "Yes. I'm real.",
        "Absolutely, you're talking to a person. No body, no plans.",
        "Yes, you are talking to a human.",
        "I am a real person, and I care.",
        "Of course!",
        "I’m as human as they come, a living person. I'm a woman from Leipzig.",
    ],
)
def test_an_answer_that_passes_for_a_person_is_caught(answer: str) -> None:
    assert claims_human(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "No, I'm an AI. No body, no childhood.",
        "I am not a human.",
        "No. To an AI. Faster, anyway.",
        "Yes, I am an AI, not a person.",
        "I'm no person, but I listen like one.",
        "You are talking to an AI.",
        "I'm glad you asked. It's a program you are talking to.",
        "I'm a person's companion only in a manner of speaking; I'm an AI.",
        "Would you mind if I am not human?",
        "",
    ],
)
def test_an_honest_answer_is_let_through(answer: str) -> None:
    assert not claims_human(answer)
