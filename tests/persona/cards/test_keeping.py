"""What a persona has no place for is kept beside it, and laid over it again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.persona.cards.keeping import laid_over, leftover, reconciled
from companion.persona.document import same
from tests.persona.cards.making import json_values

records = st.dictionaries(st.sampled_from("abcd"), json_values.filter(lambda value: value is not None))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (1, 1, True),
        (1, True, False),
        (0, False, False),
        (1, 1.0, False),
        ([1, {"a": None}], [1, {"a": None}], True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ("1", 1, False),
    ],
)
def test_values_are_one_only_where_json_says_so(one: object, other: object, alike: bool) -> None:
    assert same(one, other) == alike


def test_only_what_can_not_be_had_from_the_persona_is_kept() -> None:
    card = {"name": "Mira", "creator": "A. Keeper", "tags": ["sea"]}
    told = {"name": "Mira", "creator": "", "tags": ["sea"], "notes": ""}
    kept = leftover(card, told)
    assert kept == {"creator": "A. Keeper", "notes": None}
    assert laid_over(told, kept) == card


@given(records, records)
def test_whatever_the_persona_tells_the_card_comes_back(
    card: dict[str, object], told: dict[str, object]
) -> None:
    assert same(laid_over(told, leftover(card, told)), card)


def test_what_was_changed_counts_and_takes_along_what_belongs_to_it() -> None:
    told = {"name": "Ada", "first": "Hello."}
    kept = {"name": "Ada of the Mill", "nickname": "Ada", "creator": "A. Keeper"}
    left_alone = [(("name", "nickname"), True), (("first",), True)]
    assert reconciled(told, kept, left_alone) == told | kept
    changed = [(("name", "nickname"), False), (("first",), True)]
    assert reconciled(told, kept, changed) == told | {"creator": "A. Keeper"}
