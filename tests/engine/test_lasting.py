"""What will still be true next year is kept; events, moods and plans are not."""

from __future__ import annotations

import pytest

from companion.engine.lasting import lasting, topic_of


@pytest.mark.parametrize(
    "text",
    [
        "You live above the mill.",
        "You play chess on Thursdays.",
        "Your brother Piotr is a nurse in Gdansk.",
        "You have been together for two years.",
        "Your sister Jule married in Kiel.",
        "You are allergic to walnuts.",
        "Your birthday is on 14 November.",
    ],
)
def test_what_lasts_is_kept_as_it_is(text: str) -> None:
    assert lasting(text, text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("You quit the bakery today.", "You quit the bakery."),
        ("You moved to Lyon three weeks ago for a job.", "You moved to Lyon for a job."),
        ("Your parents divorced last year.", "Your parents divorced."),
    ],
)
def test_a_change_is_kept_without_its_today(text: str, kept: str) -> None:
    assert lasting(text, text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "You took your apron off and left.",
        "You got the results from the lab.",
        "Your boss shouted at you in front of everyone.",
        "You burnt forty croissants.",
        "You have your first review on Friday.",
        "Your mum is coming to visit on 12 September.",
        "Your mum doesn't know about the dog yet.",
        "You have hiccups since an hour.",
        "You're tired.",
        "You feel a bit sick.",
        "You need to update your CV.",
        "You will look for something with bread.",
        "You are in Harris at the moment.",
    ],
)
def test_events_moods_and_plans_are_not(text: str) -> None:
    assert lasting(text, text) is None


def test_the_quote_counts_too() -> None:
    assert lasting("You have a review with the boss.", "On Friday I have a review with the boss") is None


@pytest.mark.parametrize(
    ("text", "given", "topic"),
    [
        ("Your brother Piotr is a nurse.", "partner", "family"),
        ("Your husband drives a tram.", "work", "partner"),
        ("Your landlady plays chess.", "family", "people"),
        ("Your cat has weak kidneys.", "health", "pet"),
        ("You are lactose intolerant.", "dislike", "health"),
        ("You live above the mill.", "other", "home"),
        ("You can't stand olives.", "food", "dislike"),
        ("You sing alto in a choir.", "hobby", "hobby"),
        ("You sing alto in a choir.", "name", "other"),
    ],
)
def test_the_topic_is_read_from_the_words(text: str, given: str, topic: str) -> None:
    assert topic_of(text, given) == topic
