"""A card as a file: its JSON, a picture for old and new programs, an archive with its assets."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from companion.persona.cards import beside, png
from companion.persona.cards.card import Card, CardError
from companion.persona.cards.packing import Source, packed
from companion.persona.cards.reading import MAX_FILE, read
from tests.persona.cards import making

if TYPE_CHECKING:
    from pathlib import Path

PORTRAIT = "assets/icon/images/mira.png"


@pytest.fixture
def mira() -> Card:
    return read(making.as_json(making.v3(character_book=making.book(making.entry())))).card


@pytest.mark.parametrize("container", ["json", "png", "charx"])
def test_every_file_is_read_as_the_same_card(mira: Card, container: Any) -> None:
    made = packed(mira, container, "v3")
    reading = read(made.data)
    assert (reading.card, reading.container, reading.notes) == (mira, container, ())


def test_an_older_program_finds_an_older_card_that_says_so(mira: Card) -> None:
    texts = dict(png.cards(packed(mira, "png", "v3").data))
    older = json.loads(texts["chara"])  # type: ignore[arg-type]
    assert older["spec"] == "chara_card_v2"
    assert older["data"]["creator_notes"].startswith("This is a card of version 3")
    assert older["data"]["creator_notes"].endswith("Best in the evening.")
    alone = dict(png.cards(packed(mira, "png", "v2").data))
    assert alone.keys() == {"chara"}
    assert json.loads(alone["chara"])["data"]["creator_notes"] == "Best in the evening."  # type: ignore[arg-type]


def test_the_picture_is_the_one_given_or_the_one_it_came_in(mira: Card) -> None:
    came, other = (making.picture(making.chunk(b"tEXt", b"Comment\0" + word)) for word in (b"came", b"other"))
    source = Source(came, "png")
    assert b"Comment\0came" in packed(mira, "png", "v3", source=source).data
    assert b"Comment\0other" in packed(mira, "png", "v3", source=source, image=other).data
    assert b"Comment" not in packed(mira, "png", "v3", source=Source(b"{}", "json")).data


def test_assets_travel_from_archive_to_archive_and_are_missed_elsewhere(mira: Card) -> None:
    source = Source(making.archive(making.v3(), **{PORTRAIT: b"png"}), "charx")
    made = packed(mira, "charx", "v3", source=source)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.read(PORTRAIT) == b"png"
    assert made.notes == ()
    (note,) = packed(mira, "json", "v3", source=source).notes
    assert note.startswith("1 of its assets were inside the file that it came in")
    assert packed(replace(mira, assets=()), "json", "v3", source=source).notes == ()
    assert packed(mira, "json", "lorebook", source=source).notes == ()
    (once,) = packed(mira, "json", "v1", source=source).notes
    assert "assets; --spec v3 keeps them" in once


@pytest.mark.parametrize(("container", "spec"), [("charx", "v2"), ("charx", "lorebook"), ("png", "lorebook")])
def test_what_a_file_can_not_hold_is_refused(mira: Card, container: Any, spec: str) -> None:
    with pytest.raises(CardError, match="Anything can be written as"):
        packed(mira, container, spec)


def test_a_number_without_end_is_refused(mira: Card) -> None:
    with pytest.raises(CardError, match=r"such as \.inf"):
        packed(replace(mira, extensions={"a": float("inf")}), "json", "v3")


def test_the_cards_own_file_is_found_beside_the_persona(tmp_path: Path) -> None:
    path, data = tmp_path / "mira.yaml", making.as_json(making.v3())
    (tmp_path / "mira.card.json").write_bytes(data)
    kept = beside.original(path, {"x_card": {"file": "mira.card.json", "entries": 0}})
    assert kept is not None
    assert (kept[0], kept[1].card.name) == (data, "Mira")
    assert beside.original(path, {}) is None
    assert beside.original(path, {"x_card": {"file": 3}}) is None
    assert beside.original(path, {"x_card": {"file": "gone.card.png"}}) is None


@pytest.mark.parametrize(
    "name", ["gone.json", "../mira.card.json", "/etc/passwd", "a\\b", ".hidden", "C:x", "\0"]
)
def test_a_file_that_is_needed_and_not_there_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "mira.card.json").write_bytes(making.as_json(making.v3()))
    (tmp_path / "in").mkdir()
    with pytest.raises(CardError, match=r"can't be read: .* Put it back where it was"):
        beside.original(tmp_path / "in" / "mira.yaml", {"x_card": {"file": name, "entries": 0}})


def test_a_file_is_read_no_further_than_a_card_may_be_long(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(MAX_FILE * 2)
    assert len(beside.content(path)) == MAX_FILE + 1
    with pytest.raises(CardError, match="too large; 20 MB"):
        read(beside.content(path))
    with pytest.raises(CardError, match="no such file"):
        beside.content(tmp_path)
