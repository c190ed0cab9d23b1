"""A card that is taken in and given back is the card that it was, whatever a persona has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, example, given, settings

from companion.persona.cards.giving import given as card_given
from companion.persona.cards.reading import read
from companion.persona.cards.records import card_from, record
from companion.persona.cards.taking import taken
from companion.persona.cards.versions import written
from companion.persona.document import read as document
from companion.persona.lint import lint
from tests.persona.cards import making

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from companion.persona.cards.card import Card

SLOW = settings(max_examples=40, suppress_health_check=list(HealthCheck))
OWN = {"samantha-companion": {"pronouns": "she/her", "voice": {"register": "dry"}, "traits": "none"}}


def there_and_back(card: Card, *, trust: bool = False) -> Card:
    """The card out of the persona file that it was made into."""
    made = taken(card, "mira", "mira.card.json", trust=trust)
    persona = document(made.text.encode()).value
    assert persona is not None
    return card_given(persona, card if made.needs_original else None)


@SLOW
@example(making.MIRA | making.NEWER)
@example(making.MIRA | making.FILLED)
@example(making.MIRA | {"extensions": OWN})
@example(making.MIRA | {"extensions": {"<<": 1, "": {"a": [[[[[[[[[[1]]]]]]]]]]}}})
@given(making.cards)
def test_every_field_comes_back(data: dict[str, Any]) -> None:
    for around in ({}, {"spec": "chara_card_v3", "spec_version": "3.0"}):
        card = read(making.as_json({"spec": "chara_card_v2", "data": data, "fav": True} | around)).card
        assert there_and_back(card) == card
    assert record(there_and_back(card, trust=True)) == record(card)


@SLOW
@given(making.books)
def test_a_lorebook_comes_back_as_one(data: dict[str, Any]) -> None:
    card = read(making.as_json({"spec": "lorebook_v3", "data": data})).card
    back = there_and_back(card)
    assert back == card
    assert written(back, "lorebook", [])["data"] == record(card.character_book)  # type: ignore[arg-type]


@SLOW
@given(making.cards)
def test_what_is_made_is_a_persona_that_can_be_used(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    path: Path = tmp_path_factory.mktemp("made") / "mira.yaml"
    path.write_text(taken(card_from(data, []), "mira", "mira.card.json").text, encoding="utf-8")
    assert [
        str(one) for one in lint(path) if one.severity == "error" and "can't be lifted" not in one.message
    ] == []
