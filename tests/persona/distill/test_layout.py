"""Paragraphs with their places, whatever way a text was typed."""

from __future__ import annotations

from companion.persona.distill.layout import Paragraph, paragraphs


def lines(text: str, *, markdown: bool = False) -> list[tuple[str, str, int]]:
    return [(one.text, one.place, one.number) for one in paragraphs(text, markdown=markdown)]


def test_wrapped_lines_are_joined_and_paragraphs_counted() -> None:
    text = (
        "CHAPTER I\n\nThe well is\ndeep and half-\nforgotten.\n\nNobody\ndrinks.\n\n\nCHAPTER II\n\nRain.\n"
    )
    assert lines(text) == [
        ("The well is deep and half-forgotten.", "Chapter I", 1),
        ("Nobody drinks.", "Chapter I", 2),
        ("Rain.", "Chapter II", 1),
    ]


def test_a_book_stands_above_its_chapters() -> None:
    text = "BOOK ONE\n\nCHAPTER I\n\nWell.\n\nBOOK TWO\n\nBread.\n"
    assert lines(text) == [("Well.", "Book One, Chapter I", 1), ("Bread.", "Book Two", 1)]


def test_a_title_may_stand_under_its_number() -> None:
    text = "CHAPTER I\n\n      Down the Well\n\n  It is\ndeep.\n\nCHAPTER II\n\nNobody drinks.\n"
    assert lines(text) == [
        ("It is deep.", "Chapter I. Down the Well", 1),
        ("Nobody drinks.", "Chapter II", 1),
    ]
    assert lines("LETTER I\n\nDear Josie\n\nHome.\n") == [
        ("Dear Josie", "Letter I", 1),
        ("Home.", "Letter I", 2),
    ]


def test_a_song_within_a_chapter_does_not_end_it() -> None:
    text = "CHAPTER I\n\nWe sang.\n\nCHORUS\n\nWow!\n\nCHAPTER II\n\nRain.\n"
    assert [place for _, place, _ in lines(text)] == ["Chapter I", "Chapter I, Chorus", "Chapter II"]


def test_a_letter_within_a_chapter_does_not_end_it() -> None:
    text = 'CHAPTER VII\n\nShe read:\n\n"MY DEAREST LIZZY,--\n\n"I am unwell."\n'
    assert {place for _, place, _ in lines(text)} == {"Chapter VII"}


def test_lines_that_were_never_wrapped_are_paragraphs_of_their_own() -> None:
    long = "The well is deep, and " * 10 + "dark."
    assert [text for text, _, _ in lines(f"{long}\nShort one.\n{long}\n")] == [long, "Short one.", long]


def test_a_line_that_stands_further_in_begins_a_paragraph() -> None:
    assert [text for text, _, _ in lines("The well\nis deep.\n    Nobody\ndrinks.\n")] == [
        "The well is deep.",
        "Nobody drinks.",
    ]


def test_a_date_above_a_salutation_is_a_letters_and_another_one_a_diarys() -> None:
    text = "Galway, 3 May 1921\nDear Josie,\nThe goat is back.\n\n4 May 1921\n\nRain. Wrote to Josie.\n"
    assert lines(text) == [
        ("Dear Josie, The goat is back.", "Letter of 3 May 1921", 1),
        ("Rain. Wrote to Josie.", "4 May 1921", 1),
    ]


def test_a_date_under_a_letter_is_no_new_place() -> None:
    assert lines("Dear Josie,\nCome home.\n3 May 1921\n") == [("Dear Josie, Come home. 3 May 1921", "", 1)]


def test_a_table_of_contents_is_no_text() -> None:
    contents = "CHAPTER I. Wells\nCHAPTER II. Bread\n\nOf wells ..... 3\nOf bread ..... 19\n\n"
    assert lines(f"{contents}CHAPTER I. Wells\n\nDeep.\n") == [("Deep.", "Chapter I. Wells", 1)]


def test_marks_go_and_words_stay() -> None:
    text = (
        "# On bread\n\nIt is *very* good[1] with [butter](http://example.org/b), _I_ say, <b>always</b>.\n\n"
        "![a loaf](loaf.png)\n\n```\nnot = 'prose'\n```\n\n> Quoted\n> bread.\n\n- one\n\n---\n\n"
        "Snake_case_stays.\n"
    )
    assert [text for text, _, _ in lines(text, markdown=True)] == [
        "It is very good with butter, I say, always.",
        "Quoted bread.",
        "one",
        "Snake_case_stays.",
    ]


def test_nothing_in_a_text_is_a_placeholder() -> None:
    (one,) = paragraphs("Hello {{user}}, I am {name} and <USER> is 3 < 4.", markdown=False)
    assert one == Paragraph("Hello ((user)), I am (name) and is 3 ( 4.", "", 1)


def test_nothing_comes_of_nothing() -> None:
    assert paragraphs("", markdown=False) == []
    assert paragraphs("\n\n * * *\n\n", markdown=False) == []
