"""What each part of recall is worth: `python -m tests.benchmarks.ranker.study` prints tables.

Recall as it is, without one part at a time, and beside simple ways to look, by words alone and with vectors:
on the invented conversations, and on what is given from elsewhere (`given.py`).

    --locomo FILE    conversations of two friends, in LoCoMo's format
    --diary FILE     a person and her companion, in a diary's format
    --vectors FILE   keep the vectors there between runs (.npz)
    --to PAGE        write the tables into a page, between its two marks
"""

from __future__ import annotations

import argparse
import multiprocessing
import pickle
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from companion.wake import default_embedder
from tests.benchmarks.ranker import given, tables
from tests.benchmarks.ranker.examples import Kept
from tests.benchmarks.ranker.measures import Outcome, outcome
from tests.benchmarks.ranker.parts import EVERYTHING, FIRST_LOOK, MEANING, PARTS, WORDS
from tests.benchmarks.ranker.posing import Posed, joined, pose
from tests.benchmarks.ranker.talks import Life, lives
from tests.benchmarks.ranker.without import IDLE, OWN, outcomes

PROCESSES = 2
HEADS = {WORDS: "By words alone", MEANING: "With vectors"}
VECTORS, BARE, COSINE = "without the vectors", "full-text search alone", "the cosine alone"
BOTH = "these two, by reciprocal ranks"

Asked = list[tuple[str, Life]]  # lives with the group that they count in


def study(asked: Asked, embedder: Any | None, processes: int = PROCESSES) -> dict[str, tables.Rows]:
    """mode -> what was left out -> the outcomes. Without an embedder, by words alone."""
    modes: dict[str, Any] = {WORDS: None} | ({MEANING: embedder} if embedder else {})
    found: dict[str, dict[str, list[Outcome]]] = {mode: {} for mode in modes}
    simple: dict[str, list[Outcome]] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = {mode: Path(folder) / f"{mode}.pickle" for mode in modes}
        for mode, used in modes.items():
            posed = [one for group, life in asked for one in pose(life, group, used, idle=group in OWN)]
            simple |= _simple(posed, with_vectors=used is not None)
            paths[mode].write_bytes(pickle.dumps(posed, pickle.HIGHEST_PROTOCOL))
        work = [
            (mode, part) for mode in modes for part in (EVERYTHING, *PARTS, FIRST_LOOK) if mode in part.modes
        ]
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
            each = pool.map(outcomes, [part for _, part in work], [paths[mode] for mode, _ in work])
            for (mode, part), of_part in zip(work, each, strict=True):
                found[mode][part.name] = of_part
                print(f"{mode}: {part.name}", file=sys.stderr, flush=True)
    return _with_simple(found, simple)


def _simple(posed: list[Posed], *, with_vectors: bool) -> dict[str, list[Outcome]]:
    asked = [one for one in posed if one.kind != IDLE]
    if with_vectors:
        both = [outcome(one, joined((one.bare, one.cosine))) for one in asked]
        return {COSINE: [outcome(one, one.cosine) for one in asked], BOTH: both}
    return {BARE: [outcome(one, one.bare) for one in asked]}


def _with_simple(
    found: dict[str, dict[str, list[Outcome]]], simple: dict[str, list[Outcome]]
) -> dict[str, tables.Rows]:
    """With vectors, to leave them out is what is found by words alone; the simple ways go last."""
    whole = {mode: rows[EVERYTHING.name] for mode, rows in found.items()}
    rows: dict[str, tables.Rows] = {WORDS: found[WORDS] | {BARE: simple[BARE]}}
    if MEANING in found:
        first, *others = found[MEANING].items()
        rows[MEANING] = dict([first, (VECTORS, whole[WORDS]), *others]) | simple
    return rows


def page(rows: dict[str, tables.Rows]) -> str:
    """All tables."""
    parts = []
    for mode, of_mode in rows.items():
        groups = list(dict.fromkeys(one.group for one in next(iter(of_mode.values()))))
        elsewhere = [group for group in groups if group not in OWN]
        own = [group for group in groups if group in OWN]
        kinds = [tables.by_kind(of_mode, some) for some in (elsewhere, own) if some]
        parts += [f"### {HEADS[mode]}", tables.overall(of_mode), "R@10 by kind of question:", *kinds]
    return "\n\n".join(part.strip() for part in parts)


def asked_of(options: argparse.Namespace) -> Asked:
    """All lives: those from elsewhere first. Raises `OSError`, `ValueError` or `KeyError`."""
    own = [(OWN[life.kind == "diary"], life) for life in lives()]
    friends = [("LoCoMo", life) for life in given.locomo(options.locomo)] if options.locomo else []
    person = [("diary", given.diary(options.diary))] if options.diary else []
    return [*friends, *person, *own]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--locomo", type=Path, help="conversations in LoCoMo's format")
    parser.add_argument("--diary", type=Path, help="a diary, as given.py tells")
    parser.add_argument("--vectors", type=Path, help="where to keep the vectors between runs (.npz)")
    parser.add_argument("--to", type=Path, help="the page that the tables are written into")
    options = parser.parse_args()
    embedder = default_embedder()
    if embedder is None:
        print(
            "The embedding model is not there, so this is by words alone. Get it: "
            "companion models get all-minilm-l6-v2",
            file=sys.stderr,
        )
    kept = Kept(embedder, options.vectors) if embedder else None
    text = page(study(asked_of(options), kept))
    if kept:
        kept.keep()
    print(text)
    if options.to:
        tables.put(options.to, text)


if __name__ == "__main__":
    main()
