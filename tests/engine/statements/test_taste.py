"""What you like and dislike, eat and drink."""

from __future__ import annotations

import pytest

from tests.engine.conversation import facts


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("I love thunderstorms.", "like", "You love thunderstorms."),
        ("I'm a huge fan of Italo disco.", "like", "You are a fan of Italo disco."),
        ("I can't stand coriander.", "dislike", "You can't stand coriander."),
        ("I hate phone calls.", "dislike", "You hate phone calls."),
        ("I'm not a fan of musicals.", "dislike", "You are not a fan of musicals."),
        ("My favourite season is autumn.", "favourite season", "Your favourite season is autumn."),
        ("I prefer tea to coffee.", "like", "You prefer tea to coffee."),
        ("I don't drink alcohol.", "food", "You don't drink alcohol."),
        ("I eat no pork.", "food", "You eat no pork."),
        ("I gave up sugar.", "food", "You gave up sugar."),
        ("I take my tea with milk.", "food", "You take your tea with milk."),
        ("I don't eat meat any more.", "food", "You don't eat meat any more."),
        ("I eat meat again.", "food", "You eat meat again."),
        ("I've switched from coffee to tea.", "food", "You switched from coffee to tea."),
        ("I can't eat shellfish, it puts me in hospital.", "food", "You can't eat shellfish."),
        ("I don't drink coffee, it makes me shake.", "food", "You don't drink coffee."),
        ("I love crime podcasts.", "like", "You love crime podcasts."),
        ("I really hate small talk.", "dislike", "You hate small talk."),
        ("olives are my favourite food", "favourite food", "Your favourite food is olives."),
        ("My favourite film is Paddington 2.", "favourite film", "Your favourite film is Paddington 2."),
        ("I don't eat fish any more.", "food", "You don't eat fish any more."),
        ("I can't stand the smell of lilies.", "dislike", "You can't stand the smell of lilies."),
        ("I don't drink any more, ten months now.", "food", "You don't drink any more."),
    ],
)
def test_a_plain_statement_is_a_fact(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "I love how quiet it is.",
        "I like the idea.",
        "I'd like a coffee.",
        "I love the colour of this.",
        "It is something I love.",
        "I love his voice.",
        "I enjoy having them around.",
        "I don't eat before noon today.",
        "I don't drink that.",
        "I eat too much.",
        "I prefer not to say.",
        "I'm a big fan of yours.",
        "My favourite is not on the menu.",
        "I gave up on the crossword.",
        "I can't eat another bite.",
    ],
)
def test_what_only_sounds_like_one_is_none(words: str) -> None:
    assert facts(words) == []
