"""Words of hers that you laugh at again and again."""

from __future__ import annotations

from companion.engine.growth.jokes import jokes, phrases
from tests.engine.growth.talks import talks

HERS = ("Another sock is gone.", "> It has joined the sock republic.")


def test_a_phrase_of_hers_that_you_took_up_laughing() -> None:
    said = talks(
        HERS,
        "Haha, the sock republic has a new citizen!",
        "lol, two more for the sock republic",
        "Greetings from the sock republic.",
    )
    (seed,) = jokes(said, ())
    assert (seed.kind, seed.value, seed.evidence) == ("joke", "sock republic", (3, 4, 5))


def test_what_you_said_first_is_not_hers() -> None:
    said = talks("The sock republic!", HERS, "Haha, the sock republic!", "lol, sock republic")
    assert list(jokes(said, ())) == []
    assert list(jokes(said[0:1] * 3, ())) == []


def test_without_laughter_it_is_a_subject() -> None:
    said = talks(("Work.", "> Your job interview?"), *["The job interview is near."] * 4)
    assert list(jokes(said, ())) == []


def test_a_person_is_no_joke() -> None:
    lines = ["Haha, Piotr Nowak again."] * 4
    said = talks(("Who?", "> Piotr Nowak, perhaps."), *lines)
    assert [seed.value for seed in jokes(said, ())] == ["piotr nowak"]
    assert list(jokes(said, {"piotr"})) == []


def test_the_longest_of_the_phrases_counts_once() -> None:
    line = "Haha, the emergency biscuit drawer is empty."
    said = talks(("Hungry.", "> Have you tried the emergency biscuit drawer?"), line, line, line)
    assert [seed.value for seed in jokes(said, ())] == ["emergency biscuit drawer"]


def test_a_joke_s_words_say_something() -> None:
    assert list(phrases("the end of the day")) == []
    assert list(phrases("A toast to the toaster ghost!")) == [
        "toast to the toaster",
        "toast to the toaster ghost",
        "toaster ghost",
    ]
