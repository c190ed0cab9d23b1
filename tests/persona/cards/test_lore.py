"""An entry of a lorebook becomes lore that fires when it should; what can't is kept, and the reason told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.persona.cards import lore
from companion.persona.cards.keeping import OWN
from companion.persona.cards.records import entry_from, record
from tests.persona.cards import making

FIRES = ("any", "all", "not", "regex", "always", "lately", "priority")


def became(**more: Any) -> lore.Taken:
    return lore.taken(entry_from(making.entry(**more), []), "boat")


def fires(**more: Any) -> dict[str, Any]:
    (one,) = became(**more).lore
    return {key: value for key, value in one.items() if key not in ("id", "text")}


def test_keys_are_words_of_which_one_is_enough() -> None:
    assert became().lore == ({"id": "boat", "text": "The Marigold is a herring boat.", "any": ["Marigold"]},)
    assert fires(keys=["Marigold", " boat "]) == {"any": ["Marigold", "boat"]}


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"secondary_keys": ["sea"], "selective": True}, {"any": ["Marigold"], "all": ["sea"]}),
        ({"secondary_keys": ["sea"], "selective": False}, {"any": ["Marigold"]}),
        (
            {"secondary_keys": ["sea", "port"], "selective": True},
            {"any": ["sea", "port"], "all": ["Marigold"]},
        ),
        ({"content": "@@additional_keys sea\nX"}, {"any": ["Marigold"], "all": ["sea"]}),
        ({"content": "@@exclude_keys sun, noon\nX"}, {"any": ["Marigold"], "not": ["sun", "noon"]}),
        ({"constant": True}, {"always": True}),
        ({"keys": [], "content": "@@constant\nX"}, {"always": True}),
        ({"enabled": True, "content": "@@activate\n@@dont_activate\nX"}, {"always": True}),
        ({"keys": ["mari.old", "/boats?/i"], "use_regex": True}, {"regex": "mari.old|boats?"}),
        ({"content": "@@scan_depth 1\nX"}, {"any": ["Marigold"], "lately": 1}),
        ({"content": "@@scan_depth 5\nX"}, {"any": ["Marigold"]}),
        ({"content": "@@scan_depth 2\n@@constant\nX"}, {"always": True}),
        ({"content": "@@is_greeting 0\nX"}, {"any": ["Marigold"]}),
        ({"content": "@@is_greeting second\n@@@exclude_keys sun\nX"}, {"any": ["Marigold"], "not": ["sun"]}),
        (
            {"priority": 7, "content": "@@ignore_on_max_context\nX"},
            {"any": ["Marigold"], "priority": -100},
        ),
        ({"priority": 7}, {"any": ["Marigold"], "priority": 7}),
        ({"priority": -1000.5}, {"any": ["Marigold"], "priority": -100}),
        ({"content": "Fog. " * 200}, {"any": ["Marigold"], "tokens": 333}),
    ],
)
def test_conditions_that_a_persona_has_words_for(more: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert fires(**more) == wanted


@pytest.mark.parametrize(
    ("logic", "second", "wanted"),
    [
        (0, ["sea"], {"any": ["Marigold"], "all": ["sea"]}),
        (3, ["sea", "port"], {"any": ["Marigold"], "all": ["sea", "port"]}),
        (2, ["sea", "port"], {"any": ["Marigold"], "not": ["sea", "port"]}),
        (1, ["sea"], {"any": ["Marigold"], "not": ["sea"]}),
    ],
)
def test_second_keys_may_be_asked_for_all_or_none_of_them(
    logic: int, second: list[str], wanted: dict[str, Any]
) -> None:
    more = {"secondary_keys": second, "extensions": {"selectiveLogic": logic}}
    assert fires(**more, selective=True) == wanted
    assert fires(**more, selective=False) == {"any": ["Marigold"]}


def test_that_not_all_second_keys_are_said_can_not_be_asked_for() -> None:
    more = {"secondary_keys": ["sea", "port"], "extensions": {"selectiveLogic": 1}}
    both = became(**more, selective=True)
    assert both.lore[0]["any"] == ["Marigold"]
    assert both.lore[0].keys() == {"id", "text", "any"}
    assert both.idle == ("that it is silent where all of its second keys are said",)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"enabled": False}, "switched off"),
        ({"enabled": False, "content": "@@activate\nX"}, "switched off"),
        ({"content": "@@dont_activate\nX"}, "switched off"),
        ({"content": "@@is_greeting 2\nX"}, "another greeting"),
        ({"content": "@@activate\n@@is_greeting 1\nX"}, "another greeting"),
        ({"content": "@@depth 4\n\n"}, "no text"),
        ({"content": "  "}, "no text"),
        ({"keys": []}, "no keys"),
        ({"keys": ["", " "]}, "none of its keys can be a word of lore"),
        ({"keys": ["x" * 70], "content": "@@exclude_keys sun\nX"}, "none of its keys can be a word of lore"),
        ({"keys": ["("], "use_regex": True}, "none that a persona can have"),
        ({"keys": ["(a+)+$"], "use_regex": True}, "none that a persona can have"),
    ],
)
def test_what_never_fires_is_no_lore_and_has_a_reason(more: dict[str, Any], why: str) -> None:
    taken = became(**more)
    assert taken.lore == ()
    assert why in taken.why


@pytest.mark.parametrize(
    ("content", "own", "of_book", "lately"),
    [
        ("X", None, 2, 2),
        ("X", 3, 2, 3),
        ("@@scan_depth 1\nX", 3, 2, 1),
        ("X", None, 50, None),
        ("X", 50, 2, None),
        ("X", None, 0, None),
        ("X", None, 2.5, None),
        ("X", "2", None, None),
    ],
)
def test_how_far_back_is_said_by_the_entry_or_else_by_its_book(
    content: str, own: Any, of_book: Any, lately: int | None
) -> None:
    entry = entry_from(making.entry(content=content, extensions={"scan_depth": own}), [])
    (one,) = lore.taken(entry, "boat", of_book).lore
    assert one.get("lately") == lately


def test_what_has_no_effect_here_is_named() -> None:
    assert became(content="@@scan_depth 40\nX").idle == ("@@scan_depth",)
    assert became(content="@@depth 4\n@@role system\nX").idle == ("@@depth", "@@role")
    both = became(keys=["a", "b"], secondary_keys=["c", "d"], selective=True)
    assert both.idle == ("that one of its second keys is said too",)
    assert both.lore[0]["any"] == ["a", "b"]
    assert became(case_sensitive=True).idle == ("upper and lower case",)
    assert became(keys=["x" * 70, "sea"]).lore[0]["any"] == ["sea"]
    assert became(keys=["x" * 70, "sea"]).idle == ("keys that are empty, too long or too many",)


def test_a_long_text_goes_on_in_a_further_entry_that_fires_alike() -> None:
    text = "\n\n".join(f"{number}. " + "Fog. " * 100 for number in range(5))
    first, *others = became(content=text).lore
    assert [one["id"] for one in (first, *others)] == ["boat", "boat-2", "boat-3"]
    assert all(one["any"] == ["Marigold"] and len(one["text"]) <= 1200 for one in (first, *others))
    assert "".join(one["text"] for one in (first, *others)) == text
    assert others[0]["x_card"] == {"continues": "boat"}


def test_entries_are_called_by_what_they_are_about_and_no_two_alike() -> None:
    given = [
        making.entry(comment="The Marigold!", name="x"),
        making.entry(name="Ünïcode Boat"),
        making.entry(),
        making.entry(),
        making.entry(keys=["船"]),
        making.entry(keys=[]),
    ]
    names = lore.names(entry_from(one, []) for one in given)
    assert names == ["the-marigold", "unicode-boat", "marigold", "marigold-2", "lore-5", "lore-6"]


def restored(change: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The entry after its author changed the lore."""
    entry = entry_from(making.entry(**more), [])
    (one,) = lore.taken(entry, "marigold").lore
    return lore.restored([one | change], lore.kept(entry, [one]))


