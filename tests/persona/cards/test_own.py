"""What a card has no field for travels in its extensions, and in words for programs that do not know them."""

from __future__ import annotations

from companion.persona.cards.own import blocks, left_out, manner, taken

ADA = {
    "schema": 1,
    "id": "ada",
    "name": "Ada",
    "pronouns": "she/her",
    "identity": {"core": "Counts."},
    "voice": {"register": "clipped", "humour": "dry", "do": ["count"], "dont": ["guess"], "length": "terse"},
    "traits": [
        {"name": "exact", "strength": 2, "shows_as": "gives numbers"},
        {"name": "talkative", "strength": -2},
        {"name": "kind"},
    ],
    "greetings": {"first": "Hello.", "return": "Again."},
    "examples": [{"user": "Hi", "answer": "One."}, {"user": "Hi", "answer": "Some.", "good": False}],
    "initiative": {"mode": "off"},
    "growth": [{"part": "traits", "approval": False}],
    "memory": {"retention_days": 1},
    "tests": [{"name": "counts", "turns": ["Hi"], "expect": {"contains": ["1"]}}],
}


def test_what_describes_the_character_travels_and_what_concerns_its_user_stays() -> None:
    found = blocks(ADA)
    assert found.keys() == {"pronouns", "voice", "traits", "greetings", "examples"}
    assert found["greetings"] == {"return": "Again."}
    assert taken(found) == found


def test_what_stays_is_named() -> None:
    (note,) = left_out(ADA)
    assert "no place for `initiative`, `growth`, `memory`, `tests`;" in note
    assert left_out({"name": "Ada", "tests": [], "mixins": ["honest"]}) == ()


def test_exchanges_travel_there_only_where_a_card_can_not_say_them() -> None:
    assert "examples" not in blocks(ADA | {"examples": [{"user": "Hi", "answer": "One."}]})
    assert "examples" in blocks(ADA | {"examples": [{"user": "Hi", "answer": "One.", "note": "Short."}]})


def test_others_are_told_in_words() -> None:
    assert manner(ADA).splitlines() == [
        "{{char}} is very exact (gives numbers); not at all talkative; kind.",
        "Register: clipped",
        "Humour: dry",
        "Does: count",
        "Doesn't: guess",
    ]
    assert manner({"name": "Ada"}) == ""


def test_what_would_grant_something_is_not_taken_from_a_card() -> None:
    given = {
        "growth": ADA["growth"],
        "memory": ADA["memory"],
        "initiative": ADA["initiative"],
        "tools": ["shell"],
    }
    assert taken(given) == {}
    assert taken({"voice": {"register": 3}, "pronouns": ["she"]}) == {}
    assert taken(None) == taken([]) == taken("x") == {}
