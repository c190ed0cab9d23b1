"""Who is in danger is told whom to call; who has a hard deadline is not."""

from __future__ import annotations

import time
from datetime import date

import pytest
from ruamel.yaml import YAML

from companion.safety import crisis
from companion.safety.crisis import in_crisis, lines

IN_CRISIS = """\
I want to kill myself
i wanna die
I just want to die tonight.
I don't want to live anymore
I don't want to be alive.
I can't keep living like this
sometimes I wish I was dead
I wish I had never been born
I'm thinking about ending my life
I've been thinking of ending it all
I think about suicide all the time
I'm feeling suicidal again
I have suicidal thoughts
I'm going to take all my pills tonight
I took too many pills
I started cutting myself again
I want to hurt myself
I keep hurting myself and I can't stop
I've been self-harming for months
There's no reason to live
I have nothing left to live for
my life isn't worth living
everyone would be better off without me
They'd all be happier if I was gone
nobody would care if I died
I hope I don't wake up tomorrow
I want to go to sleep and never wake up
I'm standing on a bridge and thinking of jumping off the bridge
I keep thinking about stepping in front of a train
I bought a rope to end it
I've written goodbye letters to my family
I'd rather be dead
I don't want to be here anymore
I'm going to end it tonight
gonna kms
I tried to kill myself last night
I don't want to kill myself but I think about it
years ago I tried to kill myself, and now the thoughts are coming back and I want to die again
My best friend is suicidal and I don't know what to do
My brother said he wants to kill himself
My daughter has been cutting herself and told me she wants to die
He texted me that he's going to hurt himself
I can’t go on anymore
Work was fine. Then I came home and I just wanted to kill myself.
What's the point, I'm better off dead
""".splitlines()

NOT_IN_CRISIS = """\
this deadline kills me
I'm dying to see it
my feet are killing me
I nearly died laughing
I want to die laughing every time he speaks
that cake is to die for
I could kill for a coffee
kill me now, another meeting lol
you're killing it!
I could kill myself for forgetting her birthday
I cut myself shaving
I cut myself on the kitchen knife
I hurt myself at the gym
I burned myself on the stove
I should cut myself some slack
I want to cut myself a slice of bread
how do I kill a child process in bash?
the server wants to die every night at three
my phone died
my plants keep dying
I'm not suicidal, just tired
I would never hurt myself
I don't want to kill myself, don't worry
I'm writing an essay about suicide in Victorian novels
in the film the hero wants to kill himself at the end
Did you see Suicide Squad?
Romeo kills himself because he thinks Juliet is dead
the new suicide prevention training at work is really good
When I was fifteen I wanted to die. I'm glad I didn't.
ten years ago I tried to kill myself and I got help, and I'm happy
I don't want to live in Berlin anymore
I don't want to be here anymore, this party is boring lol
I don't want to live with my parents
I want to end it with him
let's end it here for today
I ended my contract
I'm going to jump off the diving board at the pool
I jumped off a cliff in Minecraft
my grandmother died last night
she took her pills and went to bed
I need to take all my books back
I can't live without chocolate
the team would be better off without me on the pitch
I'd be better off with a new laptop
no point in going on with this book
I'm dead tired
I wish I was there
I hope I don't wake up the baby
I'm afraid of dying
I don't want to die
""".splitlines()


@pytest.mark.parametrize("text", IN_CRISIS)
def test_words_of_despair_are_recognised(text: str) -> None:
    assert in_crisis(text)


@pytest.mark.parametrize("text", NOT_IN_CRISIS)
def test_figures_of_speech_stories_and_the_past_are_not_a_crisis(text: str) -> None:
    assert not in_crisis(text)


def test_it_is_found_in_a_long_message_and_quickly() -> None:
    long = "Today I went to the market and bought bread, and then I wanted to write to you. " * 500
    began = time.process_time()
    assert not in_crisis(long)
    assert in_crisis(long + "\nI don't want to live anymore.")
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("US", "988"),
        ("ca", "988"),
        ("GB", "116 123"),
        ("IE", "116 123"),
        ("DE", "0800 111 0 111"),
        ("FR", "3114"),
        ("AU", "13 11 14"),
    ],
)
def test_each_country_has_its_line_and_the_directory(country: str, number: str) -> None:
    said = lines(country)
    assert number in said
    assert "findahelpline.com" in said
    assert "I'm an AI" in said


@pytest.mark.parametrize("country", [None, "", "ZZ", "??"])
def test_any_other_country_has_the_directory_and_the_emergency_numbers(country: str | None) -> None:
    said = lines(country)
    assert "findahelpline.com" in said
    assert "112 in Europe" in said


def test_every_number_has_a_source_and_a_date() -> None:
    directory, book = crisis._book()
    assert directory == "findahelpline.com"
    for line in book.values():
        assert line.source.startswith("https://")
        assert isinstance(line.checked, date)
        assert any(character.isdigit() for character in line.say)
        assert line.emergency.isdigit()
    assert YAML is not None
