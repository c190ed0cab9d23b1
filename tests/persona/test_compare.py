"""Two personas, compared by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from companion.persona.compare import Change, compare
from companion.persona.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

BASE = """\
schema: 1
id: ada
name: Ada
identity: {core: You count things and enjoy it.}
greetings: {first: "Hello. What shall we count today?"}
tags: [numbers, calm]
voice:
  length: short
  do: [count aloud, ask one question]
  dont: [lists]
traits:
  - {name: exact, strength: 2, opposite: vague}
  - {name: kind, strength: 1}
examples:
  - {user: how many legs has a spider, answer: "Eight, every time I've looked."}
  - {user: hi, answer: One hello.}
lore:
  - {id: abacus, text: Your abacus is old., any: [abacus, beads]}
tests:
  - {name: counts, turns: [one, two], expect: {contains: [three]}}
"""


@pytest.fixture
def differ(write: Write) -> Callable[..., list[Change]]:
    """What differs after some replacements of text."""

    def found(*replaced: tuple[str, str], **more: Any) -> list[Change]:
        other = BASE
        for before, after in replaced:
            assert before in other
            other = other.replace(before, after)
        return compare(load(write(BASE)), load(write(other, "other.yaml")))

    return found


def test_a_persona_means_what_it_means(differ: Callable[..., list[Change]]) -> None:
    assert differ() == []


def test_layout_comments_and_order_are_no_difference(differ: Callable[..., list[Change]]) -> None:
    assert (
        differ(
            (
                "identity: {core: You count things and enjoy it.}",
                "# a\nidentity:\n  core: >-\n    You count\n",
            ),
            ("    You count\n", "    You count\n    things and enjoy it.\n"),
            ("tags: [numbers, calm]", 'tags:\n  - "calm"\n  - numbers'),
            ("[count aloud, ask one question]", "[ask one question, count aloud]"),
            ("  - {name: kind, strength: 1}\n", ""),
            ("traits:\n", "traits:\n  - {strength: 1, name: kind}\n"),
            ("  - {user: hi, answer: One hello.}\n", ""),
            ("examples:\n", "examples:\n  - {answer: One hello., user: hi}\n"),
            ("[abacus, beads]", "[beads, abacus]"),
        )
        == []
    )


def test_what_a_parent_says_counts_and_a_default_that_is_written_out_does_not(write: Write) -> None:
    own = write(BASE)
    child = write("schema: 1\nid: ada\nextends: base\nname: Ada\nvoice: {length: short}\n", "child.yaml")
    write(BASE.replace("id: ada", "id: base").replace("name: Ada", "name: Base"), "base.yaml")
    assert compare(load(own), load(child)) == []


def test_a_value_that_changed_came_or_went(differ: Callable[..., list[Change]]) -> None:
    assert differ(("length: short", "length: long"), ("core: You count", "core: You tally")) == [
        Change(
            "changed", "identity.core", "You count things and enjoy it.", "You tally things and enjoy it."
        ),
        Change("changed", "voice.length", "short", "long"),
    ]
    assert differ(("  dont:", "  register: calm\n  dont:")) == [
        Change("added", "voice.register", None, "calm")
    ]
    assert differ((", opposite: vague", "")) == [Change("removed", "traits[exact].opposite", "vague", None)]
    assert differ(("greetings: {", "greetings: {return: Again?, ")) == [
        Change("added", "greetings.return", None, "Again?")
    ]


def test_entries_are_known_by_name_id_and_user(differ: Callable[..., list[Change]]) -> None:
    assert differ(("Your abacus is old.", "Your abacus is new.")) == [
        Change("changed", "lore[abacus].text", "Your abacus is old.", "Your abacus is new.")
    ]
    assert differ(("One hello.", "Two hellos."), ("strength: 1", "strength: -1")) == [
        Change("changed", "traits[kind].strength", 1, -1),
        Change("changed", "examples[hi].answer", "One hello.", "Two hellos."),
    ]
    assert differ(("name: kind", "name: stern")) == [
        Change("removed", "traits[kind]", {"name": "kind", "strength": 1}, None),
        Change("added", "traits[stern]", None, {"name": "stern", "strength": 1}),
    ]


def test_of_two_entries_that_are_called_alike_each_has_its_own(differ: Callable[..., list[Change]]) -> None:
    twice = "  - {user: hi, answer: One hello.}\n"
    (change,) = differ((twice, twice + "  - {user: hi, answer: Another.}\n"))
    assert (change.kind, change.path) == ("added", "examples[hi #2]")
    (more,) = differ(("tags: [numbers, calm]", "tags: [numbers, calm, calm]"))
    assert (more.kind, more.path, more.after) == ("added", "tags", "calm")


def test_a_text_that_went_into_another_list_has_moved(differ: Callable[..., list[Change]]) -> None:
    assert differ(
        ("[count aloud, ask one question]", "[ask one question]"), ("[lists]", "[count aloud, lists]")
    ) == [Change("moved", "voice.do", "count aloud", "count aloud", "voice.dont")]


def test_what_a_user_says_has_an_order(differ: Callable[..., list[Change]]) -> None:
    assert differ(("turns: [one, two]", "turns: [two, one]")) == [
        Change("changed", "tests[counts].turns", "one / two", "two / one")
    ]
    assert differ(("contains: [three]", "not_contains: [three]")) == [
        Change(
            "moved", "tests[counts].expect.contains", "three", "three", "tests[counts].expect.not_contains"
        )
    ]


def test_what_belongs_to_other_programs_is_compared_too(differ: Callable[..., list[Change]]) -> None:
    assert differ(("name: Ada", "name: Ada\nx_tool: {b: 1, a: [2]}")) == [
        Change("added", "x_tool", None, '{"a": [2], "b": 1}')
    ]


def test_there_and_back_are_mirror_images() -> None:
    there, back = compare(load("samantha"), load("pip")), compare(load("pip"), load("samantha"))
    assert len(there) == len(back) > 30
    turned = {
        (change.path, str(change.after), str(change.before)) for change in back if change.kind != "moved"
    }
    assert {(c.path, str(c.before), str(c.after)) for c in there if c.kind != "moved"} == turned
