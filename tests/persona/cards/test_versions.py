"""A card is written as the version asked for, and what that has no place for is told."""

from __future__ import annotations

from typing import Any

import pytest

from companion.persona.cards.card import Card, CardError
from companion.persona.cards.reading import read
from companion.persona.cards.versions import written
from tests.persona.cards import making


def card_in(value: Any) -> Card:
    return read(making.as_json(value)).card


def test_version_1_is_flat_and_names_what_it_has_no_place_for() -> None:
    value = making.v3(character_book=making.book(making.entry()), system_prompt="Be brief.", assets=[])
    notes: list[str] = []
    oldest = written(card_in(value), "v1", notes)
    assert oldest == making.v1()
    assert notes[0].startswith("V1 has no place for ")
    assert notes[0].endswith("; --spec v3 keeps them.")
    for lost in ("character_book", "system_prompt", "alternate_greetings", "tags", "creator", "nickname"):
        assert lost in notes[0]
    for not_missed in ("modification_date", "post_history_instructions", "assets", "creation_date"):
        assert not_missed not in notes[0]


def test_version_1_keeps_what_no_specification_names() -> None:
    value = making.v2(theirs=1) | {"fav": True}
    assert written(card_in(value), "v1", []) == making.v1(theirs=1, fav=True)


def test_a_card_that_came_as_version_1_keeps_what_else_was_in_it() -> None:
    book = making.book(making.entry(keys=["f.g"], use_regex=True))
    value = making.v1(tags=["sea"], character_book=book, metadata={"tool": "x"})
    notes: list[str] = []
    assert written(card_in(value), "v1", notes) == value
    assert notes == []


def test_version_1_calls_its_texts_by_the_names_of_the_specification() -> None:
    value = {"name": "Mira", "description": "Keeps a lighthouse.", "world_scenario": "A storm."}
    oldest = written(card_in(value), "v1", [])
    assert oldest["scenario"] == "A storm."
    assert "world_scenario" not in oldest


def test_version_1_has_all_of_its_texts_also_the_empty_ones() -> None:
    card = card_in({"name": "Mira", "description": "Keeps a lighthouse."})
    texts = dict.fromkeys(making.v1(), "") | {"name": "Mira", "description": "Keeps a lighthouse."}
    assert written(card, "v1", []) == texts


def test_version_3_has_everything() -> None:
    value = making.v3(character_book=making.book(making.entry()))
    assert written(card_in(value), "v3", []) == value


def test_version_2_is_without_what_came_later_and_says_so() -> None:
    entries = (
        making.entry(content="@@depth 4\n\nFog."),
        making.entry(keys=["f.g"], use_regex=True),
    )
    notes: list[str] = []
    older = written(card_in(making.v3(character_book=making.book(*entries))), "v2", notes)
    assert (older["spec"], older["spec_version"]) == ("chara_card_v2", "2.0")
    assert not set(making.NEWER) & older["data"].keys()
    assert [entry["content"] for entry in older["data"]["character_book"]["entries"]] == ["Fog."]
    assert "use_regex" not in older["data"]["character_book"]["entries"][0]
    for lost in ("nickname", "assets", "regular expressions", "decorators"):
        assert lost in notes[0]
    quiet: list[str] = []
    assert written(card_in(making.v2()), "v2", quiet) == making.v2()
    assert quiet == []


def test_a_card_without_lore_has_no_lorebook_to_write() -> None:
    with pytest.raises(CardError, match="no lore"):
        written(card_in(making.v1()), "lorebook", [])


def test_a_lorebook_alone_is_no_card_of_version_1() -> None:
    alone = card_in({"spec": "lorebook_v3", "data": making.book(making.entry(), name="Ships")})
    with pytest.raises(CardError, match="Write it with --spec lorebook"):
        written(alone, "v1", [])
    assert written(alone, "v2", [])["data"]["character_book"]["name"] == "Ships"
