"""What you love to talk about, and what is only said with joy."""

from __future__ import annotations

import pytest

from companion.engine.growth.topics import topics
from tests.engine.growth.talks import talks

HERONS = (
    "I love the herons at the pond.",
    "The herons were wonderful today.",
    "I saw a heron.",
    "My favourite birds are the herons.",
    "I can't get enough of those herons!",
)


def test_a_topic_that_comes_with_delight_again_and_again() -> None:
    (seed,) = topics(talks(*HERONS), ())
    assert (seed.kind, seed.value, seed.evidence) == ("topic", "herons", (1, 2, 4, 5))


def test_four_times_in_all_or_all_in_a_week_is_not_enough() -> None:
    assert list(topics(talks(*HERONS[:3], HERONS[4]), ())) == []
    talk = talks(*HERONS)
    same_day = [[message] for conversation in talk[:1] * 5 for message in conversation]
    assert list(topics(same_day, ())) == []


@pytest.mark.parametrize(
    "said",
    [
        "I don't love the herons.",
        "Do you love the herons?",
        "The herons are on the pond.",
        "I love the weekend.",
        "I love my mother.",
        "I love Piotr.",
        "I love the gin at the bar.",
        "I love my diet.",
    ],
)
def test_what_is_no_topic(said: str) -> None:
    assert list(topics(talks(*[said] * 6), {"piotr"})) == []


def test_what_the_author_keeps_her_from_is_left_alone() -> None:
    assert list(topics(talks(*HERONS), (), ["heron hunting"])) == []
