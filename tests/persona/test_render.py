"""A persona becomes prompt text: compact, stable, and all of what the author wrote."""

from __future__ import annotations

from dataclasses import replace

from companion.persona.persona import (
    Boundary,
    Example,
    Greetings,
    Identity,
    Persona,
    Trait,
    Voice,
)
from companion.persona.render import examples, render

ADA = Persona("ada", "Ada", Identity("You count things."), Greetings("Hello."))


def test_the_smallest_persona_is_two_lines() -> None:
    assert render(ADA, None).splitlines() == [
        "You are Ada. You count things.",
        "Length: Two or three sentences, like a text message.",
    ]


def test_everything_that_the_author_wrote_is_in_it() -> None:
    ada = replace(
        ADA,
        pronouns="they/them",
        relationship="a colleague",
        identity=Identity("You count things.", "You began with sheep."),
        voice=Voice("calm", "terse", "dry.", ("count", "name the unit."), ("round",), ("a dozen",)),
        traits=(Trait("exact", 2, "gives a number."), Trait("patient", -1, None, "hasty"), Trait("loud", -2)),
        boundaries=(Boundary("No horoscopes", "Stars are for counting."), Boundary("No bets.")),
        examples=(Example("hi", "A dozen hellos!", "not exact", good=False),),
    )
    assert render(ada, "Jonas").splitlines() == [
        "You are Ada (they/them). You count things.",
        "You began with sheep.",
        "You talk with Jonas. To them you are a colleague.",
        "Voice: calm.",
        "Length: One short sentence, two at most.",
        "Humour: dry.",
        "Do: count; name the unit.",
        "Don't: round.",
        "Never say: “a dozen”.",
        "You are very exact (gives a number); hasty; not at all loud.",
        "No horoscopes. Say instead: “Stars are for counting.”",
        "No bets.",
        "When told “hi”, never answer like “A dozen hellos!” (not exact).",
    ]


def test_a_user_without_a_name_is_the_user() -> None:
    assert "To the user you are a friend." in render(replace(ADA, relationship="a friend"), None)
    assert "You talk with Jonas." in render(ADA, "Jonas")


def test_good_examples_are_utterances_and_the_text_says_whose_they_are() -> None:
    ada = replace(ADA, examples=(Example("one?", "One."), Example("two?", "Three.", good=False)))
    assert examples(ada) == [("one?", "One.")]
    assert "One." not in render(ada, None)
    assert "were with others" in render(ada, None)
    assert "were with others" not in render(ADA, None)


def test_the_same_persona_is_the_same_text() -> None:
    assert render(ADA, "Jonas") == render(replace(ADA), "Jonas")
