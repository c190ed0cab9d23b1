"""What a file is, is seen from its first bytes; one that can hold no card is named, with what to do."""

from __future__ import annotations

import pytest

from companion.persona.cards.card import CardError
from companion.persona.cards.reading import read
from tests.persona.cards import making


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"RIFF\x24\n\x00\x00WEBPVP8 ", "WebP"),
        (b"GIF89a\x01\x00", "GIF"),
    ],
)
def test_a_picture_that_can_hold_no_card_is_named(data: bytes, name: str) -> None:
    with pytest.raises(CardError, match=f"This is a {name}. A card in a picture is in a PNG, and only there"):
        read(data)


@pytest.mark.parametrize("container", ["json", "png", "charx"])
def test_the_kind_of_file_is_seen_whatever_it_is_called(container: str) -> None:
    value = making.v3()
    files = {
        "json": making.as_json(value),
        "png": making.picture(making.text_chunk(value, b"ccv3")),
        "charx": making.archive(value),
    }
    reading = read(files[container])
    assert (reading.container, reading.card.name, reading.notes) == (container, "Mira", ())


def test_a_picture_whose_better_card_is_broken_gives_the_other_and_says_so() -> None:
    reading = read(making.picture(making.text_chunk(b"{", b"ccv3"), making.text_chunk(making.v2())))
    assert reading.card.spec == "v2"
    assert reading.notes[0].startswith(
        "The picture's `ccv3` can't be read, so the other card in it was taken."
    )
