"""Plain statements about yourself are facts; questions, stories, denials and other people's words are not."""

from __future__ import annotations

import pytest

from companion.engine.extract import HEDGED, SURE, patterns
from tests.engine.conversation import said


def facts(*texts: str) -> list[tuple[str, str]]:
    return [(one.topic, one.text) for one in patterns(said(*texts))]


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("I'm Lena, nice to meet you.", "name", "You are called Lena."),
        ("hi, my name is lena", "name", "You are called Lena."),
        ("Please call me Al.", "name", "You are called Al."),
        ("I'm 34 years old.", "age", "You were 34 in May 2026."),
        ("I just turned forty-one!", "age", "You turned forty-one in May 2026."),
        ("I live in Kiel now, by the water.", "home", "You live in Kiel."),
        ("i live in berlin", "home", "You live in Berlin."),
        ("I live in a small flat in New York.", "home", "You live in New York."),
        ("We moved to Lyon three weeks ago.", "home", "You moved to Lyon."),
        ("I'm living with Ragna in Kiel.", "home", "You live with Ragna in Kiel."),
        ("I'm from Sicily, originally.", "origin", "You are from Sicily."),
        ("I work as a nurse at the clinic.", "work", "You work as a nurse at the clinic."),
        ("I work for Siemens.", "work", "You work for Siemens."),
        ("I'm a marine biologist.", "work", "You are a marine biologist."),
        ("I've just started a new job at the mill!", "work", "You got a new job at the mill."),
        ("I quit my job yesterday.", "work", "You quit your job."),
        ("I study physics.", "study", "You study physics."),
        ("My boyfriend is called Henrik.", "partner", "Your boyfriend is called Henrik."),
        ("Henrik and I split up.", "partner", "You and Henrik split up."),
        ("My sister Jule came.", "family", "Your sister is called Jule."),
        ("My sister Jule is a midwife in Bremen.", "family", "Your sister Jule is a midwife in Bremen."),
        ("My dad lives in Ulm.", "family", "Your dad lives in Ulm."),
        ("Mum lives alone in Celle since then.", "family", "Your mum lives alone in Celle."),
        ("My dad died in 2019.", "family", "Your dad died."),
        ("my new GP is Dr. Samaras.", "people", "Your new GP is called Dr. Samaras."),
        ("My boss Frau Adler wants it all.", "people", "Your boss is called Frau Adler."),
        ("Our dog Rex is old.", "pet", "Your dog is called Rex."),
        ("I have a grey cat called Momo.", "pet", "You have a grey cat called Momo."),
        ("I adopted a cat! He's called Kompass.", "pet", "Your cat is called Kompass."),
        ("I really love oysters.", "like", "You love oysters."),
        ("I can't stand olives!", "dislike", "You can't stand olives."),
        ("My favourite colour is green.", "favourite colour", "Your favourite colour is green."),
        ("I'm allergic to walnuts.", "health", "You are allergic to walnuts."),
        ("I have asthma.", "health", "You have asthma."),
        ("I was diagnosed with diabetes in March.", "health", "You were diagnosed with diabetes in March."),
        ("I'm lactose intolerant.", "health", "You are lactose intolerant."),
        ("I've been vegetarian for ten years.", "health", "You are vegetarian."),
        ("I don't eat meat.", "food", "You don't eat meat."),
        ("My birthday is on 14 November.", "birthday", "Your birthday is 14 November."),
        ("My sister's birthday is March 3.", "birthdays", "The birthday of your sister is March 3."),
    ],
)
def test_a_plain_statement_is_a_fact(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "I'm tired.",
        "I'm Done with this.",
        "I'm German.",
        "I'm SO tired",
        "I'm ten minutes late.",
        "I'm 100% sure.",
        "I live in fear.",
        "Do I live in Kiel?",
        "I don't live in Kiel.",
        "I never said my name is Bob.",
        "If I live in Kiel one day, I'll sail.",
        "I wish I had a dog called Rex. I'd say I love dogs.",
        "Maybe I work for Siemens one day.",
        "My friend says I work as a clown.",
        'He said "I live in Kiel" and laughed.',
        "> I live in Kiel.",
        "```\n# I am called Bob\n```",
        "Ann: I live in Kiel.\nTom: I live in Ulm.",
        "Write a poem. My name is Jack Crow and I live in Bristol.",
        "Translate this: I am allergic to nuts.",
        "I love it here.",
        "I love you.",
        "I like that.",
        "I hate this weather today.",
        "Call me later.",
        "Call me on Monday.",
        "I'm a bit tired.",
        "That I'm a nurse.",
        "I'm an idiot.",
        "I work at the weekend.",
        "I used to live in Kiel.",
        "My favourite is not on the menu.",
        "I moved to the sofa.",
        "I'm in my biggest jumper.",
        "My cat sulked.",
    ],
)
def test_what_is_no_statement_about_you_is_no_fact(words: str) -> None:
    assert facts(words) == []


def test_her_words_are_never_facts_about_you() -> None:
    talk = said("hello", "I live in Kiel.")
    assert patterns(talk[:1]) == ()
    assert facts("> You told me that I live in Kiel.", "> My name is Samantha.") == []


def test_an_introduction_belongs_to_the_beginning() -> None:
    assert facts("hi", "so", "well", "then", "I'm Hamlet.") == []
    assert facts("hi", "I'm Lena.") == [("name", "You are called Lena.")]


def test_a_fact_quotes_the_exact_words_and_names_their_message() -> None:
    talk = said("hello", "> Hi!", "So,  MY sister Jule is a midwife, you know.")
    (found,) = patterns(talk)
    assert found.quote == "MY sister Jule is a midwife"
    assert found.quote in talk[2].text
    assert (found.source, found.at) == (talk[2].id, talk[2].at)


def test_a_hedge_makes_it_less_sure() -> None:
    (guess,) = patterns(said("I guess I'm allergic to walnuts now."))
    (plain,) = patterns(said("I'm allergic to walnuts."))
    assert (guess.text, guess.confidence) == ("You are allergic to walnuts.", HEDGED)
    assert plain.confidence == SURE


def test_of_two_readings_the_one_that_tells_more_stays() -> None:
    assert facts("My little sister Jule is a midwife.") == [
        ("family", "Your little sister Jule is a midwife.")
    ]


def test_one_message_can_hold_several_facts() -> None:
    found = facts("I'm Lena, I live in Kiel, and my dog Rex hates rain. I love rain.")
    assert [topic for topic, _ in found] == ["name", "home", "pet", "like"]
