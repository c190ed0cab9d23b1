"""What a card says of a character finds its place in a persona, and is found there again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.persona.cards.identity import NOTHING, SECTIONS, is_more, placed, told

NONE = dict.fromkeys(("description", *SECTIONS), "")


def there_and_back(**texts: str) -> dict[str, str]:
    identity, more = placed(NONE | texts)
    assert identity["core"].strip()
    return NONE | told(identity, more)


def test_the_description_is_the_core_and_the_rest_its_backstory() -> None:
    identity, more = placed(
        NONE | {"description": "Keeps a light.", "personality": "Dry.", "scenario": "Night."}
    )
    assert identity == {
        "core": "Keeps a light.",
        "backstory": "{{char}}'s personality: Dry.\n\nThe scene: Night.",
    }
    assert more == []


@pytest.mark.parametrize("field", ["description", *SECTIONS])
def test_each_text_alone_is_found_again(field: str) -> None:
    assert there_and_back(**{field: "Some text.\n\nAnd more of it."}) == NONE | {
        field: "Some text.\n\nAnd more of it."
    }


@given(
    st.fixed_dictionaries(
        dict.fromkeys(NONE, st.sampled_from(["", "Fog.", "A.\n\nB.", "Word. " * 900 + "End."]))
    )
)
def test_all_of_them_together_are_found_again(texts: dict[str, str]) -> None:
    assert there_and_back(**texts) == texts


def test_what_has_no_room_goes_on_in_lore_that_is_always_told() -> None:
    identity, more = placed(NONE | {"description": "Word. " * 3000})
    assert len(identity["core"]) <= 4000
    assert len(identity["backstory"]) <= 4000
    assert more
    assert all(is_more(one) and one["always"] and len(one["text"]) <= 1200 for one in more)
    assert [one["id"] for one in more[:2]] == ["more-about-1", "more-about-2"]
    assert not is_more({"id": "boat", "text": "A boat.", "x_card": {"comment": "Boat"}})


def test_a_card_that_says_nothing_has_words_for_that() -> None:
    assert placed(NONE)[0] == {"core": NOTHING}
    assert told({"core": NOTHING}, []) == {"description": ""}
    assert placed(NONE | {"description": " \n "})[0] == {"core": NOTHING}


def test_an_authors_own_words_are_the_description() -> None:
    assert told({"core": "Counts.", "backstory": "From a mill."}, []) == {
        "description": "Counts.\n\nFrom a mill."
    }
    assert told({}, []) == {"description": ""}
