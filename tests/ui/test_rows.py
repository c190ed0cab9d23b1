"""Rows of the memory screen, read as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from textual.content import Content

from companion.ui import rows
from memory.records import Fact, Message, Summary

NOW = datetime(2026, 5, 5, 14, 2).astimezone()
THEN = NOW - timedelta(days=30)
HOME = Fact(3, "You live in Lisbon.", "home", "user", "I live in Lisbon", 0.9, NOW, THEN, sources=(4, 9))
DAY = Summary(7, "day", "You packed.", THEN, THEN, NOW, "extractive", period="2026-04-05", parts=(2, 3))
HOSTILE = "[bold red]loud[/] \x1b[31m\x07\u202e\nnext line"


def test_a_fact_is_a_line_as_wide_as_asked_with_its_date_at_the_end() -> None:
    row = rows.fact_row(HOME, 60, NOW).plain
    assert row.startswith("· You live in Lisbon.")
    assert row.endswith(" 5 Apr")
    assert len(row) == 60
    assert rows.fact_row(replace(HOME, pinned=True), 60, NOW).plain.startswith("★ ")


def test_what_does_not_hold_is_marked_and_says_until_when_it_did() -> None:
    over = replace(HOME, superseded_by=8, valid_to=NOW - timedelta(days=2))
    row = rows.fact_row(over, 60, NOW)
    assert row.plain.startswith("× You live")
    assert row.plain.endswith("until Sun 14:02")
    assert {span.style for span in row.spans} == {"$faint"}


def test_what_is_known_of_a_fact() -> None:
    assert rows.fact_about(HOME, NOW) == "f3  ·  home  ·  since 5 Apr  ·  from 2 messages  ·  90% sure"
    told = replace(HOME, sources=(), pinned=True, topic=None)
    assert rows.fact_about(told, NOW) == "f3  ·  since 5 Apr  ·  you told her so directly  ·  pinned"
    over = replace(HOME, superseded_by=8, valid_to=NOW, said_by="Caroline", sources=(1,), confidence=1.0)
    assert rows.fact_about(over, NOW) == (
        "f3  ·  home  ·  since 5 Apr until 14:02  ·  Caroline said so  ·  from 1 message"
    )


def test_a_note_says_what_time_it_is_about() -> None:
    heading, text = rows.note_row(DAY, 60, NOW).plain.splitlines()
    assert heading.rstrip() == "Sunday 5 April 2026  a day"
    assert text.rstrip() == "  You packed."
    assert rows.note_about(DAY) == "s7  ·  made of 2 notes  ·  your own sentences"
    talk = replace(DAY, level="conversation", parts=(), sources=(1,), method="qwen")
    assert rows.span_of(talk, NOW) == "Sunday 5 April 14:02"
    assert rows.note_about(talk) == "s7  ·  made of 1 message  ·  by qwen"


def test_a_quote_is_set_off_wherever_it_is() -> None:
    text = "So much happened, and then some more of it, but the thing is that I live in Lisbon now, you know."
    shown = rows.quote(text, "I live in Lisbon", 40)
    (span,) = shown.spans
    assert shown.plain[span.start : span.end] == "I live in Lisbon"
    assert shown.plain.startswith("…")
    assert rows.quote(text, "I live in Paris", 40).plain.startswith("So much happened")
    assert rows.quote(text, "", 40).spans == []


def test_a_message_says_who_and_when() -> None:
    said = Message(4, 1, None, "companion", "Near the river?", THEN)
    first, second = rows.said_row(said, "river", "Samantha", 50, NOW).plain.splitlines()
    assert first.rstrip() == "Near the river?"
    assert second.rstrip() == "  Samantha  ·  Sunday 5 April 14:02"


@pytest.mark.parametrize("width", [30, 56, 110])
def test_hostile_and_endless_texts_stay_within_their_cells(width: int) -> None:
    for text in (HOSTILE, HOSTILE * 500, "漢字" * 9000, "a" * 100_000):
        fact = replace(HOME, text=text, topic=text, said_by=text, quote=text)
        said = Message(4, 1, None, text, text, THEN)
        drawn = [
            rows.fact_row(fact, width, NOW),
            rows.note_row(replace(DAY, text=text, method=text), width, NOW),
            rows.said_row(said, "loud", "Samantha", width, NOW),
            rows.said_row(said, text, "Samantha", width, NOW, quoted=True),
        ]
        for line in (line for row in drawn for line in row.split("\n")):
            assert line.cell_length <= width
            assert not set(line.plain) & {"\x1b", "\x07", "\u202e"}
        assert len(rows.fact_about(fact, NOW)) < 200


def test_only_what_is_shown_of_a_text_is_looked_at() -> None:
    assert rows.glimpse("a" * 10**7, 20) == "a" * 19 + "…"
    assert rows.fitted(Content("short"), 8).plain == "short   "
