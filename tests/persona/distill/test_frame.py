"""A library's header and licence are not in the voice of the text between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.distill.frame import Framed, unframed

if TYPE_CHECKING:
    from companion.persona.distill.reading import Source


def test_the_frame_of_a_digital_library_goes_and_its_title_stays(lamp: Source) -> None:
    framed = unframed(lamp.text)
    assert (framed.title, framed.author) == ("The Keeper of the Lamp", "Ambrose Wick")
    assert framed.cut
    assert "Gutenberg" not in framed.text
    assert "trademark" not in framed.text
    assert framed.text.strip().startswith("THE KEEPER OF THE LAMP")
    assert framed.text.strip().endswith("that he is there.")


def test_newer_and_older_frames_are_known_as_well() -> None:
    newer = (
        "Title: Walks\n\n*** START OF THE PROJECT GUTENBERG EBOOK WALKS ***\n\nProduced by A. Volunteer\n"
        "and others\n\nI walk.\n\n*** END OF THE PROJECT GUTENBERG EBOOK WALKS ***\nTerms.\n"
    )
    assert unframed(newer) == Framed("I walk.\n", "Walks", "", cut=True)
    older = "Legal things.\n*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\nI walk.\n"
    assert unframed(older).text.strip() == "I walk."


def test_a_text_without_a_frame_is_left_alone() -> None:
    said = "Title: none of your business\n\nI walk at the end of the project, with Gutenberg in my hand."
    assert unframed(said) == Framed(said)


def test_a_banner_tells_title_and_author_where_nothing_else_does() -> None:
    old = "\n\nThe Project Gutenberg Etext of ON WALKS, by A. Wick\n\nI walk.\n\n"
    assert unframed(f"{old}*End of The Project Gutenberg Etext") == Framed(
        "\n\nI walk.\n", "ON WALKS", "A. Wick", cut=True
    )
    assert unframed("The Project Gutenberg EBook of Walks\n\nI walk.\n").title == "Walks"


def test_the_oldest_of_all_tell_of_themselves_first() -> None:
    oldest = (
        "\nThis is the May 1992 Project Gutenberg release of: \n \nOn Walks by A. Wick \n \nIntroduction\n\n"
        "It was typed on cards, On Walks was.\n\n\nON WALKS\n\nI walk.\n"
    )
    assert unframed(oldest) == Framed("\n\nI walk.\n", "On Walks", "A. Wick", cut=True)
