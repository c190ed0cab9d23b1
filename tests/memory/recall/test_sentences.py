from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.recall.sentences import MOST, TOO_SHORT, sentences


def test_a_text_of_several_sentences_has_each_of_them_the_longest_first() -> None:
    told = "We walked along the shore. Did you see the herons there, by the way? It rained all day!"
    assert sentences(told) == [
        "Did you see the herons there, by the way?",
        "We walked along the shore.",
        "It rained all day!",
    ]


@pytest.mark.parametrize(
    "told",
    [
        "",
        "  ",
        "Herons.",
        "We walked along the shore.",
        "We walked along the shore",
        "Version 3.11 of the e.g.",
    ],
)
def test_a_text_of_one_sentence_has_none_besides(told: str) -> None:
    assert sentences(told) == []


def test_what_is_too_short_to_say_anything_is_no_sentence() -> None:
    assert sentences("Oh no! Really? We walked along the shore.") == []
    short, long = "x" * (TOO_SHORT - 1) + ".", "y" * TOO_SHORT + "."
    assert sentences(f"{short} {long} It rained all day.") == ["It rained all day.", long]


def test_what_a_picture_shows_stands_by_itself() -> None:
    told = "Look at this one [photo: a heron on a jetty. It is grey]"
    assert sentences(told) == ["[photo: a heron on a jetty.", "Look at this one"]


def test_of_many_the_longest_are_taken() -> None:
    told = " ".join(f"Number {n} is {'very ' * n}long." for n in range(20))
    assert [found.split()[1] for found in sentences(told)] == ["19", "18", "17", "16", "15", "14"]
    assert len(sentences(told)) == MOST


@given(st.text(alphabet=st.sampled_from("ab.!? \n\t[photo:\u2028\0\ud800")))
def test_whatever_the_text_sentences_are_pieces_of_it(told: str) -> None:
    found = sentences(told)
    assert len(found) in range(MOST + 1)
    assert len(found) != 1
    assert all(one in told and len(one) > TOO_SHORT and one == one.strip() for one in found)
    assert sum(map(len, found)) <= len(told)


@pytest.mark.parametrize(
    "piece",
    [" ", ".", ". ", ".\n", "a. ", "[photo:", "[photo", ". [photo: ", "\u3000x", "A sentence of it. "],
)
def test_a_text_that_means_ill_takes_no_longer_than_another(piece: str) -> None:
    begun = time.process_time()
    sentences(piece * 300_000)
    assert time.process_time() - begun < 2
