"""Who you are and who is around you, in plain words."""

from __future__ import annotations

import pytest

from tests.engine.conversation import facts


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("My name is Oskar and I'm from Gdynia.", "name", "You are called Oskar."),
        ("Everyone calls me Tilly.", "name", "You are called Tilly."),
        ("I'm 52.", "age", "You were 52 in May 2026."),
        ("I turned sixty in March.", "age", "You turned sixty in March."),
        ("My birthday's the 3rd of June.", "birthday", "Your birthday is the 3rd of June."),
        ("I was born on 9 February 1988.", "birthday", "You were born on 9 February 1988."),
        (
            "My sister Marguerite is a baker in Rouen.",
            "family",
            "Your sister Marguerite is a baker in Rouen.",
        ),
        ("My mum's name is Odile.", "family", "Your mum is called Odile."),
        ("My brother is called Anselm, he drives a lorry.", "family", "Your brother is called Anselm."),
        ("I have two kids, Mira and Joao.", "family", "You have two kids, Mira and Joao."),
        ("We have a daughter called Pernille.", "family", "You have a daughter called Pernille."),
        ("I've got three brothers.", "family", "You have three brothers."),
        ("My wife Dagmar teaches Latin.", "partner", "Your wife is called Dagmar."),
        ("I'm married to Faisal.", "partner", "You are married to Faisal."),
        ("I'm dating a guy called Ruben.", "partner", "You are together with Ruben."),
        ("Ines and I are together now.", "partner", "You and Ines are together."),
        ("Ines and I got engaged on Sunday!", "partner", "You and Ines got engaged."),
        ("I got married last Saturday.", "partner", "You got married."),
        ("My best friend Bo lives in Malmö.", "people", "Your best friend Bo lives in Malmö."),
        ("My boss is called Mr Oduya.", "people", "Your boss is called Mr Oduya."),
        ("My therapist is Dr. Lindqvist.", "people", "Your therapist is called Dr. Lindqvist."),
        ("Dr. Achebe is my dentist.", "people", "Your dentist is called Dr. Achebe."),
        ("My neighbour Ferenc plays the trumpet at night.", "people", "Your neighbour is called Ferenc."),
        ("I have a parrot named Doktor.", "pet", "You have a parrot named Doktor."),
        ("Our rabbit Mochi chewed the cable.", "pet", "Your rabbit is called Mochi."),
        ("We've got two cats, Salt and Pepper.", "pet", "You have two cats, Salt and Pepper."),
        ("I have a tortoise.", "pet", "You have a tortoise."),
        ("We broke up.", "partner", "You and your partner broke up."),
        ("Ruben and I broke up last night.", "partner", "You and Ruben broke up."),
        ("I'm single again.", "partner", "You are single."),
        ("I got divorced last year.", "partner", "You are divorced."),
        ("My new dentist is Dr. Petrov.", "people", "Your new dentist is called Dr. Petrov."),
        ("hey! so i'm Priyanka btw, but most people call me Pri", "name", "You are called Pri."),
        ("bday is 8 August, put it in your calendar", "birthday", "Your birthday is 8 August."),
        ("My older brother Callum's a paramedic.", "family", "Your older brother is called Callum."),
        ("my mum and dad live in Swansea", "family", "Your mum and dad live in Swansea."),
        ("My husband's name is Teo.", "partner", "Your husband is called Teo."),
        (
            "Been with my girlfriend Saoirse for six years now.",
            "partner",
            "Your girlfriend is called Saoirse.",
        ),
        ("my nan passed away on sunday", "family", "Your nan died."),
        ("My daughter Wren is seven.", "family", "Your daughter is called Wren."),
        ("I have twin boys.", "family", "You have twin boys."),
        ("my flatmate Kofi never washes up", "people", "Your flatmate is called Kofi."),
        ("My GP, Dr. Okafor, changed my tablets.", "people", "Your GP is called Dr. Okafor."),
        ("we've got a border collie named Tweed", "pet", "You got a border collie named Tweed."),
        ("My cat, Biscuit, threw up on the rug.", "pet", "Your cat is called Biscuit."),
        ("I keep bees.", "pet", "You keep bees."),
        ("me and Saoirse split up", "partner", "You and Saoirse split up."),
        ("People at work call me Mack.", "name", "You are called Mack."),
        ("We adopted a greyhound last autumn.", "pet", "You adopted a greyhound."),
        ("my sis Ana is coming over", "family", "Your sister is called Ana."),
        ("My little bro Tom moved to York.", "family", "Your little brother Tom moved to York."),
        ("my bf Max cooks", "partner", "Your boyfriend is called Max."),
        ("I usually go by Fred.", "name", "You are called Fred."),
        ("It's my birthday today!", "birthday", "Your birthday is 4 May."),
        ("tomorrow is my birthday", "birthday", "Your birthday is 5 May."),
        ("it was my bday yesterday", "birthday", "Your birthday is 3 May."),
        ("My daughter Wren is seven.", "ages", "Your daughter Wren was seven in May 2026."),
        ("my gran just turned 90", "ages", "Your gran was 90 in May 2026."),
        ("My husband and I separated in the spring.", "partner", "You and your partner separated."),
    ],
)
def test_a_plain_statement_is_a_fact(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "Call me crazy.",
        "My name is on the list.",
        "I'm ten minutes late.",
        "My sister is annoying.",
        "My boss is a nightmare.",
        "We broke up laughing.",
        "We have a problem called Steve.",
        "I'm married to my job.",
        "My cat is a monster.",
        "I've got a hamster wheel in my head.",
        "My ex lives in Graz.",
        "I had a rabbit as a child.",
        "I turned 180 degrees.",
        "They call me at six every day.",
        "My name is mud.",
        "I go by bus.",
        "It's my birthday cake tomorrow.",
        "It's her birthday today.",
        "My son is ten minutes late.",
        "My sister is two years older.",
        "She told me her dog Rex died.",
    ],
)
def test_what_only_sounds_like_one_is_none(words: str) -> None:
    assert facts(words) == []
