"""A persona becomes a card: what its author changed counts, and what the card had besides comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from companion.persona.cards.card import Card, CardError
from companion.persona.cards.drafting import drafted
from companion.persona.cards.giving import given
from companion.persona.cards.records import card_from, record
from companion.persona.cards.taking import taken
from companion.persona.document import read as document
from companion.persona.places import shipped_folder
from tests.persona.cards import making

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = making.book(
    making.entry(comment="Off", enabled=False),
    making.entry(comment="Boat", position="after_char", content="@@depth 2\n\nA boat."),
    making.entry(comment="Fog", keys=["fog"], content="Thick."),
    name="Ships",
)


def imported(**more: Any) -> tuple[Card, dict[str, Any]]:
    card = card_from(making.MIRA | making.NEWER | {"character_book": BOOK} | more, [])
    value = document(taken(card, "mira", "mira.card.json").text.encode()).value
    assert value is not None
    return card, value


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda p: p.update(name="Ada"), {"name": "Ada", "nickname": None}),
        (lambda p: p["identity"].update(core="Counts."), {"description": "Counts."}),
        (lambda p: p["greetings"].update(first="Come in."), {"first_mes": "Come in."}),
        (lambda p: p.update(tags=["fog"]), {"tags": ["fog"]}),
        (lambda p: p.update(version="2"), {"character_version": "2"}),
        (lambda p: p["sources"].append("a letter"), {"source": [*making.NEWER["source"], "a letter"]}),
        (
            lambda p: p["examples"].append({"user": "Bye", "answer": "Mind the step."}),
            {
                "mes_example": making.MIRA["mes_example"]
                + "\n<START>\n{{user}}: Bye\n{{char}}: Mind the step."
            },
        ),
        (
            lambda p: p["identity"].update(backstory="{{char}}'s personality: Loud.\n\nThe scene: A port."),
            {"personality": "Loud.", "scenario": "A port."},
        ),
        (
            lambda p: p.update(pronouns="she/her"),
            {"extensions": making.MIRA["extensions"] | {"samantha-companion": {"pronouns": "she/her"}}},
        ),
        (
            lambda p: p["x_card"]["data"].update(creator_notes="In the morning."),
            {"creator_notes": "In the morning."},
        ),
    ],
)
def test_a_change_changes_its_field_alone(
    change: Callable[[dict[str, Any]], Any], changed: dict[str, Any]
) -> None:
    card, persona = imported()
    change(persona)
    wanted = {key: value for key, value in (record(card) | changed).items() if value is not None}
    assert record(given(persona)) == wanted


def test_what_was_cut_comes_back_whole_unless_it_was_changed() -> None:
    long = "The lamp turns. " * 100
    _, persona = imported(first_mes=long)
    assert given(persona).first_mes == long
    persona["greetings"]["first"] = "Short now."
    assert given(persona).first_mes == "Short now."


def test_lore_is_changed_entry_by_entry() -> None:
    card, persona = imported()
    boat, fog = persona["lore"]
    fog["text"] = "Thin."
    persona["lore"] = [boat, fog, {"id": "gulls", "text": "Loud.", "any": ["gulls"]}]
    entries = given(persona).character_book.entries  # type: ignore[union-attr]
    assert card.character_book is not None
    assert entries[:2] == card.character_book.entries[:2]
    assert [entry.content for entry in entries[2:]] == ["Thin.", "Loud."]
    persona["lore"] = []
    assert [entry.comment for entry in given(persona).character_book.entries] == ["Off"]  # type: ignore[union-attr]


def test_where_the_card_is_kept_beside_the_file_changes_count_too() -> None:
    card, persona = imported(extensions={"huge": "word " * 20_000})
    assert "data" not in persona["x_card"]
    assert given(persona, card) == card
    persona["lore"][1]["text"] = "Thin."
    persona["lore"].append({"id": "gulls", "text": "Loud.", "any": ["gulls"]})
    persona["tags"] = []
    back = given(persona, card)
    assert (back.tags, back.extensions) == ((), card.extensions)
    assert [entry.content for entry in back.character_book.entries] == [  # type: ignore[union-attr]
        "The Marigold is a herring boat.",
        "@@depth 2\n\nA boat.",
        "Thin.",
        "Loud.",
    ]
    del persona["lore"][0]
    assert [entry.comment for entry in given(persona, card).character_book.entries] == [  # type: ignore[union-attr]
        "Off",
        "Fog",
        None,
    ]


def test_lore_that_had_no_room_stays_in_the_card() -> None:
    entries = [making.entry(comment=f"Boat {number}") for number in range(300)]
    card, persona = imported(character_book=making.book(*entries))
    assert len(persona["lore"]) < 300
    assert given(persona, card) == card


@pytest.mark.parametrize("name", ["samantha", "marcus", "fitch"])
def test_a_persona_of_ones_own_is_a_card_and_comes_in_again(name: str) -> None:
    persona = document((shipped_folder() / f"{name}.yaml").read_bytes()).value
    assert persona is not None
    card = given(persona)
    assert (card.name, card.first_mes) == (persona["name"], persona["greetings"]["first"])
    assert card.description.startswith(persona["identity"]["core"])
    for trait in persona["traits"]:
        assert trait["name"] in card.personality
    assert persona["voice"]["register"] in card.personality
    assert "<START>\n{{user}}: " in card.mes_example
    again = drafted(card).persona
    assert "personality: " not in str(again["identity"])
    for key in ("voice", "traits", "examples", "greetings", "license", "pronouns", "tagline", "tags"):
        assert again[key] == persona[key], key
    assert given(again) == card


@pytest.mark.parametrize(
    "broken",
    [
        {"x_card": "gone"},
        {"x_card": {"data": [1]}},
        {"x_card": {"data": {"extensions": 3}}},
        {"x_card": {"data": {"character_book": {"entries": [{}]}}}},
        {"x_card": {"around": 7, "data": {"character_book": 5}}},
    ],
)
def test_what_was_kept_may_be_broken_by_hand(broken: dict[str, Any]) -> None:
    _, persona = imported()
    with pytest.raises(CardError, match="makes no sense any more"):
        given(persona | broken)


def test_what_only_this_program_knows_has_a_place_in_the_card_that_never_changes() -> None:
    """Else no card that was given out before would come in whole."""
    persona = {
        "schema": 1,
        "id": "ada",
        "name": "Ada",
        "identity": {"core": "Counts."},
        "pronouns": "she/her",
    }
    lore = [{"id": "tea", "text": "At four.", "any": ["tea"], "tokens": 90}]
    made = given(persona | {"greetings": {"first": "Hello."}, "lore": lore})
    assert made.extensions == {"samantha-companion": {"pronouns": "she/her"}}
    assert made.character_book is not None
    (entry,) = made.character_book.entries
    assert entry.extensions == {"samantha-companion": {"any": ["tea"], "tokens": 90}}