def test_what_the_author_left_alone_comes_back_as_it_was() -> None:
    odd = {"keys": [" Marigold ", "x" * 70], "secondary_keys": [], "selective": False, "comment": "Marigold"}
    odd |= {"content": "@@depth 4\n@@exclude_keys sun\n\nFog.\n\n", "priority": 2.5, "position": "after_char"}
    assert restored({}, **odd) == record(entry_from(making.entry(**odd), []))


def test_what_the_author_changed_counts() -> None:
    head = "@@depth 4\n@@exclude_keys sun\n\n"
    assert restored({"text": "Rain."}, content=f"{head}Fog.")["content"] == f"{head}Rain."
    moved = restored({"not": ["noon"]}, content=f"{head}Fog.", comment="About it")
    assert moved["content"] == "@@depth 4\n\n@@exclude_keys noon\n\nFog."
    assert moved["comment"] == "About it"
    none = {"secondary_keys": ["sea"], "selective": True, "extensions": {"selectiveLogic": 2}}
    again = lore.taken(entry_from(restored({"all": ["port"], "not": []}, **none), []), "marigold")
    assert again.lore[0].get("all") == ["port"]
    assert "not" not in again.lore[0]
    assert restored({"any": ["boat"]}, keys=[" Marigold "])["keys"] == ["boat"]
    assert restored({"priority": 9}, priority=2.5)["priority"] == 9


