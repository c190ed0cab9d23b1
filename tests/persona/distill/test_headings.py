"""Which lines say where in a text one is."""

from __future__ import annotations

import pytest

from companion.persona.distill.headings import heading, opens_letter


def said(line: str, *, markdown: bool = False, alone: bool = True) -> str | None:
    found = heading(line, markdown=markdown, alone=alone)
    return found.text if found else None


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("CHAPTER IV. THE WELL", "Chapter IV. The Well"),
        ("Chapter 12", "Chapter 12"),
        ("BOOK THE SECOND", "Book the Second"),
        ("Letter XII.", "Letter XII"),
        ("XIV", "XIV"),
        ("III. Of Friendship", "III. Of Friendship"),
        ("OF THE LOVE OF MONEY", "Of the Love of Money"),
        ("*PREFACE*", "Preface"),
        ("WHO ARE THE USERS?", "Who Are the Users?"),
        ("SESSION IV-A", "Session IV-A"),
        ("3 May 1921", "3 May 1921"),
        ("May 3rd, 1921.", "3 May 1921"),
        ("Vienna, the 3rd of May 1921", "3 May 1921"),
        ("1921-05-03", "1921-05-03"),
    ],
)
def test_a_line_that_says_where_one_is(line: str, text: str) -> None:
    assert said(line) == text


@pytest.mark.parametrize(
    "line",
    [
        "Part of it was lost.",
        "Letter by letter he read.",
        "I went home on 3 May 1921 and slept.",
        "I.B.M. and A.T. were no friends of mine, and said so very often",
        "No!",
        '"MY DEAREST LIZZY,--',
        "MY DEAR FRIEND,",
        '"EDW. GARDINER."',
        "“ELLIOT OF KELLYNCH HALL”",
        "AMIENS  |",
        "(LC STAFF)",
        "A",
        "",
        "Chapter and verse are what I ask of you, and what you never have had to give to me",
    ],
)
def test_a_line_that_says_something_else(line: str) -> None:
    assert said(line) is None


def test_a_heading_has_its_paragraph_for_itself_but_a_date_need_not() -> None:
    assert said("CHAPTER I", alone=False) is None
    assert said("Dublin, 3 May 1921", alone=False) == "3 May 1921"


def test_capitals_alone_stand_under_a_chapter_and_above_a_number() -> None:
    lines = ("BOOK I", "CHAPTER I", "CHORUS", "II", "3 May 1921")
    assert [found.level for line in lines if (found := heading(line, markdown=False, alone=True))] == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_a_number_without_a_title_is_bare() -> None:
    for line, bare in (("CHAPTER I.", True), ("Chapter I. The Well", False), ("THE WELL", False)):
        found = heading(line, markdown=False, alone=True)
        assert found is not None
        assert found.bare is bare


def test_markdown_says_how_deep() -> None:
    found = heading("### On bread ###", markdown=True, alone=False)
    assert found is not None
    assert (found.text, found.level, found.dated) == ("On bread", 3, False)
    assert said("# On bread") is None


@pytest.mark.parametrize("text", ["Dear Josie,", "My dear friend", "Dearest,", "My own dear girl"])
def test_a_salutation_opens_a_letter(text: str) -> None:
    assert opens_letter(text)


def test_other_words_open_none() -> None:
    assert not opens_letter("It was dear to me.")
    assert not opens_letter("Deary me!")
