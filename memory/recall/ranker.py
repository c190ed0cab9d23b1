"""The small learned ranker: from features to how likely a candidate is to answer the question.

One hidden layer beside a linear one; its numbers are in `ranker.json`, one set for memories with vectors and
one for those without. They were learned from invented conversations with `python -m tests.benchmarks.ranker
train`, which is also where the conversations are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from memory.recall.columns import Column
    from memory.recall.features import Features

FARTHEST = 6.0  # standard deviations: a feature beyond what was seen counts as this far


@dataclass(frozen=True, slots=True)
class Ranker:
    """`features` names the inputs, in order; `linear` (features), `hidden` (features, units), `bias` and
    `out` (units) are the weights for inputs that are brought to mean 0 and deviation 1.
    """

    features: tuple[str, ...]
    mean: Any
    deviation: Any
    linear: Any
    hidden: Any
    bias: Any
    out: Any
    offset: float

    def logits(self, told: Features) -> Column:
        """The log-odds that each candidate answers the question."""
        inputs = np.stack([told[name] for name in self.features], axis=1)
        inputs = np.clip((inputs - self.mean) / self.deviation, -FARTHEST, FARTHEST)
        hidden = np.tanh(inputs @ self.hidden + self.bias)
        return inputs @ self.linear + hidden @ self.out + self.offset


@lru_cache(1)
def _shipped() -> dict[str, Ranker]:
    stored = json.loads(files("memory.recall").joinpath("ranker.json").read_text("utf-8"))
    return {name: from_dict(values) for name, values in stored.items()}


def from_dict(values: dict[str, Any]) -> Ranker:
    """A ranker from what `ranker.json` keeps of it."""
    names, offset = tuple(values["features"]), float(values["offset"])
    arrays = {
        name: np.array(values[name], float)
        for name in ("mean", "deviation", "linear", "hidden", "bias", "out")
    }
    return Ranker(names, **arrays, offset=offset)


def ranker(*, meaning: bool) -> Ranker:
    """The one for memories with vectors, or without."""
    return _shipped()["meaning" if meaning else "words"]
