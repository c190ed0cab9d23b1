"""What has the words of a sentence and not its meaning is no fact."""

from __future__ import annotations

import json

import pytest

from companion.engine.vouch import vouched
from tests.engine.conversation import said


def kept(words: str, claim: str) -> list[str]:
    """The facts that stay of a model's claim about these words."""
    reply = json.dumps({"facts": [{"quote": words.rstrip("."), "text": claim, "topic": "other"}]})
    return [fact.text for fact in vouched(reply, said(words)).facts]


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("I work with Anna.", "You are Anna."),
        ("I'm the aunt of Ben.", "You are Ben."),
        ("I met a nurse from Bremen.", "You are a nurse."),
        ("I live near Paris.", "You live in Paris."),
        ("I live next to Tom.", "You live with Tom."),
        ("I lived in Rome until 2014.", "You live in Rome."),
        ("I teach children with asthma.", "You have asthma."),
        ("Unlike my son Ben, I don't eat meat.", "Your son Ben doesn't eat meat."),
        ("Unlike my son Ben, I play chess.", "Your son Ben plays chess."),
        ("I play better chess than my son Ben.", "Your son Ben plays chess."),
    ],
)
def test_a_claim_that_your_words_do_not_mean_is_refused(words: str, claim: str) -> None:
    assert claim not in kept(words, claim)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("I live near Paris.", "You live near Paris."),
        ("I work as a nurse.", "You are a nurse."),
        ("I'm allergic to nuts.", "You are allergic to nuts."),
        ("My son Ben plays chess.", "Your son Ben plays chess."),
        ("I have asthma.", "You have asthma."),
        ("I've lived in Rome since school.", "You have lived in Rome since school."),
    ],
)
def test_a_claim_that_your_words_mean_is_kept(words: str, claim: str) -> None:
    assert kept(words, claim) == [claim]
