"""What you call her, and what you call others."""

from __future__ import annotations

import pytest

from companion.engine.growth.nicknames import nicknames
from tests.engine.growth.talks import talks


def test_a_name_that_greets_and_thanks_her() -> None:
    said = talks("Hi Sammy!", ("Rain again.", "Thanks, Sammy."), "Good morning Sammy, I'm up.")
    (seed,) = nicknames(said, {"samantha"})
    assert (seed.kind, seed.value, seed.evidence) == ("nickname", "Sammy", (1, 3, 4))


def test_a_name_that_is_coined_and_then_used() -> None:
    said = talks("I'll call you Sam.", "What do you think, Sam?", "Can you guess, Sam?")
    assert [seed.value for seed in nicknames(said, ())] == ["Sam"]


def test_a_name_at_the_end_alone_may_be_anything() -> None:
    said = "Have you heard of Ghent, Belgium?"
    assert list(nicknames(talks("Would you like Ghent, Belgium", said, said, said), ())) == []


@pytest.mark.parametrize(
    "said",
    [
        "Hi Samantha!",
        "Hi there!",
        "Hello again.",
        "Hi Love!",
        "Hey sunshine!",
        "Hi Piotr.",
        "I'll call you back.",
        "I'll call you Monday.",
        "Good morning everyone!",
        "Thanks Mum!",
        "Hi Sammy Davis fans!",
        "Hello World!",
        "I said: \u201cHi Rex!\u201d",
    ],
)
def test_what_is_no_nickname_of_hers(said: str) -> None:
    assert list(nicknames(talks(said, said, said, said), {"samantha", "piotr"})) == []


def test_twice_is_a_whim() -> None:
    assert list(nicknames(talks("Hi Sammy!", "Hi Sammy!", "Hi!"), ())) == []
    assert list(nicknames(talks(("Hi Sammy!", "Thanks Sammy!", "Bye Sammy!"), "Hi!", "Hi!"), ())) == []
