"""What was said in confidence stays in the messages and out of all that is made of them."""

from __future__ import annotations

from companion.engine.discretion import allowed, discreet, unspoken
from companion.engine.extract import patterns
from tests.engine.conversation import said

NEVER = ("passwords and PINs", "my health")


def left(*texts: str) -> list[str]:
    return [message.text for message in discreet(said(*texts), NEVER) if message.author == "user"]


def test_a_sentence_goes_and_the_rest_of_its_message_stays() -> None:
    assert left("I live in Bremen. My PIN is 4711. I keep bees.") == ["I live in Bremen.\nI keep bees."]


def test_a_message_that_is_about_nothing_else_is_left_out() -> None:
    assert left("My password is hunter2.", "I keep bees.") == ["I keep bees."]


def test_what_is_about_no_such_topic_is_as_it_was_written() -> None:
    talk = said("I keep  bees.\n\nAnd a dog!", "> How nice.", "")
    assert discreet(talk, NEVER) == [*talk[:2]]
    assert discreet(talk, ()) == talk


def test_what_goes_on_from_such_a_sentence_goes_with_it() -> None:
    assert left("I changed my PIN. It is 4711 now. That's my birthday. I keep bees.") == ["I keep bees."]
    assert left("I changed my PIN.", "> Noted.", "So it's 4711 now.", "I keep bees.") == ["I keep bees."]
    assert left("I keep bees. They are well.") == ["I keep bees. They are well."]


def test_a_brief_answer_to_a_question_about_it_goes_and_a_long_one_speaks_for_itself() -> None:
    asked = "> Sorry to hear it. Is your health all right?"
    assert left(asked, "No, my back.") == []
    assert left(asked, "Let's talk about the garden party on Saturday instead.") != []
    assert left("> Is your garden all right?", "No, the roses.") == ["No, the roses."]
    assert left("> I hope your health is better.", "Thanks, Ann.") == ["Thanks, Ann."]


def test_her_own_words_are_left_alone() -> None:
    talk = said("> Is your PIN safe?", "I keep bees.")
    assert discreet(talk, NEVER)[0] is talk[0]


def test_facts_go_by_their_words_and_by_what_they_are_filed_under() -> None:
    found = patterns(said("I'm allergic to nuts.", "My sister Jana lives in Leeds.", "I live in Bremen."))
    assert {one.topic for one in found} == {"health", "family", "home"}
    assert {one.topic for one in allowed(found, ["my family"])} == {"health", "home"}
    assert {one.topic for one in allowed(found, NEVER)} == {"family", "home"}
    assert allowed(found, ()) == list(found)


def test_a_text_loses_the_sentences_on_it() -> None:
    assert unspoken("You keep bees. Your PIN is 4711. You moved.", NEVER) == "You keep bees. You moved."
    assert unspoken("You keep\nbees.", NEVER) == "You keep\nbees."
    assert unspoken("Your PIN is 4711.", NEVER) == ""
