"""A card in a picture: wherever its text is, and in whatever way the picture is broken."""

from __future__ import annotations

import base64
import json
import struct
import zlib

import pytest

from companion.persona.cards import png
from companion.persona.cards.card import CardError
from companion.persona.cards.reading import read
from tests.persona.cards import making
from tests.persona.cards.making import chunk, picture, text_chunk


@pytest.mark.parametrize("keyword", [b"chara", b"ccv3", b"Chara"])
@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt"])
def test_every_kind_of_text_chunk_is_read(kind: bytes, keyword: bytes) -> None:
    reading = read(picture(text_chunk(making.v3(), keyword, kind)))
    assert (reading.card.name, reading.card.spec, reading.container) == ("Mira", "v3", "png")
    assert reading.notes == ()


def test_international_text_may_be_plain() -> None:
    body = b"chara\0\0\0\0\0" + base64.b64encode(making.as_json(making.v2()))
    assert read(picture(chunk(b"iTXt", body))).card.spec == "v2"


def test_the_newer_of_two_cards_is_the_card() -> None:
    older, newer = text_chunk(making.v2(name="Old")), text_chunk(making.v3(name="New"), b"ccv3")
    for chunks in ((older, newer), (newer, older)):
        assert read(picture(*chunks)).card.name == "New"


def test_where_the_newer_is_broken_the_older_is_taken_with_a_word() -> None:
    broken = text_chunk(b'{"spec": "chara_card_v3"', b"ccv3")
    reading = read(picture(broken, text_chunk(making.v2())))
    assert reading.card.name == "Mira"
    assert "`ccv3` can't be read" in reading.notes[0]


@pytest.mark.parametrize("encoded", [b"%s", b" %s\n"])
def test_careless_base64_is_read(encoded: bytes) -> None:
    text = base64.b64encode(making.as_json(making.v1())).rstrip(b"=")
    folded = b"\n".join(text[at : at + 76] for at in range(0, len(text), 76))
    assert read(picture(chunk(b"tEXt", b"chara\0" + encoded % folded))).card.name == "Mira"


def test_json_without_base64_is_read() -> None:
    given = making.v1(description="Two  spaces stay.")
    card = read(picture(chunk(b"tEXt", b"chara\0" + making.as_json(given)))).card
    assert card.description == "Two  spaces stay."


def bomb() -> bytes:
    return zlib.compress(b"A" * 50_000_000, 9)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (picture(), "no card in it"),
        (picture(chunk(b"tEXt", b"Comment\0hello")), "no card in it"),
        (picture(text_chunk(making.v2()))[:200], "cut off"),
        (png.SIGNATURE, "cut off"),
        (png.SIGNATURE + b"\xff\xff\xff\xffIHDR", "cut off"),
        (png.SIGNATURE + struct.pack(">I", 2**31) + b"tEXtchara\0", "cut off"),
        (picture(chunk(b"tEXt", b"chara\0" + base64.b64encode(b"{}"), checksum=1)), "its checksum is wrong"),
        (picture(chunk(b"tEXt", b"chara\0!!!")), "not base64"),
        (picture(chunk(b"tEXt", b"chara\0")), "empty"),
        (picture(chunk(b"tEXt", b"chara")), "empty"),
        (picture(text_chunk(b"not json")), "does not begin as JSON does"),
        (picture(text_chunk({"a": 1})), "no card in this JSON"),
        (picture(chunk(b"zTXt", b"chara\0\0rubbish")), "can't be decompressed"),
        (picture(chunk(b"zTXt", b"chara\0\0" + bomb())), "too large when it is decompressed"),
        (picture(chunk(b"iTXt", b"chara\0\1\0\0\0" + bomb())), "too large when it is decompressed"),
        (picture(chunk(b"tEXt", b"chara\0" + b"A" * 6_000_000)), "too large"),
        (picture(chunk(b"iTXt", b"chara\0")), "empty"),
        (png.SIGNATURE + chunk(b"teST", b"") * 20_001, "too many parts"),
    ],
)
def test_a_broken_picture_is_told_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(CardError) as caught:
        read(data)
    assert said in str(caught.value)


def test_a_card_before_the_cut_is_still_a_card() -> None:
    whole = picture(text_chunk(making.v2()))
    assert read(whole[:-5]).card.name == "Mira"


def test_a_card_is_put_into_a_picture_instead_of_the_one_there() -> None:
    comment = chunk(b"tEXt", b"Comment\0kept")
    before = picture(comment, text_chunk(making.v2(name="Old")), text_chunk(making.v3(name="Old"), b"ccv3"))
    after = png.embedded(before, {"ccv3": making.as_json(making.v3(name="New"))})
    assert [one.kind for one in png.chunks(after)] == [b"IHDR", b"IDAT", b"tEXt", b"tEXt", b"IEND"]
    assert comment in after
    assert read(after).card.name == "New"
    assert json.loads(dict(png.cards(after))["ccv3"])["data"]["name"] == "New"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (b"GIF89a", "not a PNG"),
        (png.plain()[:60], "cut off"),
        (png.SIGNATURE, "cut off"),
    ],
)
def test_a_picture_that_is_none_takes_no_card(image: bytes, said: str) -> None:
    with pytest.raises(CardError, match=said):
        png.embedded(image, {"chara": b"{}"})


def test_the_plain_picture_is_a_picture() -> None:
    header, rows, end = png.chunks(png.plain())
    width, height, depth, colour = struct.unpack(">IIBB", bytes(header.data[:10]))
    assert (width, height, depth, colour) == (256, 256, 8, 0)
    assert len(zlib.decompress(rows.data)) == height * (width + 1)
    assert (end.kind, len(end.data)) == (b"IEND", 0)
    assert len(png.plain()) < 1000
