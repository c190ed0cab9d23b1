from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from memory.recall import candidates
from memory.recall.candidates import MOST_BY_TIME, best
from memory.recall.postings import Postings, Rarity, newest, rarity
from memory.recall.question import read

if TYPE_CHECKING:
    from collections.abc import Collection

    from memory import Memory
    from memory.recall.candidates import Candidate
    from tests.memory.recall.letters import Talk

MAY = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)
ASKED = Rarity(("boat", "name"), (9, 90), (3.0, 1.0))
BOAT, NAME, BOTH = 0b01, 0b10, 0b11


def rare(memory: Memory, text: str, now: datetime = MAY) -> tuple[Rarity, list[list[int]]]:
    terms = read(text, now).terms
    rows = newest(memory.store, "message", terms)
    return rarity(int(memory.store.value("SELECT ifnull(max(id), 0) FROM message")), terms, rows), rows


def messages(
    memory: Memory,
    text: str,
    *,
    now: datetime = MAY,
    nearest: Collection[int] = (),
    left_out: frozenset[int] = frozenset(),
    nearby: bool = True,
) -> dict[int, Candidate]:
    asked, rows = rare(memory, text, now)
    question = read(text, now)
    found = candidates.messages(memory.store, asked, rows, question, nearest, left_out, nearby=nearby)
    assert len({c.id for c in found}) == len(found)
    return {c.id: c for c in found}


def facts(memory: Memory, text: str, now: datetime | None = MAY) -> dict[int, Candidate]:
    return {c.id: c for c in candidates.facts(memory.store, rare(memory, text)[0], (), now)}


def test_rows_that_say_more_are_better_and_the_newer_among_equals() -> None:
    held = Postings({1: NAME, 2: BOAT, 3: BOTH, 4: BOAT}, {})
    assert best(ASKED, held, 10) == [3, 4, 2, 1]
    assert best(ASKED, held, 2) == [3, 4]
    assert best(ASKED, held, 2, {3}) == [4, 2]


def test_a_related_word_is_better_than_none_and_worse_than_the_word() -> None:
    held = Postings({1: BOAT, 3: NAME}, {2: BOAT, 1: BOAT, 3: NAME, 4: NAME})
    assert best(ASKED, held, 10) == [1, 2, 3, 4]


def test_what_holds_a_word_comes_with_what_stands_beside_it(memory: Memory, talk: Talk) -> None:
    around = ("user: One.", "companion: Two."), ("companion: Four.", "user: Five.", "companion: Six.")
    said = talk(*around[0], "user: The canoe.", *around[1])
    found = messages(memory, "canoe")
    assert {said[1].id, said[2].id, said[3].id} <= found.keys() <= {message.id for message in said[:5]}
    assert found[said[2].id].mask == 1
    assert found[said[1].id].mask == 0
    assert found[said[2].id].parent == said[1].id


