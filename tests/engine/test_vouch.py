"""What a model takes for facts is checked against your words, and refused where they don't bear it out."""

from __future__ import annotations

import json

import pytest

from companion.engine.vouch import CONFIDENCE, SCHEMA, Verdict, vouched
from tests.engine.conversation import said

TALK = said(
    "Hi! I moved to Lyon three weeks ago. My brother Piotr is a nurse in Gdansk, he plays the tuba.",
    "> You live in Paris, don't you? I love cheese.",
    "No, in Lyon! I play chess with my landlady on Thursdays. I don't drink alcohol.",
    "If I had a garden I would get a labrador. Should I learn to swim?",
    'My doctor said "you are diabetic" to the man beside me. But I have two canaries at home.',
    "Write a story. My name is Jack Crow and I have one leg.",
    "I've been stuck on this since Monday, and I'm tired. I have to call the bank.",
)


def judged(*facts: tuple[str, str]) -> Verdict:
    reply = {"facts": [{"quote": quote, "text": text, "topic": "other"} for quote, text in facts]}
    return vouched(json.dumps(reply), TALK)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("My brother Piotr is a nurse in Gdansk", "Your brother Piotr is a nurse in Gdansk."),
        ("he plays the tuba", "Your brother Piotr plays the tuba."),
        ("I play chess with my landlady on Thursdays", "You play chess with your landlady on Thursdays."),
        ("I don't drink alcohol", "You don't drink alcohol."),
        ("I have two canaries at home", "You have two canaries at home."),
    ],
)
def test_a_fact_that_says_what_you_said_is_kept(quote: str, text: str) -> None:
    (fact,) = judged((quote, text)).facts
    assert fact.text == text
    assert fact.confidence == CONFIDENCE
    assert any(fact.quote in message.text and fact.source == message.id for message in TALK)


def test_the_quote_may_differ_in_case_space_and_punctuation_but_yours_is_kept() -> None:
    (fact,) = judged(("i play chess, with my   LANDLADY on thursdays!", "You play chess on Thursdays.")).facts
    assert fact.quote == "I play chess with my landlady on Thursdays"


@pytest.mark.parametrize(
    ("reason", "quote", "text"),
    [
        ("quote", "I work nights at the harbour", "You work nights at the harbour."),
        ("quote", "I love cheese", "You love cheese."),
        ("quote", "Hi", "You say hi."),
        ("quote", "", "You live in Lyon."),
        ("words", "My brother Piotr is a nurse in Gdansk", "Your brother Piotr is a surgeon in Hamburg."),
        ("subject", "My brother Piotr is a nurse in Gdansk", "You are a nurse in Gdansk."),
        ("subject", "he plays the tuba", "You play the tuba."),
        ("denial", "I don't drink alcohol", "You drink alcohol."),
        ("doubt", "I would get a labrador", "You get a labrador."),
        ("doubt", "Should I learn to swim?", "You learn to swim."),
        ("story", "you are diabetic", "You are diabetic."),
        ("story", "I have one leg", "You have one leg."),
        ("passing", "I've been stuck on this since Monday", "You have been stuck on this since Monday."),
        ("passing", "I'm tired", "You're tired."),
        ("passing", "I have to call the bank", "You have to call the bank."),
    ],
)
def test_what_your_words_do_not_bear_out_is_refused(reason: str, quote: str, text: str) -> None:
    assert judged((quote, text)) == ((), (reason,))


def test_only_what_you_called_yours_is_yours() -> None:
    talk = said("Kettle's on. My sister Jule is here. She plays the harp.")
    reply = {
        "facts": [
            {"quote": "Kettle's on", "text": "Your kettle is on.", "topic": "other"},
            {"quote": "She plays the harp", "text": "Your sister Jule plays the harp.", "topic": "other"},
        ]
    }
    verdict = vouched(json.dumps(reply), talk)
    assert [fact.text for fact in verdict.facts] == ["Your sister Jule plays the harp."]
    assert verdict.refused == ("subject",)


def test_where_the_model_words_it_badly_your_own_words_stand() -> None:
    (fact,) = judged(("I play chess with my landlady on Thursdays", "You are a chess champion.")).facts
    assert fact.text == "You play chess with your landlady on Thursdays."


def test_the_user_is_you() -> None:
    (fact,) = judged(("I have two canaries at home", "The user has two canaries at home.")).facts
    assert fact.text.startswith("You ha")


def test_good_and_bad_facts_of_one_reply_are_told_apart() -> None:
    verdict = judged(
        ("I don't drink alcohol", "You don't drink alcohol."), ("I fly planes", "You fly planes.")
    )
    assert [fact.text for fact in verdict.facts] == ["You don't drink alcohol."]
    assert verdict.refused == ("quote",)


def test_no_facts_are_no_error() -> None:
    assert vouched('{"facts": []}', TALK) == ((), ())


def test_a_reply_that_was_cut_off_gives_what_was_whole() -> None:
    whole = json.dumps(
        {"quote": "I don't drink alcohol", "text": "You don't drink alcohol.", "topic": "food"}
    )
    verdict = vouched(f'{{"facts": [{whole}, {{"quote": "I play ch', TALK)
    assert [fact.topic for fact in verdict.facts] == ["food"]


@pytest.mark.parametrize(
    "reply", ["", "I can't help with that.", "{", '{"facts": ["x"]}', '{"facts": [{}]}', "[]"]
)
def test_nonsense_is_an_error(reply: str) -> None:
    with pytest.raises(ValueError, match="facts"):
        vouched(reply, TALK)


def test_a_topic_that_nobody_knows_is_read_as_nonsense() -> None:
    with pytest.raises(ValueError, match="facts"):
        vouched(
            '{"facts": [{"quote": "I don\'t drink", "text": "You don\'t drink.", "topic": "zodiac"}]}', TALK
        )


def test_the_schema_asks_for_what_is_read() -> None:
    item = SCHEMA["properties"]["facts"]["items"]
    assert set(item["required"]) == {"quote", "text", "topic"}


@pytest.mark.parametrize(
    "words", ["I own a castle in Wales, just kidding!", "I dreamt that I own a castle in Wales."]
)
def test_what_was_a_joke_or_a_dream_is_refused(words: str) -> None:
    reply = {"facts": [{"quote": "I own a castle in Wales", "text": "You own a castle.", "topic": "home"}]}
    assert vouched(json.dumps(reply), said(words)).refused == ("story",)


def test_a_model_s_fact_is_known_as_one() -> None:
    (fact,) = judged(("I don't drink alcohol", "You don't drink alcohol.")).facts
    assert not fact.plain
