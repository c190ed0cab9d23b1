"""A card in an archive: its JSON is read, nothing is unpacked onto a disk, a bomb stays packed."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from companion.persona.cards import charx
from companion.persona.cards.card import CardError
from companion.persona.cards.reading import read
from tests.persona.cards import making
from tests.persona.cards.making import archive

PORTRAIT = "assets/icon/images/mira.png"


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("before", [b"", b"\xff\xd8\xff\xe0 a picture "])
def test_a_card_in_an_archive_is_read(method: int, before: bytes) -> None:
    reading = read(before + archive(making.v3(), method, **{PORTRAIT: b"png"}))
    assert (reading.card.name, reading.container) == ("Mira", "charx")


def test_assets_go_along_into_a_new_archive() -> None:
    old = archive(making.v3(), **{PORTRAIT: b"png", "risu.json": b"{}"})
    assert files(charx.packed(b"{}", old)) == {"card.json": b"{}", PORTRAIT: b"png", "risu.json": b"{}"}
    assert charx.packed(b"{}", old) == charx.packed(b"{}", old)
    assert files(charx.packed(b"{}")) == {"card.json": b"{}"}


def encrypted() -> bytes:
    data = bytearray(archive(making.v3()))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def too_many_files() -> bytes:
    return archive(making.v3(), zipfile.ZIP_STORED, **{f"assets/{'x' * 200}{n}": b"" for n in range(4200)})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (archive(None), "no card.json"),
        (archive(None, **{"sub/card.json": b"{}"}), "no card.json"),
        (archive(making.v3())[:-30], "cut off"),
        (b"PK\x03\x04 and no more", "cut off"),
        (archive(making.v3()).replace(b"PK\x01\x02", b"PK\x09\x09"), "damaged"),
        (encrypted(), "encrypted"),
        (archive(making.v3(), zipfile.ZIP_LZMA), "packed in a way"),
        (archive(making.v3(), zipfile.ZIP_BZIP2), "packed in a way"),
        (archive(making.v3(), **{"../../.bashrc": b"x"}), "points outside of it: ../../.bashrc"),
        (archive(making.v3(), **{"/etc/passwd": b"x"}), "points outside"),
        (archive(making.v3(), **{"a\\..\\b": b"x"}), "points outside"),
        (archive(making.v3(), **{"C:/x": b"x"}), "points outside"),
        (archive(b" " * 5_000_000), "too large unpacked; 4 MB"),
        (archive(making.v3(), **{"a.bin": b"\0" * 3_000_000}), "a bomb"),
        (archive(making.v3(), **{"a.bin": b"\0" * 30_000_000}), "too large unpacked; 20 MB"),
        (too_many_files(), "too many files"),
        (archive(b"[1]"), "no card in this JSON"),
    ],
)
def test_a_bad_archive_is_told_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(CardError) as caught:
        read(data)
    assert said in str(caught.value)


def test_a_member_that_lies_about_its_size_is_found_out() -> None:
    data = bytearray(archive(b" " * 5_000_000 + making.as_json(making.v3())))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    with pytest.raises(CardError):
        read(bytes(data))
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