@pytest.mark.parametrize(
    "mine",
    [
        {"any": ["tea", "cup*"]},
        {"all": ["tea", "milk"]},
        {"any": ["tea"], "all": ["milk", "hot"], "not": ["coffee"]},
        {"any": ["tea"], "regex": "(black|green) leaves"},
        {"always": True, "tokens": 90, "source": "A book, p. 3"},
        {"any": ["tea"], "priority": 40},
        {"any": ["tea"], "not": ["coffee"], "lately": 2},
    ],
)
def test_lore_of_ones_own_goes_out_and_comes_in_again(mine: dict[str, Any]) -> None:
    own = {"id": "of-tea", "text": "Tea is at four."} | mine
    entry = entry_from(lore.restored([own], {}), [])
    assert lore.taken(entry, "of-tea").lore == (own,)
    assert lore.names([entry]) == ["of-tea"]


def test_what_pretends_to_be_of_this_program_is_held_against_the_schema() -> None:
    for claimed in ({"always": "yes"}, {"id": "x"}, {"regex": "(a+)+"}, [], {"any": ["x" * 90]}):
        assert fires(extensions={OWN: claimed}) == {"any": ["Marigold"]}
    assert fires(extensions={OWN: {"any": ["net"]}}) == {"any": ["net"]}


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    making.entries,
    st.fixed_dictionaries(
        {"selective": st.booleans(), "secondary_keys": st.lists(making.words, min_size=1, max_size=3)},
        optional={"extensions": st.builds(lambda how: {"selectiveLogic": how}, st.integers(0, 4))},
    ),
    st.sampled_from(
        [
            {"any": ["net"]},
            {"all": ["port"]},
            {"not": ["noon"]},
            {"lately": 2},
            {"priority": 5},
            {"text": "Rain."},
            {},
        ]
    ),
    st.sampled_from([None, 2, 4, 9]),
)
def test_what_the_author_made_of_a_strangers_entry_comes_in_again_as_such(
    theirs: dict[str, Any], second: dict[str, Any], change: dict[str, Any], depth: int | None
) -> None:
    entry = entry_from(theirs | second, [])
    parts = lore.taken(entry, "boat", depth).lore
    if not parts:
        return
    mine = [parts[0] | change, *parts[1:]]
    back = entry_from(lore.restored(mine, lore.kept(entry, parts, depth), depth), [])
    again = lore.taken(back, "boat", depth).lore
    meant, came = ({key: one.get(key) for key in FIRES if one.get(key)} for one in (mine[0], again[0]))
    assert came == meant
