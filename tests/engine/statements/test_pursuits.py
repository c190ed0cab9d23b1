"""What you do in your free time, can, own, and speak."""

from __future__ import annotations

import pytest

from tests.engine.conversation import facts


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("I'm really into pottery.", "hobby", "You are into pottery."),
        ("My bike is a red Bianchi.", "belonging", "Your bike is a red Bianchi."),
        ("I drive an old Volvo.", "belonging", "You drive an old Volvo."),
        ("I have a motorbike.", "belonging", "You have a motorbike."),
        ("I bought a used camper van.", "belonging", "You bought a used camper van."),
        ("My phone is a Fairphone.", "belonging", "Your phone is a Fairphone."),
        ("I speak Portuguese and a bit of Czech.", "language", "You speak Portuguese and a bit of Czech."),
        ("I'm learning Finnish.", "language", "You are learning Finnish."),
        ("My mother tongue is Galician.", "language", "Your mother tongue is Galician."),
        ("I play the cello in an amateur orchestra.", "hobby", "You play the cello in an amateur orchestra."),
        ("I sing in a choir.", "hobby", "You sing in a choir."),
        ("I go climbing every Tuesday.", "hobby", "You go climbing every Tuesday."),
        ("I run ten kilometres on Sundays.", "hobby", "You run ten kilometres on Sundays."),
        ("On Mondays I have pottery class.", "hobby", "On Mondays you have pottery class."),
        ("I joined the local fire brigade.", "hobby", "You joined the local fire brigade."),
        ("I've signed up for a welding course.", "hobby", "You signed up for a welding course."),
        ("I collect old maps.", "hobby", "You collect old maps."),
        ("I do yoga twice a week.", "hobby", "You do yoga twice a week."),
        ("I can't drive.", "skill", "You can't drive."),
        ("I can't swim.", "skill", "You can't swim."),
        ("I'm saving up for a sailing boat.", "goal", "You are saving for a sailing boat."),
        ("I don't play the cello anymore.", "hobby", "You don't play the cello anymore."),
        ("I've left the choir.", "hobby", "You left the choir."),
        ("I sold my motorbike.", "belonging", "You sold your motorbike."),
        ("My bike was stolen.", "belonging", "Your bike was stolen."),
        ("I quit the rowing team.", "hobby", "You quit the rowing team."),
        ("I passed my driving test!", "skill", "You passed your driving test."),
        ("My car's a beat-up Corsa.", "belonging", "Your car is a beat-up Corsa."),
        ("I'm fluent in Urdu and English.", "language", "You are fluent in Urdu and English."),
        ("I've been learning Welsh on and off.", "language", "You are learning Welsh."),
        ("I play bass in a punk band.", "hobby", "You play bass in a punk band."),
        ("I do jiu-jitsu three times a week.", "hobby", "You do jiu-jitsu three times a week."),
        (
            "Every Thursday I volunteer at the food bank.",
            "hobby",
            "Every Thursday you volunteer at the food bank.",
        ),
        ("I've joined a running club.", "hobby", "You joined a running club."),
        ("I knit, badly.", "hobby", "You knit."),
        ("I've sold the car.", "belonging", "You sold the car."),
    ],
)
def test_a_plain_statement_is_a_fact(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "I play it by ear.",
        "I play dumb.",
        "I sing in the shower.",
        "I run into him every day.",
        "I run the dishwasher every day.",
        "I used to play the violin.",
        "I might join a choir.",
        "I joined the queue.",
        "I signed up for nothing.",
        "I speak from experience.",
        "I'm learning so much.",
        "I can't drive tonight, I had wine.",
        "I can't believe it.",
        "I'm saving my strength.",
        "My phone is dead.",
        "My phone is a disaster.",
        "My car is making a noise.",
        "I bought bread.",
        "I collect my parcel tomorrow.",
        "I want to learn Greek.",
    ],
)
def test_what_only_sounds_like_one_is_none(words: str) -> None:
    assert facts(words) == []
