from __future__ import annotations

import json
import math
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pytest

from memory.recall.features import glance, look
from memory.recall.postings import Rarity
from memory.recall.question import read
from memory.recall.ranker import FARTHEST, Ranker, from_dict, ranker
from tests.memory.recall.letters import alike
from tests.memory.recall.test_score import ASKED, BOAT, NOBODY, NOW, message

if TYPE_CHECKING:
    from memory.recall.candidates import Candidate

SMALL = {
    "features": ["near", "said"],
    "mean": [1.0, 0.0],
    "deviation": [2.0, 1.0],
    "linear": [0.5, -1.0],
    "hidden": [[1.0], [0.0]],
    "bias": [0.25],
    "out": [3.0],
    "offset": -2,
}


def test_a_ranker_does_what_its_numbers_say() -> None:
    told = {"said": np.array([0.0, 1.0]), "near": np.array([1.0, 3.0]), "of no use": np.array([9.0, 9.0])}
    first = 3 * math.tanh(0.25) - 2
    second = 0.5 - 1 + 3 * math.tanh(1.25) - 2
    assert from_dict(SMALL).logits(told).tolist() == pytest.approx([first, second])


def test_what_lies_beyond_all_that_was_seen_counts_as_the_farthest() -> None:
    of = from_dict(SMALL)
    far, farther = ({"near": np.array([1 + 2 * n]), "said": np.zeros(1)} for n in (FARTHEST, 1000.0))
    assert of.logits(far) == of.logits(farther)


def test_a_feature_that_is_lacking_is_no_zero() -> None:
    with pytest.raises(KeyError, match="said"):
        from_dict(SMALL).logits({"near": np.zeros(1)})


@pytest.mark.parametrize("meaning", [True, False])
def test_the_numbers_that_are_shipped_fit_each_other(meaning: bool) -> None:
    of = ranker(meaning=meaning)
    inputs, units = len(of.features), len(of.bias)
    assert len(set(of.features)) == inputs > 10
    assert of.mean.shape == of.deviation.shape == of.linear.shape == (inputs,)
    assert of.hidden.shape == (inputs, units)
    assert of.bias.shape == of.out.shape == (units,)
    assert units > 0
    assert (of.deviation > 0).all()
    assert all(np.isfinite(part).all() for part in _numbers(of))


def _numbers(of: Ranker) -> list[object]:
    return [of.mean, of.deviation, of.linear, of.hidden, of.bias, of.out, of.offset]


@pytest.mark.parametrize("meaning", [True, False])
def test_it_goes_by_nothing_that_is_not_told(meaning: bool) -> None:
    near = {("message", 1): 0.4} if meaning else {}
    question, found = read("boat", NOW), [message(1, BOAT), message(2)]
    _, told = glance(question, ASKED, NOBODY, found, alike(near))
    close = look(question, told, np.arange(2), found, alike(near))
    assert set(ranker(meaning=meaning).features) <= close.keys()
    assert ("cosine" in ranker(meaning=meaning).features) == meaning
    assert ranker(meaning=meaning).logits(close).shape == (2,)


def test_without_vectors_nothing_of_meaning_is_asked_for() -> None:
    question = read("", NOW)
    _, told = glance(question, Rarity((), (), ()), NOBODY, [message(1)], {})
    assert set(ranker(meaning=False).features) <= look(question, told, np.arange(1), [message(1)], {}).keys()


def test_an_instant_is_no_feature() -> None:
    for meaning in (True, False):
        assert not {"days", "first"} & set(ranker(meaning=meaning).features)


def test_the_file_holds_two_sets_and_stays_small() -> None:
    path = files("memory.recall").joinpath("ranker.json")
    stored = path.read_text("utf-8")
    assert json.loads(stored).keys() == {"words", "meaning"}
    assert len(stored) < 1_000_000
    assert ranker(meaning=True) is ranker(meaning=True)


def test_the_one_that_answers_is_likelier_than_the_one_that_does_not() -> None:
    def likely(candidate: Candidate, *, meaning: bool) -> float:
        near = {("message", 1): 0.7 if candidate.mask else 0.05} if meaning else {}
        question, found = read("boat", NOW), [candidate, message(2, 0, "Hello there.")]
        _, told = glance(question, ASKED, NOBODY, found, alike(near))
        close = look(question, told, np.arange(2), found, alike(near))
        return float(ranker(meaning=meaning).logits(close)[0])

    for meaning in (True, False):
        assert likely(message(1, BOAT), meaning=meaning) > likely(message(1), meaning=meaning) + 1
