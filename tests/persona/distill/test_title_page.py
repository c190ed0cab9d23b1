"""A text that begins by saying what it is called is cited by that name."""

from __future__ import annotations

import pytest

from companion.persona.distill.reading import source
from companion.persona.distill.text import text_of
from companion.persona.distill.title_page import TitlePage, title_page

PROSE = "I have walked in this orchard every morning of my life, and I will not stop now.\n"


@pytest.mark.parametrize(
    ("text", "title", "author"),
    [
        ("PRIDE AND PLUMS\n\nBy Jane Wick\n\n\nChapter 1\n\n", "Pride and Plums", "Jane Wick"),
        ("PLUMS\nby\nJANE WICK (1803)\n\n", "Plums", "Jane Wick"),
        ("\n  Plums and Pears\n\n[1814]\n\nby Jane Wick\n\n", "Plums and Pears", "Jane Wick"),
        ("PLUMS\n\nJane Wick\n\nSECOND EDITION\n\nCHAPTER I\n\n", "Plums", ""),
        ("OF PLUMS\n\n", "Of Plums", ""),
    ],
)
def test_a_title_page_is_read(text: str, title: str, author: str) -> None:
    page = title_page(text + PROSE)
    assert page is not None
    assert (page.title, page.author) == (title, author)
    assert page.text.endswith(PROSE)
    assert title not in page.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROSE,
        "CHAPTER I\n\nOF PLUMS\n\n",
        "OF PLUMS\n\n" + PROSE + "\nOF PEARS\n\n",
        "XIV\n\n",
        "Dear Josie,\n\nby the time you read this I am home.\n\n",
        "3 May 1921\n\nby the sea\n\n",
        "The plums are in\nand the pears too.\n\n",
    ],
)
def test_what_only_looks_like_one_is_text(text: str) -> None:
    assert title_page(text + PROSE) is None


def test_nothing_of_the_text_goes_but_title_and_author() -> None:
    assert title_page(f"PLUMS\nby Jane Wick\n{PROSE}") == TitlePage("Plums", "Jane Wick", PROSE)


def test_a_text_is_called_what_its_frame_says_then_what_its_title_page_says() -> None:
    page = f"ON PLUMS\n\nby Jane Wick\n\n{PROSE}"
    plain = text_of(source("plums-7.txt", page.encode()))
    assert (plain.title, plain.author, plain.paragraphs[0].text) == ("On Plums", "Jane Wick", PROSE.strip())
    framed = f"Title: Plums\n\n*** START OF THE PROJECT GUTENBERG EBOOK PLUMS ***\n\n{page}"
    told = text_of(source("plums-7.txt", framed.encode()))
    assert (told.title, told.author, told.paragraphs[0].place) == ("Plums", "Jane Wick", "")
    assert text_of(source("plums-7.txt", PROSE.encode())).title == "plums 7"
