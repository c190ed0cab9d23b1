"""Whatever a model, a file or an import says, the terminal gets text and nothing else."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.safety.sanitize import one_line, sanitize

ANY_TEXT = st.text(st.characters())  # lone surrogates too
HOSTILE_TEXT = st.lists(
    st.sampled_from(
        [
            "\x1b[31m",
            "\x1b]0;title\x07",
            "\x9b2J",
            "\r",
            "\r\n",
            "\n",
            "\t",
            "\x00",
            "\x08",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u200d",
            "️",
            "\ufeff",
            "\U000e0041",
            "�",
            "\u2028",
            "\x85",
            "a",
            "é",
            "👩",
            "[b]",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("\x1b]0;a new title\x07hello", "]0;a new titlehello"),
        ("\x1b[2J\x1b[1;1Hgone", "[2J[1;1Hgone"),
        ("\x9b31mred", "31mred"),
        ("the price is 10\rthe price is 99", "the price is 10the price is 99"),
        ("one\r\ntwo", "one\ntwo"),
        ("safe\x08\x08\x08\x08evil", "safeevil"),
        ("a\x00b\x7fc", "abc"),
        ("invoice\u202egnp.exe\u202c", "invoicegnp.exe"),
        ("\u2066x\u2069 \u200ey\u200f \u061cz", "x y z"),
        ("pass\u200bword\u2060\ufeff", "password"),
        ("hello\U000e006f\U000e0062\U000e0065\U000e0079", "hello"),
        ("😀\U000e0148\U000e0155", "😀"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("first\u2028second\u2029third\x85fourth\x0bfifth", "first\nsecond\nthird\nfourth\nfifth"),
    ],
)
def test_what_could_steer_a_terminal_or_hide_is_gone(said: str, shown: str) -> None:
    assert sanitize(said) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain words,\n\ttwo lines",
        "Zoë, naïve — “quoted” … 日本語 العربية ไทย हिन्दी",
        "👩\u200d💻 and ❤\ufe0f stay whole",
        "[bold]markup[/bold] and `code` are only text",
        "e\u0301 is two code points",
        "\ue0b0 is a glyph of someone's font",
    ],
)
def test_honest_text_is_left_alone(text: str) -> None:
    assert sanitize(text) == text


@given(ANY_TEXT | HOSTILE_TEXT)
def test_nothing_unsafe_is_left_of_any_text(text: str) -> None:
    shown = sanitize(text)
    kept = {"\n", "\t", "\u200d", "\ufe0f"}
    odd = {c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}} - kept
    assert not odd
    shown.encode("utf-8")  # can be written anywhere
    invisible = {
        "\u00ad",
        "\u061c",
        "\u200b",
        "\u200c",
        "\u200e",
        "\u200f",
        "\ufeff",
        *map(chr, range(0x2028, 0x202F)),
    }
    assert not invisible & set(shown)
    assert not any(0x2060 <= ord(c) <= 0x206F or 0xE0000 <= ord(c) <= 0xE0FFF for c in shown)


@given(ANY_TEXT | HOSTILE_TEXT, ANY_TEXT | HOSTILE_TEXT)
def test_a_stream_can_be_filtered_piece_by_piece(start: str, rest: str) -> None:
    assert sanitize(start) + sanitize(rest) == sanitize(start + rest)


@given(ANY_TEXT | HOSTILE_TEXT)
def test_filtering_twice_changes_nothing(text: str) -> None:
    assert sanitize(sanitize(text)) == sanitize(text)


@given(ANY_TEXT | HOSTILE_TEXT, st.integers(1, 20))
def test_one_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


def test_a_title_is_cut_where_a_reader_can_see_it() -> None:
    assert one_line("A walk\nto the\tsea  and back") == "A walk to the sea and back"
    assert one_line("A walk to the sea", 10) == "A walk to…"
    assert one_line("short", 10) == "short"
    assert one_line("👩\u200d💻👩\u200d💻", 3) == "👩…"


def test_a_megabyte_is_filtered_in_a_moment() -> None:
    began = time.process_time()
    sanitize("An honest sentence of ordinary length, and then one more. " * 18_000)
    assert time.process_time() - began < 0.5
