"""The study of recall: it reads what is given, leaves a part out, measures what is found, and prints it."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from memory.records import COMPANION, USER
from tests.benchmarks.filling import Dice
from tests.benchmarks.ranker import given, tables
from tests.benchmarks.ranker.measures import Outcome, certain, outcome, percent
from tests.benchmarks.ranker.parts import EVERYTHING, MEANING, PARTS, WORDS
from tests.benchmarks.ranker.posing import Posed, joined, pose
from tests.benchmarks.ranker.study import BARE, BOTH, COSINE, VECTORS, page, study
from tests.benchmarks.ranker.talks import Life, read
from tests.benchmarks.ranker.without import folds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DIARY = """
@kind diary
@people Ada
@tz Europe/Lisbon
== 2024-03-02 19:10
U: I have moved into a flat by the harbour in Porto. #porto
C: And how is the harbour at night?
U: Loud. Gulls everywhere. #gulls
== 2024-06-11 08:30
U: My dog Biscuit ate a whole lemon cake. #cake
C: Poor Biscuit.
== 2024-09-20 21:00
U: Porto is over, I live in Braga now, in a house with a garden. #braga
C: A garden for Biscuit.
U: Yes!
? update | Where do I live? | braga | stale: porto
? single | What did Biscuit eat? | cake
? multi | Which towns have I lived in? | porto braga
? paraphrase | Which pet keeps me awake? | gulls
"""
FRIENDS = """
@kind friends
@people Maya, Tobias
== 2024-01-05 10:00
Maya: I started pottery classes on Monday, my first bowl is crooked. #pottery
Tobias: Crooked bowls are the best. I bought a cello! #cello
== 2024-02-09 10:00
Tobias: The cello teacher is strict, but I like her. #cello
Maya: Mine gave me glaze for free.
? single | When did Maya start pottery? | pottery
? multi | What do we know of Tobias and the cello? | cello
"""


@pytest.fixture
def ada(tmp_path: Path) -> Life:
    return life(tmp_path / "diary_1.txt", DIARY)


@pytest.fixture
def maya(tmp_path: Path) -> Life:
    return life(tmp_path / "friends_1.txt", FRIENDS)


def life(path: Path, text: str) -> Life:
    path.write_text(text, "utf-8")
    return read(path)


def again(of: Life, name: str) -> Life:
    return Life(name, of.kind, of.zone, of.said, of.asked)


def test_each_part_is_left_out_of_two_lives(ada: Life, maya: Life, tmp_path: Path) -> None:
    asked = [("diary", again(ada, "given")), ("friends", maya), ("friends", again(maya, "friends_2"))]
    rows = study([*asked, ("diaries", ada), ("diaries", again(ada, "diary_2"))], Dice())
    for mode, simple in ((WORDS, {BARE}), (MEANING, {BARE, COSINE, BOTH, VECTORS})):
        of_mode = [part.name for part in PARTS if mode in part.modes]
        assert rows[mode].keys() == {"everything", "the first look alone", *of_mode, *simple}
        assert {len(found) for found in rows[mode].values()} == {4 + 2 + 2 + 4 + 4}
    assert rows[MEANING][VECTORS] == rows[WORDS]["everything"]
    plain = [one for one in rows[WORDS]["everything"] if one.kind == "single"]
    assert {one.r10 for one in plain} == {1.0}

    here = tmp_path / "recall.md"
    here.write_text(f"# Recall\n\n{tables.BEGIN}\nold\n{tables.END}\n\nThe end.\n", "utf-8")
    tables.put(here, page(rows))
    written = here.read_text("utf-8")
    assert written.startswith(f"# Recall\n\n{tables.BEGIN}\n### By words alone\n\n|  | diary R@5 |")
    assert written.endswith(f"|\n{tables.END}\n\nThe end.\n")
    assert "\n| without the neighbours | " in written
    assert "R@10 by kind of question:\n\n|  | diary update | diary single | diary multi | " in written
    assert "\n|  | friends single | friends multi | diaries update | " in written
    assert "old" not in written


def test_a_page_without_a_place_for_tables_is_left_alone(tmp_path: Path) -> None:
    here = tmp_path / "recall.md"
    here.write_text("# Recall\n", "utf-8")
    with pytest.raises(ValueError, match="has no place for tables"):
        tables.put(here, "| |")
    assert here.read_text("utf-8") == "# Recall\n"


def one(of: Life, text: str, embedder: object = None) -> Posed:
    (found,) = (
        posed
        for posed, asked in zip(pose(of, "diary", embedder, idle=False), of.asked, strict=True)
        if asked.text == text
    )
    return found


def test_what_is_left_out_is_not_known(ada: Life) -> None:
    case = one(ada, "What did Biscuit eat?", Dice()).case
    left = {part.name: part.without(case) for part in PARTS}
    assert EVERYTHING.without(case) == case
    assert {c.author for c in case.candidates} == {USER, COMPANION}
    assert {c.author for c in left["without the author"].candidates} == {None}
    assert left["without the author"].authors == frozenset()
    assert {c.conversation for c in left["without the conversation"].candidates} == {None}
    assert {c.parent for c in left["without the neighbours"].candidates} == {None}
    assert all(near.whole == near.sentence for near in left["without sentences"].closeness.values())
    now = one(ada, "Where do I live?").case
    (sort,) = (part for part in PARTS if part.name == "without what sort of question it is")
    assert now.question.kind.now
    assert not sort.without(now).question.kind.now


def test_what_was_found_in_one_way_alone_is_gone_without_it(ada: Life) -> None:
    case = one(ada, "What did Biscuit eat?").case
    left = {part.name: {c.text for c in part.without(case).candidates} for part in PARTS}
    beside = "Yes!"  # follows the words about Biscuit's garden
    assert beside in left["without the time"]
    assert beside not in left["without the neighbours"]
    assert "Poor Biscuit." in left["without the neighbours"]


def test_related_words_find_nothing_without_them(ada: Life) -> None:
    (related,) = (part for part in PARTS if part.name == "without related words")
    case = one(ada, "Which pet keeps me awake?").case
    assert "My dog Biscuit ate a whole lemon cake." in {c.text for c in case.candidates if c.related}
    assert related.without(case).candidates == []


def test_features_are_dropped_by_what_they_tell() -> None:
    kept = {part.name: part for part in PARTS}
    since, sentence = kept["without what was said since"], kept["without what sort of sentence it is"]
    assert not any(map(since.keeps, ("recent_now", "newer_before", "change_now", "long_past_now")))
    assert all(map(since.keeps, ("soft_before", "near_before", "words_before", "text_change")))
    assert not any(map(sentence.keeps, ("text_change", "when_times", "name_names")))
    assert sentence.keeps("recent_now")


def test_names_are_left_as_they_are_asked(maya: Life) -> None:
    class Heard(Dice):
        asked: list[str] = []  # noqa: RUF012

        def embed(self, texts: Sequence[str], query: bool = False) -> Any:
            self.asked += texts if query else []
            return super().embed(texts, query)

    pose(maya, "friends", Heard(), idle=False)
    assert "When did I start pottery?" in Heard.asked
    assert "When did Maya start pottery?" in Heard.asked


def test_simple_look_ups_find_the_plain_cases(ada: Life) -> None:
    found = one(ada, "What did Biscuit eat?", Dice())
    (cake,) = found.gold
    assert found.bare[0] != cake  # "What" and "did" count as much there, and shorter texts for more
    assert cake in found.bare
    assert len(found.cosine) == len(ada.said)


def test_rankings_are_joined_by_reciprocal_ranks() -> None:
    assert joined(((1, 2, 3), (3, 2, 9))) == (3, 2, 1, 9)
    assert joined(((), (5, 4))) == (5, 4)


def test_a_ranking_is_measured(ada: Life) -> None:
    asked = one(ada, "Where do I live?")
    (braga,), (porto,) = asked.gold, asked.stale
    assert outcome(asked, [99, braga, porto]) == ("diary", "update", 1.0, 1.0, 0.5, 1.0)
    assert outcome(asked, [porto, braga]).newest == 0.0
    assert outcome(asked, [97, 98]) == ("diary", "update", 0.0, 0.0, 0.0, 0.0)
    far = outcome(asked, [*range(100, 107), braga])
    assert (far.r5, far.r10, far.mrr) == (0.0, 1.0, 1 / 8)
    towns = one(ada, "Which towns have I lived in?")
    assert outcome(towns, [porto]).r5 == 0.5
    assert math.isnan(outcome(towns, [porto]).newest)


def test_chance_is_no_difference() -> None:
    def those(values: list[float]) -> list[Outcome]:
        return [Outcome("diary", "single", 0.0, value, 0.0, math.nan) for value in values]

    dice = np.random.default_rng(1)
    some = those(dice.integers(0, 2, 400).tolist())
    assert not certain(some, those(dice.integers(0, 2, 400).tolist()), "r10")
    assert certain(some, those([1.0] * 400), "r10")
    assert not certain(some, some, "newest")
    assert percent(some, "newest") is None


def test_every_invented_life_is_left_out_once(ada: Life) -> None:
    posed = [
        posed
        for group, names in (("diaries", "abcdef"), ("LoCoMo", "x"))
        for name in names
        for posed in pose(again(ada, name), group, None, idle=True)
    ]
    assert folds(posed) == {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "f": 0, "x": None}
    assert {asked.kind for asked in posed} == {"update", "single", "multi", "paraphrase", "idle"}


def test_conversations_of_two_friends_are_read(tmp_path: Path) -> None:
    talk = {
        "speaker_a": "Ann",
        "session_2": [{"speaker": "Bo", "dia_id": "D2:1", "text": "Look!", "blip_caption": "a red kite"}],
        "session_2_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [{"speaker": "Ann", "dia_id": "D1:1", "text": "Hello."}],
        "session_1_date_time": "12:05 am on 7 May, 2023",
        "session_3_date_time": "12:05 am on 9 May, 2023",
    }
    qa = [
        {"question": "What did Bo show?", "evidence": ["D2:01; D9:4"], "category": 4},
        {"question": "Who sang?", "evidence": ["D1:1"], "category": 5},
        {"question": "Why?", "evidence": [], "category": 1},
    ]
    path = tmp_path / "talks.json"
    path.write_text(json.dumps([{"sample_id": "conv-1", "conversation": talk, "qa": qa}]), "utf-8")
    (read_,) = given.locomo(path)
    assert [(said.talk, said.author, said.text) for said in read_.said] == [
        (1, "Ann", "Hello."),
        (2, "Bo", "Look! [photo: a red kite]"),
    ]
    assert read_.said[0].at.isoformat() == "2023-05-07T00:05:00+00:00"
    assert [(asked.kind, asked.gold) for asked in read_.asked] == [("single", {"D2:1"})]


def test_a_diary_is_read(tmp_path: Path) -> None:
    told = {"id": "c1:1", "author": "user", "at": "2025-02-03T19:12:00", "text": "I live in Oslo."}
    asked = [
        {"q": "Where do I live?", "gold": ["c1:1"], "cat": "update", "stale": ["c0:1"]},
        {"q": "Who am I?", "gold": [], "cat": "single"},
    ]
    path = tmp_path / "one.json"
    whole = {"tz": "Europe/Oslo", "conversations": [{"messages": [told]}], "questions": asked}
    path.write_text(json.dumps(whole), "utf-8")
    found = given.diary(path)
    assert found.said[0].at.isoformat() == "2025-02-03T19:12:00+01:00"
    assert [(one.text, one.gold, one.stale) for one in found.asked] == [
        ("Where do I live?", {"c1:1"}, {"c0:1"})
    ]