def test_every_branch_after_it_comes_along(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: The canoe.")
    answers = [
        memory.append(said.conversation, author="companion", text=text, at=MAY, parent=said.id).id
        for text in ("Which?", "Whose?")
    ]
    assert messages(memory, "canoe").keys() == {said.id, *answers}


def test_a_related_word_is_marked_apart(memory: Memory, talk: Talk) -> None:
    (dog,) = talk("user: The dog barks.")
    (found,) = messages(memory, "pet").values()
    assert (found.id, found.mask, found.related) == (dog.id, 0, 1)
    assert messages(memory, "pet", nearby=False) == {}


def test_what_is_near_in_meaning_needs_no_words(memory: Memory, talk: Talk) -> None:
    said = talk("user: One.", "user: Two.", "user: Three.", "user: Four.", "user: Five.")
    assert messages(memory, "canoe") == {}
    found = messages(memory, "canoe", nearest=[said[0].id])
    assert {said[0].id, said[1].id} <= found.keys() <= {message.id for message in said[:3]}


def test_what_is_left_out_is_no_neighbour_either(memory: Memory, talk: Talk) -> None:
    said = talk("user: The canoe.", "companion: Green?", "user: Red.")
    found = messages(memory, "canoe", left_out=frozenset({said[1].id}))
    assert said[0].id in found
    assert said[1].id not in found
    assert messages(memory, "canoe", nearest=[said[0].id], left_out=frozenset(m.id for m in said)) == {}


def test_what_says_nothing_or_is_not_finished_is_left_out(memory: Memory, talk: Talk) -> None:
    said = talk("user: The canoe.", "companion:   ")
    memory.append(said[0].conversation, author="companion", text="The ca", at=MAY, status="streaming")
    assert messages(memory, "canoe").keys() == {said[0].id}


@pytest.mark.parametrize(
    "text", ["What did I do yesterday?", "What did I do on 5 May 2024?", "on 5 May?", "on May 5th"]
)
def test_a_narrow_time_is_looked_for_without_words(memory: Memory, talk: Talk, text: str) -> None:
    (then,) = talk("user: Entry.", at=MAY - timedelta(days=1))
    talk("user: Another.", at=MAY - timedelta(days=9))
    talk("user: Another.", at=MAY)
    assert messages(memory, text).keys() == {then.id}


def test_a_day_of_every_year_is_looked_for_in_each(memory: Memory, talk: Talk) -> None:
    feasts = [
        talk("user: We sang.", at=datetime(year, 12, 31, 20, 0, tzinfo=UTC))[0].id
        for year in (2020, 2021, 2022)
    ]
    talk("user: A quiet day.", at=MAY)
    assert messages(memory, "What did we do on New Year's Eve?").keys() == set(feasts)


def test_a_wide_time_is_not_looked_for_by_itself(memory: Memory, talk: Talk) -> None:
    talk("user: Entry.", at=MAY)
    assert messages(memory, "What did I do in 2024?") == {}
    assert messages(memory, "What did I do in May?") == {}


def test_days_are_counted_in_the_zone_of_now(memory: Memory, talk: Talk) -> None:
    (late,) = talk("user: Entry.", at=datetime(2024, 5, 5, 23, 30, tzinfo=UTC))
    in_helsinki = datetime(2024, 5, 6, 20, 0, tzinfo=timezone(timedelta(hours=3)))
    assert messages(memory, "What did I do today?", now=in_helsinki).keys() == {late.id}
    assert messages(memory, "What did I do today?", now=MAY) == {}


def test_of_a_day_with_much_to_say_only_so_much_is_read(memory: Memory, talk: Talk) -> None:
    said = talk(*["user: Entry."] * (MOST_BY_TIME + 60), at=MAY - timedelta(days=1))
    found = messages(memory, "What did I do yesterday?")
    assert MOST_BY_TIME <= len(found) <= MOST_BY_TIME + 3
    assert said[-1].id in found


def test_a_fact_says_whether_it_holds(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: I live in Turku.")
    old = memory.learn("Lives in Turku.", said_by="user", at=MAY, sources=[said.id])
    new = memory.learn("Lives in Oulu.", said_by="user", at=MAY, supersedes=old.id)
    over = memory.learn("Lives in a tent.", said_by="user", at=MAY, valid_to=MAY + timedelta(days=3))
    later = MAY + timedelta(days=9)
    assert {i: c.outdated for i, c in facts(memory, "lives", later).items()} == {
        old.id: True,
        new.id: False,
        over.id: True,
    }
    assert not facts(memory, "lives", MAY)[over.id].outdated
    assert not facts(memory, "lives", None)[over.id].outdated


def test_a_fact_is_of_the_conversation_in_which_it_was_said(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: I keep bees.")
    sourced = memory.learn("Keeps bees.", said_by="user", at=MAY, sources=[said.id])
    told = memory.learn("Likes bees.", said_by="user", at=MAY)
    found = facts(memory, "bees")
    assert (found[sourced.id].sources, found[sourced.id].conversation) == ((said.id,), said.conversation)
    assert (found[told.id].sources, found[told.id].conversation) == ((), None)


def test_facts_are_found_by_meaning_too(memory: Memory, talk: Talk) -> None:
    talk("user: Hello.")
    fact = memory.learn("Keeps bees.", said_by="user", at=MAY)
    found = candidates.facts(memory.store, rare(memory, "wasps")[0], [fact.id], MAY)
    assert [c.id for c in found] == [fact.id]
    assert candidates.summaries(memory.store, rare(memory, "wasps")[0], [fact.id]) == []


def test_of_a_summary_that_was_written_again_only_the_last_is_found(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: I keep bees.")
    talk("user: Hello.", at=MAY + timedelta(hours=1))  # began with the first summary, which is kept for it
    first, second = (
        memory.summarise(
            "conversation",
            text,
            start=MAY,
            end=MAY,
            sources=[said.id],
            method="extractive",
            at=at,
            conversation=said.conversation,
        )
        for text, at in (("You spoke of bees.", MAY), ("You spoke of your bees.", MAY + timedelta(days=1)))
    )
    (found,) = candidates.summaries(memory.store, rare(memory, "bees")[0], [first.id, second.id])
    assert (found.kind, found.id, found.text) == ("summary", second.id, "You spoke of your bees.")
    assert (found.sources, found.author, found.mask) == ((said.id,), None, 1)
