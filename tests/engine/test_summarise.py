"""A summary is made of your own sentences, and a model's sentence stays only if it rests on one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.engine.summarise import LIMIT, better, extractive, tokens
from tests.engine.conversation import said

TALK = said(
    "Hi! How are you?",
    "> Fine. And you?",
    "My brother Piotr is a nurse in Gdansk. He says I should sleep more.",
    "> He may be right; you could try the Vienna clinic.",
    "On Friday 15 May I have my first review with the boss, and I'm scared of it.",
    "I burnt forty croissants. If I had a garden I would grow rye.",
    "Anyway, good night!",
)


def test_your_telling_sentences_are_kept_in_order_and_said_to_you() -> None:
    text = extractive(TALK)
    assert "Your brother Piotr is a nurse in Gdansk." in text
    assert "On Friday 15 May you have your first review with the boss, and you're scared of it." in text
    assert text.index("Piotr") < text.index("15 May") < text.index("croissants")


def test_greetings_goodbyes_and_her_words_are_not_kept() -> None:
    text = extractive(TALK)
    for dropped in ("Hi", "How are you", "good night", "Vienna", "Fine"):
        assert dropped not in text


@pytest.mark.parametrize(
    "parting", ["I'll leave it there for tonight.", "Talk soon, I'm yawning.", "Quick hello!"]
)
def test_partings_are_not_kept(parting: str) -> None:
    text = extractive(said("My sister Jule moved to Kiel.", parting))
    assert text == "Your sister Jule moved to Kiel."


def test_a_conversation_of_small_talk_still_has_a_summary() -> None:
    assert extractive(said("hey", "> Hey you.", "nothing special today")) == "Nothing special today."
    assert extractive(said("hey")) == "Hey."
    assert extractive(said("???")) != ""


def test_where_you_said_nothing_there_is_no_summary() -> None:
    assert extractive(said("> Hello, you.")) == ""
    assert extractive([]) == ""


def test_the_limit_keeps_the_most_telling() -> None:
    short = extractive(TALK, 25)
    assert tokens(short) <= 25
    assert "15 May" in short


def test_he_is_not_kept_without_the_sentence_that_names_him() -> None:
    talk = said(
        "My brother is ill.", "ok", "He was born in Gdansk in 1990 and knows about shifts and hospitals."
    )
    assert "He was born" not in extractive([*talk, *said("I moved to Lyon on 3 May for a new job.", first=9)])


def test_a_question_or_a_request_stays_in_your_words() -> None:
    text = extractive(said("Write a story in which Nell says: I am a witch from Bristol."))
    assert text == "You asked: Write a story in which Nell says: I am a witch from Bristol."


def test_tomorrow_gets_its_date() -> None:
    text = extractive(said("My interview at the mill is tomorrow."))
    assert text == "Your interview at the mill is tomorrow (5 May)."


def test_what_was_said_twice_is_kept_once() -> None:
    twice = said("My sister Jule marries in Kiel.", "Yes, my sister Jule marries in Kiel.")
    assert extractive(twice).count("Kiel") == 1


@given(st.lists(st.text(min_size=1, max_size=400).filter(str.strip), min_size=1, max_size=6))
def test_for_any_words_of_yours_there_is_a_summary_of_bounded_length(texts: list[str]) -> None:
    text = extractive(said(*[one.removeprefix("> ") or "x" for one in texts]))
    assert text.strip()
    assert tokens(text) <= max(LIMIT, 300)


GOOD = (
    "Your brother Piotr is a nurse in Gdansk. "
    "You have your first review with the boss on 15 May and you were scared of it. "
    "You burnt forty croissants."
)


def test_a_model_s_summary_that_your_words_bear_out_is_kept() -> None:
    assert better(GOOD, TALK) == GOOD


def test_what_a_model_says_as_you_is_said_to_you() -> None:
    assert better(GOOD.replace("You burnt", "I burnt"), TALK) == GOOD


def test_a_summary_that_leaves_out_the_names_is_none() -> None:
    talk = said(
        "Henrik has an offer from Gothenburg.", "I said congratulations and then I ran the tap for an hour."
    )
    with pytest.raises(ValueError, match="summary"):
        better("You said congratulations and then you ran the tap for an hour.", talk)


def test_clauses_that_a_semicolon_parts_are_judged_one_by_one() -> None:
    with_semicolons = GOOD.replace(". You", "; you")
    assert better(with_semicolons, TALK) == GOOD
    assert better(f"{with_semicolons[:-1]}; you flew to Mars.", TALK) == GOOD


def test_a_summary_that_leaves_out_the_dates_is_none() -> None:
    with pytest.raises(ValueError, match="summary"):
        better(GOOD.replace(" on 15 May", ""), TALK)


def test_what_a_story_says_is_only_ever_what_you_asked_for() -> None:
    talk = said(
        "Write a story. The pirate should say my name is Jack Crow.",
        *[one.text for one in TALK if one.id > 2],
    )
    asked = "You asked for a story: the pirate should say that his name is Jack Crow."
    assert better(f"{asked} {GOOD}", talk) == f"{asked} {GOOD}"
    false = "You should say your name is Jack Crow."
    assert better(f"{asked} {GOOD} {false}", talk) == f"{asked} {GOOD}"


def test_its_date_in_front_is_left_to_the_record() -> None:
    text = better(f"On Monday 4 May 2026 {GOOD}", TALK)
    assert text == GOOD


@pytest.mark.parametrize(
    "false",
    [
        "You met Piotr at the Vienna clinic.",
        "You are a nurse in Gdansk.",
        "Samantha suggested the clinic.",
        "Your brother Piotr is a nurse in Hamburg.",
        "You have your first review with the boss on 16 May.",
        "You burnt fifty croissants.",
        "You grow rye in a garden.",
        "I burnt fifty croissants.",
        "You asked if you burnt forty croissants.",
        "You were not scared of your first review with the boss.",
        "Your boss was very pleased with how you work.",
    ],
)
def test_a_sentence_that_nobody_said_is_left_out(false: str) -> None:
    assert better(f"{GOOD} {false}", TALK) == GOOD


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "asdf qwer",
        "You had a nice conversation and felt good about many things in life.",
        "# Summary\n- Piotr is a nurse in Gdansk",
        '{"summary": "Your brother Piotr is a nurse."}',
        "You: My brother Piotr is a nurse in Gdansk.",
        "You burnt forty croissants.",
        f"{GOOD} " + "You flew to Mars. You met the king. You bought a castle. You sang an opera.",
    ],
)
def test_nonsense_or_too_little_is_no_summary(reply: str) -> None:
    with pytest.raises(ValueError, match="summary"):
        better(reply, TALK)
