from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.benchmarks.ranker.talks import fill, lives, read

if TYPE_CHECKING:
    from pathlib import Path

    from memory import Memory

TALK = """
@kind diary
@people Nora
@tz Europe/Lisbon
== 2024-07-02 19:10
U: My kiln stands in Évora: under the fig tree. #kiln #where
C: Is it #1 of its kind?
== 2024-08-02 19:10
U: I moved the kiln to Faro. #where-now
U: And the wheel with it. #where-now

? update | Where is my kiln? | where-now | stale: where
? multi | What do I own? | kiln #where-now
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "nora.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_talk_is_read_as_it_is_written(tmp_path: Path) -> None:
    life = read(written(tmp_path, TALK))
    assert (life.name, life.kind, life.zone) == ("nora", "diary", ZoneInfo("Europe/Lisbon"))
    assert [said.text for said in life.said] == [
        "My kiln stands in Évora: under the fig tree.",
        "Is it #1 of its kind?",
        "I moved the kiln to Faro.",
        "And the wheel with it.",
    ]
    assert [said.author for said in life.said] == ["user", "companion", "user", "user"]
    assert [said.talk for said in life.said] == [1, 1, 2, 2]
    assert len({said.name for said in life.said}) == 4


def test_messages_follow_each_other_in_the_zone_of_the_life(tmp_path: Path) -> None:
    first, second, third, _ = (said.at for said in read(written(tmp_path, TALK)).said)
    assert first == datetime(2024, 7, 2, 19, 10, tzinfo=ZoneInfo("Europe/Lisbon"))
    assert first.utcoffset() == timedelta(hours=1)
    assert first < second < first + timedelta(minutes=5)
    assert (third.month, third.hour, third.minute) == (8, 19, 10)


def test_tags_name_what_answers_and_what_answered_once(tmp_path: Path) -> None:
    life = read(written(tmp_path, TALK))
    kiln, _, moved, wheel = (said.name for said in life.said)
    update, several = life.asked
    assert (update.kind, update.text) == ("update", "Where is my kiln?")
    assert (update.gold, update.stale) == ({moved, wheel}, {kiln})
    assert (several.gold, several.stale) == ({kiln, moved, wheel}, frozenset())


def test_two_friends_keep_their_names(tmp_path: Path) -> None:
    life = read(written(tmp_path, "@kind friends\n== 2024-01-01 09:00\nPriya: Hello.\nTom: Hi. #hi\n"))
    assert (life.kind, [said.author for said in life.said]) == ("friends", ["Priya", "Tom"])


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("This is a letter, and no talk.", ValueError),
        ("== 2024-01-01 09:00\nU: Hello.\nand good night", ValueError),
        ("== yesterday\nU: Hello.", ValueError),
        ("== 2024-01-01 09:00\nU: Hello.\n? single | Who?", ValueError),
        ("== 2024-01-01 09:00\nU: Hello. #here\n? single | Who? | there", KeyError),
        ("== 2024-01-01 09:00\nU: Hello. #here\n? update | Who? | here | stale: there", KeyError),
        ("@tz Atlantis/Capital", KeyError),
    ],
)
def test_what_is_no_talk_is_refused(tmp_path: Path, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(written(tmp_path, text))


def test_a_life_fills_a_memory(memory: Memory, tmp_path: Path) -> None:
    life = read(written(tmp_path, TALK))
    names = fill(memory, life)
    assert list(names.values()) == [said.name for said in life.said]
    assert len(memory.conversations()) == 2
    for ident, said in zip(names, life.said, strict=True):
        stored = memory.message(ident)
        assert (stored.author, stored.text, stored.at) == (said.author, said.text, said.at)
    assert memory.recall("Where is the kiln now?", k=3)[0].text == "I moved the kiln to Faro."


def test_there_are_lives_of_both_kinds_with_much_to_ask() -> None:
    shipped = lives()
    kinds = [life.kind for life in shipped]
    assert kinds.count("diary") >= 5
    assert kinds.count("friends") >= 8
    for life in shipped:
        assert len(life.said) >= 200
        assert len(life.asked) >= 90
        assert [said.at for said in life.said] == sorted(said.at for said in life.said)


def test_every_question_of_theirs_is_answered_by_something_that_was_said() -> None:
    for life in lives():
        there = {said.name for said in life.said}
        for asked in life.asked:
            assert asked.text
            assert asked.gold
            assert asked.gold | asked.stale <= there
            assert not asked.gold & asked.stale, asked.text
        assert len({asked.text for asked in life.asked}) == len(life.asked)


def test_what_changed_is_told_no_earlier_than_what_it_was() -> None:
    for life in lives():
        talk = {said.name: said.talk for said in life.said}
        for asked in life.asked:
            if asked.stale:
                newest = max(talk[name] for name in asked.gold)
                assert newest >= min(talk[name] for name in asked.stale), asked.text


def test_no_tag_is_left_in_what_is_said() -> None:
    assert not [said.text for life in lives() for said in life.said if " #" in said.text or not said.text]
