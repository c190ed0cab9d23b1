"""What commands print: safe for a terminal, whole for a program, aligned for people."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.cli.ids import LARGEST, number
from companion.cli.output import amount, columns, lossless, pieces, plain, table
from companion.safety.sanitize import sanitize


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.lists(st.text())))
def test_a_lossless_line_reads_back_the_same_and_steers_nothing(row: dict[str, object]) -> None:
    line = lossless(row)
    assert json.loads(line) == row
    assert sanitize(line) == line
    assert "\n" not in line


def test_json_knows_records_instants_and_paths() -> None:
    value = {"at": datetime(2026, 5, 1, tzinfo=UTC), "path": Path("/a/\x1b[2J"), "rows": ({1},)}
    assert plain(value) == {"at": "2026-05-01T00:00:00+00:00", "path": "/a/[2J", "rows": [[1]]}


def test_amounts_are_in_english() -> None:
    assert amount(1, "message") == "1 message"
    assert amount(0, "summary") == "0 summaries"
    assert amount(1200, "piece of work", "pieces of work") == "1,200 pieces of work"


def test_a_table_is_aligned_by_columns_of_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    table([("m1", "日本", "one\nline"), ("m22", "e\u0301", "two"), ("", "", "")])
    assert capsys.readouterr().out == "m1   日本  one line\nm22  e\u0301     two\n\n"
    table([])
    assert capsys.readouterr().out == ""


def test_wide_letters_take_two_columns() -> None:
    assert (columns("ab"), columns("日本"), columns("e\u0301")) == (2, 4, 1)


def test_a_word_that_is_too_long_for_a_line_is_broken() -> None:
    assert list(pieces("a bb cccc", 3)) == ["a", " bb", " ", "c", "c", "c", "c"]


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        ("7", 7),
        ("007", 7),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), None),
        ("²", None),
        ("٣", None),
        ("", None),
    ],
)
def test_ids_are_what_the_store_can_count_to(digits: str, found: int | None) -> None:
    assert number(digits) == found
