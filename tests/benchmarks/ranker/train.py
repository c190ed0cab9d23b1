"""Teaches the ranker: `python -m tests.benchmarks.ranker.train` writes `memory/recall/ranker.json`.

The features of candidates are what is learned from (`examples.py`). The loss is that of a list (softmax over
the candidates, gold against all others) plus, for one scale over all questions, that of each candidate by
itself; small talk, to which nothing said before is an answer, counts in the latter alone. Eight nets with
other beginnings are joined into one.

    --vectors FILE   keep the vectors there between runs
    --held-out       leave each life out once and report recall on it; nothing is written
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from companion.wake import default_embedder
from memory.recall import ranker
from tests.benchmarks.ranker.examples import Example, Kept, examples
from tests.benchmarks.ranker.talks import lives

UNITS, NETS, EPOCHS, BATCH = 12, 8, 15, 16
RATE, DECAY, ALONE = 3e-3, 1e-2, 0.3
RANKER = Path("memory/recall/ranker.json")


def learn(names: list[str], taught: list[Example], joined: int = NETS) -> dict[str, Any]:
    """The ranker's numbers, as `ranker.json` keeps them; of so many nets `joined`."""
    everything = np.concatenate([one.inputs for one in taught])
    mean, deviation = everything.mean(axis=0), everything.std(axis=0) + 1e-6
    scaled = [
        (np.clip((one.inputs - mean) / deviation, -ranker.FARTHEST, ranker.FARTHEST), one.gold)
        for one in taught
    ]
    nets = [_net(scaled, seed) for seed in range(joined)]
    return {
        "features": names,
        "mean": _round(mean),
        "deviation": _round(deviation),
        "linear": _round(sum(net["linear"] for net in nets) / joined),
        "hidden": _round(np.concatenate([net["hidden"] for net in nets], axis=1)),
        "bias": _round(np.concatenate([net["bias"] for net in nets])),
        "out": _round(np.concatenate([net["out"] for net in nets]) / joined),
        "offset": round(float(sum(net["offset"][0] for net in nets)) / joined, 4),
    }


def _round(values: Any) -> Any:
    return np.round(values, 4).tolist()


def _net(scaled: list[tuple[Any, Any]], seed: int) -> dict[str, Any]:
    """One net, by Adam with a rate that falls as a cosine."""
    dice = np.random.default_rng(seed)
    size = scaled[0][0].shape[1]
    net = {
        "linear": dice.normal(0, 0.05, size),
        "hidden": dice.normal(0, size**-0.5, (size, UNITS)),
        "bias": np.zeros(UNITS),
        "out": dice.normal(0, 0.1, UNITS),
        "offset": np.full(1, -3.0),
    }
    first = {name: np.zeros_like(value) for name, value in net.items()}
    second = {name: np.zeros_like(value) for name, value in net.items()}
    step = 0
    for epoch in range(EPOCHS):
        rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))
        order = dice.permutation(len(scaled))
        for start in range(0, len(order), BATCH):
            batch = [scaled[place] for place in order[start : start + BATCH]]
            slopes = [_slope(net, *one) for one in batch]
            step += 1
            for name in net:
                slope = sum(one[name] for one in slopes) / len(batch) + DECAY * net[name] * (name != "offset")
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.999 * second[name] + 0.001 * slope**2
                moved = first[name] / (1 - 0.9**step)
                net[name] -= rate * moved / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
    return net


def _slope(net: dict[str, Any], inputs: Any, gold: Any) -> dict[str, Any]:
    """The gradient of the loss of one question."""
    hidden = np.tanh(inputs @ net["hidden"] + net["bias"])
    scores = inputs @ net["linear"] + hidden @ net["out"]
    alone = 1 / (1 + np.exp(-(scores + net["offset"][0]))) - gold
    wrong = ALONE * alone / 4
    if gold.sum():
        shares = np.exp(scores - scores.max())
        wrong = wrong + shares / shares.sum() - gold / gold.sum()
    back = np.outer(wrong, net["out"]) * (1 - hidden**2)
    return {
        "linear": inputs.T @ wrong,
        "hidden": inputs.T @ back,
        "bias": back.sum(axis=0),
        "out": hidden.T @ wrong,
        "offset": np.array([(ALONE * alone / 4).sum()]),
    }


def recall_at(net: dict[str, Any], names: list[str], asked: list[Example], most: int) -> float:
    """Recall in percent: of `multi` and of two people the share of what is gold, else whether any is."""
    of = ranker.from_dict(net)
    found = []
    for one in asked:
        if not one.count:
            continue
        order = np.argsort(-of.logits(dict(zip(names, one.inputs.T, strict=True))), kind="stable")
        hits = one.gold[order[:most]].sum()
        whole = one.kind == "multi" or one.life.startswith("friends")
        found.append(hits / one.count if whole else float(hits > 0))
    return 100 * float(np.mean(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--vectors", type=Path, help="where to keep the vectors between runs (.npz)")
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    embedder = default_embedder()
    if embedder is None:
        raise SystemExit("The embedding model is not there. Get it: companion models get all-minilm-l6-v2")
    kept = Kept(embedder, options.vectors)
    learned = {}
    for name, used in (("words", None), ("meaning", kept)):
        names: list[str] = []
        taught: list[Example] = []
        for life in lives():
            names, of_life = examples(life, used)
            taught += of_life
        kept.keep()
        if options.held_out:
            _report(name, names, taught)
        else:
            learned[name] = learn(names, taught)
            print(f"{name}: {len(taught)} questions, {len(names)} features")
    if learned:
        RANKER.write_text(json.dumps(learned, separators=(",", ":")) + "\n", "utf-8")


def _report(name: str, names: list[str], taught: list[Example]) -> None:
    for life in sorted({one.life for one in taught}):
        net = learn(names, [one for one in taught if one.life != life])
        asked = [one for one in taught if one.life == life]
        at_5, at_10 = (recall_at(net, names, asked, most) for most in (5, 10))
        print(f"{name:8} {life:12} R@5 {at_5:5.1f}  R@10 {at_10:5.1f}", flush=True)


if __name__ == "__main__":
    main()
