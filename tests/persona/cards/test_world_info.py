"""Lorebooks without a card: as SillyTavern writes them, and the `character_book` of a card by itself."""

from __future__ import annotations

from typing import Any

from companion.persona.cards.records import card_of


def theirs(**more: Any) -> dict[str, Any]:
    return {
        "uid": 0,
        "key": ["harbour"],
        "keysecondary": [],
        "comment": "The harbour",
        "content": "The harbour freezes in January.",
        "constant": False,
        "selective": True,
        "order": 70,
        "position": 0,
        "disable": False,
        "selectiveLogic": 0,
        "probability": 100,
    } | more


def taken(*entries: dict[str, Any]) -> tuple[Any, list[str]]:
    notes: list[str] = []
    book = {"entries": {str(number): one for number, one in enumerate(entries)}}
    card = card_of(book, notes)
    assert card.spec == "lorebook"
    assert card.character_book is not None
    return card.character_book.entries, notes


def test_their_words_are_those_of_the_specification() -> None:
    (entry, other), notes = taken(theirs(keysecondary=["ice"]), theirs(disable=True, position=4))
    assert (entry.keys, entry.secondary_keys, entry.insertion_order) == (("harbour",), ("ice",), 70)
    assert (entry.enabled, entry.position, entry.id, entry.use_regex) == (True, "before_char", 0, False)
    assert entry.unknown["probability"] == 100
    assert (other.enabled, other.position) == (False, 4)
    assert notes == []


def test_a_key_between_slashes_is_a_regular_expression() -> None:
    (entry, plain), _ = taken(theirs(key=["/harbou?r/i"]), theirs(key=["and/or"]))
    assert (entry.use_regex, plain.use_regex) == (True, False)


def test_how_the_second_keys_are_asked_for_is_kept_where_cards_have_it() -> None:
    (entry, other), notes = taken(
        theirs(keysecondary=["ice"], selectiveLogic=2, scanDepth=3),
        theirs(selectiveLogic=0, extensions={"x": 1}),
    )
    assert entry.extensions == {"selectiveLogic": 2, "scan_depth": 3}
    assert other.extensions == {"x": 1}
    assert "selectiveLogic" not in entry.unknown
    assert notes == []


def test_what_is_no_entry_is_left_out() -> None:
    entries, _ = taken(theirs(), "nothing")  # type: ignore[arg-type]
    assert len(entries) == 1
