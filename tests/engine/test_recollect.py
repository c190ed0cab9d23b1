"""What was recalled, as lines: dated, in your words, understandable, and nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime

from companion.engine.recollect import LONGEST, MOST, lines, worth_telling
from memory.records import Message, Recollection

MONDAY = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)


def message(number: int, author: str, text: str) -> Message:
    return Message(number, 1, number - 1 or None, author, text, MONDAY)


def found(number: int, author: str, text: str, *beside: Message, score: float = 1.0) -> Recollection:
    return Recollection("message", number, text, MONDAY, score, author, None, (number,), 1, beside)


def test_your_words_are_quoted_with_their_day_and_your_name() -> None:
    one = found(4, "user", "I keep the spare key in the blue tin by the door.")
    assert lines([one], set(), "Ann", UTC) == (
        "- Monday 4 May 2026, Ann said “I keep the spare key in the blue tin by the door.”",
    )
    assert "they said" in lines([one], set(), None, UTC)[0]


def test_a_short_answer_comes_with_what_it_answers_and_a_long_one_alone() -> None:
    asked, next_up = message(3, "companion", "Where is the key?"), message(5, "companion", "Good place.")
    short = lines([found(4, "user", "In the tin.", asked, next_up)], set(), "Ann", UTC)[0]
    assert short.index("you said “Where is the key?”") < short.index("Ann said “In the tin.”")
    assert "Good place" not in short
    long = lines(
        [found(4, "user", "It is in the blue tin that stands by the door.", asked)], set(), "Ann", UTC
    )
    assert "Where is the key?" not in long[0]


def test_her_own_words_come_with_what_they_answer() -> None:
    asked = message(3, "user", "What was the name of that long book about whales that you liked?")
    told = lines(
        [found(4, "companion", "Moby-Dick, and do not skip the boring chapters.", asked)], set(), "Ann", UTC
    )
    assert "whales" in told[0]


def test_what_the_prompt_has_already_is_not_said_again() -> None:
    key = found(4, "user", "I keep the spare key in the blue tin by the door.")
    assert lines([key, key], set(), None, UTC) == lines([key], set(), None, UTC)
    assert lines([key], {4}, None, UTC) == ()


def test_facts_and_summaries_are_lines_of_their_own() -> None:
    fact = Recollection("fact", 1, "Your cat is\ncalled Miso.", MONDAY, 1.0, "user", None, (2,))
    assert lines([fact], set(), None, UTC) == ("- Monday 4 May 2026: Your cat is called Miso.",)


def test_a_long_utterance_is_cut() -> None:
    told = lines([found(1, "user", "word " * 500)], set(), None, UTC)[0]
    assert len(told) < LONGEST + 60
    assert told.endswith("…”")


def test_only_the_best_are_worth_telling() -> None:
    many = [found(i, "user", f"Thing {i}.", score=1.0 - i / 20) for i in range(1, 9)]
    assert [one.id for one in worth_telling(many)] == [1, 2, 3, 4][:MOST]
    assert worth_telling([found(1, "user", "a", score=1.0), found(2, "user", "b", score=0.2)]) == (
        found(1, "user", "a", score=1.0),
    )
    assert worth_telling([]) == ()
