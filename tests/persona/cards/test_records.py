"""Cards of every version, and careless ones, become the same kind of card, and are written as asked for."""

from __future__ import annotations

from typing import Any

import pytest

from companion.persona.cards.card import Book, Card, CardError
from companion.persona.cards.reading import read
from companion.persona.cards.versions import written
from tests.persona.cards import making


def card_in(value: Any) -> Card:
    return read(making.as_json(value)).card


def notes_on(value: Any) -> str:
    return " ".join(read(making.as_json(value)).notes)


def test_the_first_version_is_flat() -> None:
    card = card_in(making.v1(metadata={"tool": "x"}, avatar="none"))
    assert (card.spec, card.name, card.first_mes) == ("v1", "Mira", making.MIRA["first_mes"])
    assert card.unknown == {"metadata": {"tool": "x"}, "avatar": "none"}


@pytest.mark.parametrize(
    "flat",
    [
        {"name": "Ada", "world_scenario": "A mill.", "description": "Counts.", "first_mes": "Hello."},
        {
            "char_name": "Ada",
            "char_persona": "Counts.",
            "world_scenario": "A mill.",
            "char_greeting": "Hello.",
        },
    ],
)
def test_other_names_of_its_fields_are_known(flat: dict[str, str]) -> None:
    card = card_in(flat)
    assert (card.name, card.description, card.scenario, card.first_mes) == (
        "Ada",
        "Counts.",
        "A mill.",
        "Hello.",
    )


def test_a_hybrid_has_its_older_fields_beside_its_data() -> None:
    value = making.v2() | {"name": "Other", "description": "Other.", "fav": True, "talkativeness": "0.5"}
    card = card_in(value)
    assert card.name == "Mira"
    assert card.around == {"fav": True, "talkativeness": "0.5"}
    assert written(card, "v2", [])["fav"] is True


def test_what_is_missing_in_the_data_is_taken_from_beside_it() -> None:
    assert card_in({"data": {"name": "Ada"}, "first_mes": "Hello."}).first_mes == "Hello."
    assert card_in({"data": {"name": "Ada"}}).spec == "v2"
    assert card_in({"spec": "chara_card_v9", "data": {"name": "Ada"}}).spec == "v3"


def test_a_newer_version_is_read_with_a_word() -> None:
    value = making.v3(brand_new=[1]) | {"spec_version": "3.1"}
    assert "newer version (3.1)" in notes_on(value)
    assert card_in(value).unknown == {"brand_new": [1]}
    assert notes_on(making.v3()) == ""


def test_careless_values_are_read_as_they_are_meant() -> None:
    card = card_in(making.v2(character_version=1.5, tags="sea", creator=None, nickname=None, source=None))
    assert (card.character_version, card.tags, card.creator, card.nickname) == ("1.5", ("sea",), "", None)
    assert card.source is None


def test_what_can_not_be_used_is_told() -> None:
    bad = making.v2(
        tags=[1, {}],
        description=["a"],
        extensions=[],
        creation_date="yesterday",
        character_book={
            "entries": [7, making.entry(enabled="yes"), making.entry(id=True)],
            "scan_depth": "2",
        },
    )
    told = notes_on(bad)
    for said in (
        "`tags` was left out: it is not a text.",
        "`description` was left out: it is not a text.",
        "`extensions` was left out: it is not a block of keys.",
        "`creation_date` was left out: it is not a number.",
        "1 of the lorebook's entries were left out",
        "`character_book.entries[1].enabled` was left out: it is not true or false.",
        "`character_book.entries[2].id` was left out",
        "`character_book.scan_depth` was left out",
    ):
        assert said in told
    assert "`character_book` was left out: it is not a block of keys." in notes_on(
        making.v2(character_book=3)
    )
    assert "`assets` was left out" in notes_on(making.v3(assets={}))
    no_list = making.v2(character_book={"entries": {"0": {}}})
    assert "`character_book.entries` was left out: it is not a list of entries." in notes_on(no_list)


def test_placeholders_are_written_in_one_way() -> None:
    card = card_in(making.v1(description="<BOT> likes <user>. {{CHAR}} waits for {{User}}, <char>."))
    assert card.description == "{{char}} likes {{user}}. {{char}} waits for {{user}}, {{char}}."


def test_what_is_hidden_is_taken_out_with_a_word() -> None:
    hidden = "safe\u202e\u200b\U000e0041\x1b[2J\ud800 text\r\nnext"
    value = making.v2(description=hidden, extensions={"a\u200bb": [hidden]})
    card = card_in(value)
    assert card.description == "safe[2J\ufffd text\nnext"
    assert card.extensions == {"ab": [card.description]}
    assert "hidden or control characters were taken out" in notes_on(value)


@pytest.mark.parametrize("end", ["\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_ends_in_one_way(end: str) -> None:
    assert card_in(making.v1(description=f"one{end}two")).description == "one\ntwo"


@pytest.mark.parametrize("blank", ["\u3164", "\u1160", "\uffa0", "\ufeff", "\xad", "\x7f", "\u2066"])
def test_no_blank_letter_stays(blank: str) -> None:
    assert card_in(making.v1(description=f"a{blank}b")).description == "ab"


def test_emoji_stay_whole() -> None:
    value = making.v2(description="👩\u200d💻 ❤\ufe0f")
    assert card_in(value).description == "👩\u200d💻 ❤\ufe0f"
    assert notes_on(value) == ""


def test_a_lorebook_alone_is_read() -> None:
    card = card_in({"spec": "lorebook_v3", "data": making.book(making.entry(), name="Ships")})
    assert (card.spec, card.name) == ("lorebook", "Ships")
    assert isinstance(card.character_book, Book)
    assert card.character_book.entries[0].keys == ("Marigold",)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "no card in this JSON"),
        ({}, "no card in this JSON"),
        ({"name": "Ada"}, "no card in this JSON"),
        ({"name": 1, "description": "x"}, "no card in this JSON"),
        ({"spec": "chara_card_v3"}, "no card in this JSON"),
        ({"spec": "chara_card_v3", "data": []}, "no card in this JSON"),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "name": "x"}, "no card in this JSON"),
        ({"spec": "lorebook_v3"}, "no `data`"),
        ({"name": "x", "bio": [], "messageExamples": []}, "elizaOS"),
    ],
)
def test_what_is_no_card_is_told(value: Any, said: str) -> None:
    with pytest.raises(CardError, match=said):
        card_in(value)
