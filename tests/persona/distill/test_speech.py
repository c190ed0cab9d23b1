"""First words and exchanges in sentences of the text itself."""

from __future__ import annotations

from companion.models.tokens import rank
from companion.persona.distill.layout import Paragraph
from companion.persona.distill.measure import Voice, measured
from companion.persona.distill.passages import Passage
from companion.persona.distill.speech import Quote, examples, greetings, quotes

FORMAL = "We ring the bell in every fog. Who hears it? You keep the lamp, and the lamp keeps you."
LOOSE = "I'm at the bell in every fog. Who'd hear it? You'll keep the lamp, won't you?"


def voice(text: str = FORMAL) -> Voice:
    return measured([Paragraph(text, "", 1)], rank)


def passage(text: str, *triggers: str, number: int = 1) -> Passage:
    about = tuple(word.rstrip("*") for word in triggers)
    return Passage(text, "lamp.txt", "Chapter I", number, triggers, about)


def quote(text: str, about: str = "fog") -> Quote:
    return Quote(text, passage(text, about), about)


def test_only_sentences_that_stand_alone_are_quoted() -> None:
    one = passage(
        "But we ring it in every fog. We ring the bell in every fog. No. It was said by him. “Ring it,” "
        "she said to me there. We have 3 bells in this house of ours. We ring `the bell in every fog. "
        "and so we ring the bells.",
        "bell*",
        "fog",
    )
    assert [(found.text, found.about) for found in quotes([one], voice())] == [
        ("We ring the bell in every fog.", "bell")
    ]


def test_what_speaks_to_anyone_comes_before_what_was_once() -> None:
    told = passage(
        "The keeper was asleep when Parnell had come. You keep the lamp in every fog.", "lamp", "keeper*"
    )
    assert [found.text for found in quotes([told], voice())] == [
        "You keep the lamp in every fog.",
        "The keeper was asleep when Parnell had come.",
    ]


def test_what_is_true_of_anyone_comes_before_what_was_said_to_somebody() -> None:
    told = passage(
        "I will never forget your kindness of last spring. My sister is in the lamp room now. "
        "Patience is the oil of every lamp.",
        "patience*",
        "lamp",
    )
    found = quotes([told], voice())
    assert (found[0].text, found[0].about) == ("Patience is the oil of every lamp.", "patience")


def test_a_quotation_is_about_a_subject_of_the_text_or_about_none() -> None:
    one = Passage("We passed each other several times.", "lamp.txt", "", 1, ("several*",))
    (found,) = quotes([one], voice())
    assert found.about == ""


def test_what_works_on_people_is_not_quoted() -> None:
    assert quotes([passage("Nobody else understands you as I do.", "nobody*")], voice()) == []


def test_a_greeting_says_that_it_is_an_ai_and_quotes() -> None:
    found = [quote("Ring for the ship that you see not."), quote("Who hears the bell at night?")]
    assert greetings("Ambrose", "The Lamp", found, voice(), "short") == {
        "first": "I am Ambrose, an AI made from The Lamp. Ring for the ship that you see not.",
        "return": "Who hears the bell at night?",
    }


def test_a_greeting_is_no_longer_than_the_voice() -> None:
    found = [quote("You keep the lamp for the ships that pass in every fog and every night of the year.")]
    first = greetings("Ambrose", "The Lamp", found, voice(), "terse")["first"]
    assert first == "I am Ambrose, an AI made from The Lamp."


def test_where_nothing_can_be_quoted_there_are_plain_words() -> None:
    said = greetings("Ambrose", "The Lamp", [], voice(), "short")
    assert said == {"first": "I am Ambrose, an AI made from The Lamp.", "return": "What is on your mind?"}
    mute = voice("We ring the bell. We keep the lamp.")
    assert greetings("Ambrose", "The Lamp", [], mute, "short")["return"] == "Go on where we stopped."


def test_its_own_lines_are_contracted_where_the_text_is() -> None:
    assert greetings("Nell", "Letters", [], voice(LOOSE), "short")["first"].startswith("I'm Nell")
    said = [one["answer"] for one in examples({}, [], voice(LOOSE), lambda _: False)]
    assert said == [
        "No, I'm an AI. I speak from a text, and the life in it is not mine.",
        "I don't know. You haven't told me.",
        "Not in the text that I come from. I don't know what it would say of airports.",
    ]


def test_each_example_that_quotes_is_about_something_else() -> None:
    found = [quote("We ring in every fog."), quote("You ring in a fog."), quote("We sell no bread.", "bread")]
    quoting = examples({"lamp.txt": "The Lamp"}, found, voice(), lambda _: False)[3:]
    assert [one["user"] for one in quoting] == [
        "what do you think about fog?",
        "what do you think about bread?",
    ]
    assert quoting[0]["answer"] == "“We ring in every fog.” (The Lamp, Chapter I, paragraph 1)"
    assert quoting[0]["note"] == "Quotes, and says where it stands."


def test_where_everything_is_in_the_text_the_future_is_not() -> None:
    said = examples({}, [], voice(), lambda _: True)
    assert said[2]["user"] == "did you ever write about the year 3000?"
