"""What is over, was moved, or was otherwise: told in later conversations, it takes an older fact's place."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.extract import patterns
from companion.engine.learning import Learner
from tests.engine.conversation import MONDAY, facts

if TYPE_CHECKING:
    from memory import Memory


def told(memory: Memory, *texts: str, days: float = 60) -> list[str]:
    """Each in a conversation of its own, so many days apart -> what still holds."""
    for place, text in enumerate(texts):
        at = MONDAY + timedelta(days=days * place)
        number = memory.begin("samantha", at).id
        memory.append(number, "user", text, at)
        Learner(memory).take(patterns(memory.messages(number)), at)
    return [fact.text for fact in memory.facts()]


@pytest.mark.parametrize(
    ("before", "later", "holds"),
    [
        ("I live in Kiel.", "We moved to Lyon last week.", "You moved to Lyon."),
        ("I live in Turku.", "I've got a flat in Vaasa, moved in on Sunday.", "You got a home in Vaasa."),
        ("I live alone.", "Lucjan moved in with me.", "Lucjan moved in with you."),
        ("I work at the harbour.", "I don't work at the harbour any more.",
         "You don't work at the harbour any more."),
        ("I'm a nurse.", "I quit my job.", "You quit your job."),
        ("I run a small bakery.", "I've started a new job at Vestas.", "You got a new job at Vestas."),
        ("I work at Kartella.", "My last day at Kartella was Friday.",
         "Your last day at Kartella was in July 2026."),
        ("I'm a waiter.", "From 3 April I teach fencing at the academy.",
         "You teach fencing at the academy."),
        ("My boyfriend is called Ruben.", "We broke up.", "You and your partner broke up."),
        ("My boyfriend Ruben cooks.", "I'm dating a guy called Theo now.", "You are together with Theo."),
        ("I eat meat every day.", "I don't eat meat any more.", "You don't eat meat any more."),
        ("I've been vegetarian since school.", "I eat chicken again.", "You eat chicken again."),
        ("I don't drink coffee.", "I drink coffee again.", "You drink coffee again."),
        ("I'm vegetarian.", "I've gone vegan.", "You are vegan."),
        ("I smoke.", "I've quit smoking.", "You stopped smoking."),
        ("I take metformin.", "I'm off metformin.", "You stopped taking metformin."),
        ("I play the cello.", "I don't play the cello any more.", "You don't play the cello any more."),
        ("I sing in the chamber choir.", "I've left the choir.", "You left the choir."),
        ("I go climbing every Tuesday.", "I gave up climbing.", "You gave up climbing."),
        ("I play tennis on Sundays.", "I'm so over tennis.", "You are over tennis."),
        ("I sing in the chamber choir.", "I'm done with the choir for good.", "You are done with the choir."),
        ("I'm allergic to cats.", "My cat allergy is gone.", "Your cat allergy is gone."),
        ("My son is 17.", "My son turned 18.", "Your son was 18 in July 2026."),
        ("I'm learning Finnish.", "I've stopped learning Finnish.", "You stopped learning Finnish."),
        ("On Mondays I play chess.", "Monday's now for pottery with Bo.",
         "On Monday it is now pottery with Bo."),
        ("I run five kilometres on Sundays.", "I run ten kilometres on Sundays now.",
         "You run ten kilometres on Sundays."),
        ("I swim ten lengths on Fridays.", "I'm up to thirty lengths on Fridays.",
         "You do thirty lengths on Fridays."),
        ("I'm reading The Copper Road for our club.", "We've started Letters from Oulu.",
         "You are reading Letters from Oulu."),
        ("I'm saving up for a boat.", "The boat's off.", "The boat is off."),
        ("I'm saving up for a boat.", "I'm saving up for a roof instead.", "You are saving for a roof."),
        ("I can't swim.", "I can swim now!", "You can swim."),
        ("My bike is a red Bianchi.", "My bike was stolen.", "Your bike was stolen."),
        ("I have a motorbike.", "I sold the motorbike.", "You sold the motorbike."),
        ("I drive an old Volvo.", "I bought a new car, a small Fiat.", "You bought a new car, a small Fiat."),
        ("I drive an old Saab.", "I sold my car.", "You sold your car."),
        ("My dentist is Dr. Achebe.", "My new dentist is Dr. Petrov.",
         "Your new dentist is called Dr. Petrov."),
        ("Our dog Bruno is ten.", "Bruno died.", "Bruno died."),
        ("The wedding is on 4 July.", "The wedding was pushed to 11 July.", "The wedding is on 11 July."),
        ("Anselm's wedding is on 4 July.", "They moved the wedding, it's now on 11 July.",
         "The wedding is on 11 July."),
        ("My exam is on 3 June.", "My exam has been moved to the 10th.", "Your exam is on the 10th."),
    ],
)  # fmt: skip
def test_a_change_takes_the_place_of_what_held(memory: Memory, before: str, later: str, holds: str) -> None:
    assert told(memory, before, later) == [holds]
    older, newer = memory.facts(include_superseded=True)
    assert (older.superseded_by, older.valid_to) == (newer.id, newer.valid_from)


@pytest.mark.parametrize(
    ("before", "later", "holds"),
    [
        ("I'm allergic to walnuts.", "Turned out to be celery, not walnuts.", "You are allergic to celery."),
        ("I'm allergic to shrimp.", "It wasn't the shrimp, it was the celery salt.",
         "You are allergic to celery salt."),
        ("I'm allergic to strawberries.", "It's not strawberries at all, it's kiwi.",
         "You are allergic to kiwi."),
        ("My cat is called Biskit.", "It's Biscuit, not Biskit.", "Your cat is called Biscuit."),
        ("My sister is called Anna.", "That's wrong, my sister is Ana.", "Your sister is called Ana."),
        ("I live in Lille.", "No, I live in Lyon.", "You live in Lyon."),
        ("I have pottery class on Tuesdays.", "Sorry, not Tuesdays, Thursdays.",
         "You have pottery class on Thursdays."),
        ("My exam is on 3 June.", "Not 3 June, 10 June.", "Your exam is on 10 June."),
        ("I work at Kartella.", "Kartella is called Nordella now.", "You work at Nordella."),
    ],
)  # fmt: skip
def test_what_you_put_right_wins_at_once(memory: Memory, before: str, later: str, holds: str) -> None:
    assert told(memory, before, later) == [holds]


def test_it_was_moved_is_about_the_date_that_you_spoke_of_last(memory: Memory) -> None:
    assert told(memory, "The viewing is on 12 May.", "We pushed it to the 14th.", days=2) == [
        "The viewing is on the 14th."
    ]
    assert told(
        memory, "The party is on 1 June.", "The hearing is on 3 June.", "We moved it to 9 June.", days=2
    )[-2:] == ["The party is on 1 June.", "The hearing is on 3 June."]


def test_it_is_called_something_else_is_about_what_you_named_just_now(memory: Memory) -> None:
    assert told(memory, "I adopted a dog. He's called Rex.", "He's called Max now.", days=0.2)[-1] == (
        "Your dog is called Max."
    )


def test_a_rename_changes_every_fact_with_the_name(memory: Memory) -> None:
    texts = told(
        memory, "I work at Kartella.", "I joined the Kartella choir.", "Kartella is now called Nordella."
    )
    assert texts == ["You work at Nordella.", "You joined the Nordella choir."]


@pytest.mark.parametrize(
    ("before", "later"),
    [
        ("I love rain.", "It's not rain, it's snow."),
        ("I sing in the chamber choir.", "I left the party early."),
        ("My boyfriend is called Ruben.", "He and his wife broke up."),
        ("I work at the harbour.", "I don't work at the weekend any more."),
        ("My sister is called Anna.", "My brother is called Ed."),
        ("I'm allergic to walnuts.", "It's not funny, it's sad."),
        ("I play tennis on Sundays.", "I'm over it."),
        ("I play tennis on Sundays.", "I'm over the moon."),
        ("I play tennis on Sundays.", "I'm done with work for today."),
        ("I'm vegan.", "Do you think I should eat chicken again?"),
        ("I live in Kiel.", "If we moved to Lyon, I'd be happy."),
        ("My dentist appointment is on 12 May.", "My eye appointment is on 19 May."),
        ("My bike is a red Bianchi.", "Her bike was stolen."),
    ],
)
def test_what_is_no_change_leaves_what_holds_alone(memory: Memory, before: str, later: str) -> None:
    first = told(memory, before)
    assert told(memory, later)[: len(first)] == first
    assert all(fact.superseded_by is None for fact in memory.facts(include_superseded=True))


@pytest.mark.parametrize(
    "words",
    [
        "We've started The Long Walk Home.",
        "I gave up on it.",
        "It's not you, it's me.",
        "Not now, later.",
        "Bruno died.",
        "Thursday's now fine.",
        "The deal is off.",
    ],
)
def test_the_end_of_what_nobody_knows_is_no_fact(words: str) -> None:
    assert facts(words) == []


def test_of_those_who_are_yours_more_is_known(memory: Memory) -> None:
    assert told(memory, "Minka eats only tuna.") == []
    texts = told(memory, "My cat Minka sleeps.", "Minka eats only tuna.", "Minka gets only dry food.")
    assert texts == ["Your cat is called Minka.", "Minka gets only dry food."]
    assert {fact.topic for fact in memory.facts()} == {"pet"}
