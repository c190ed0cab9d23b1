from __future__ import annotations

from importlib.resources import files
from time import perf_counter

import pytest

from memory.recall.related import related
from memory.recall.words import STOP_WORDS

LINES = [
    line.split() for line in files("memory.recall").joinpath("related.txt").read_text("utf-8").splitlines()
]
NEAR = {word: rest for word, *rest in LINES}


@pytest.mark.parametrize(
    ("asked", "said"),
    [("pet", "dog"), ("doctor", "physician"), ("car", "vehicle"), ("mother", "mom"), ("illness", "disease")],
)
def test_what_is_near_in_meaning_is_related(asked: str, said: str) -> None:
    assert said in related(asked)


def test_words_of_one_family_share_what_is_near() -> None:
    assert related("dogs") == related("dog") != ()


def test_what_has_nothing_to_do_with_it_is_not_related() -> None:
    assert not {"dog", "cat", "horse"} & set(related("mortgage"))
    assert "train" not in related("bread")


@pytest.mark.parametrize(
    "word", ["", " ", "=", "\n", "dog cat", "dog\ncat", "Dog", "zzyzx", "hündin", "\x00", "7", "d" * 10_000]
)
def test_an_unknown_word_has_none(word: str) -> None:
    assert related(word) == ()


def test_the_lines_are_sorted_and_each_word_has_one() -> None:
    heads = [line[0] for line in LINES]
    assert len(heads) > 10_000
    assert heads == sorted(set(heads))


def test_every_reference_leads_to_a_line_with_words() -> None:
    references = {word: rest[1:] for word, rest in NEAR.items() if rest[0] == "="}
    assert references
    assert all(len(to) == 1 and NEAR.get(to[0], ["="])[0] != "=" for to in references.values())


def test_no_word_is_near_itself_or_named_twice() -> None:
    for word, near in NEAR.items():
        assert near
        assert word not in near
        assert len(near) == len(set(near))


def test_every_word_can_be_looked_for_as_it_stands() -> None:
    of_all = {word for word, near in NEAR.items() for word in (word, *near)} - {"="}
    assert all(word.isascii() and word.isalpha() and word.islower() for word in of_all)
    assert not of_all & STOP_WORDS


def test_what_is_near_is_known_itself() -> None:
    named = {word for near in NEAR.values() if near[0] != "=" for word in near}
    assert len(named - NEAR.keys()) < len(named) / 50


def test_looking_up_takes_no_time_to_speak_of() -> None:
    related("dog")
    start = perf_counter()
    for n in range(100):
        related(f"unheard{n}")
    assert (perf_counter() - start) / 100 < 0.01
