"""Decorators of a lorebook's entry: found at its head, followed where a persona can, kept where it can't."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.persona.cards.decorators import HONOURED, read, split, without_triggers


@pytest.mark.parametrize(
    ("content", "head", "text"),
    [
        ("Fog.", "", "Fog."),
        ("\n\nFog.", "", "\n\nFog."),
        ("@@depth 4\n@@role system\n\nFog.\n", "@@depth 4\n@@role system\n\n", "Fog.\n"),
        ("\n  @@depth 4\nFog.", "\n  @@depth 4\n", "Fog."),
        ("Fog.\n@@depth 4\n", "", "Fog.\n@@depth 4\n"),
        ("@@constant", "@@constant", ""),
        ("", "", ""),
    ],
)
def test_the_head_is_told_from_the_text(content: str, head: str, text: str) -> None:
    assert split(content) == (head, text)


def test_what_a_persona_can_do_is_followed_and_the_rest_is_idle() -> None:
    found = read(
        "@@depth 4\n@@exclude_keys sun , noon,\n@@activate\n@@depth 5\n@@keep_activate_after_match\n"
    )
    assert found.honoured["exclude_keys"].values == ("sun", "noon")
    assert found.honoured["activate"].value == ""
    assert found.idle == ("depth", "keep_activate_after_match")


def test_of_two_with_one_name_the_first_counts() -> None:
    assert read("@@exclude_keys a\n@@exclude_keys b").honoured["exclude_keys"].values == ("a",)


def test_a_fallback_counts_where_those_above_it_are_not_known() -> None:
    assert read("@@theirs 1\n@@@other 2\n@@@additional_keys boat").honoured["additional_keys"].values == (
        "boat",
    )
    known = read("@@activate\n@@@dont_activate\n")
    assert known.honoured.keys() == {"activate"}
    assert read("@@theirs\n@@@other\n@@depth 1").idle == ("theirs", "depth")
    assert read("@@@activate").honoured.keys() == {"activate"}


def test_one_whose_value_makes_no_sense_is_idle() -> None:
    assert read("@@is_greeting 1").honoured["is_greeting"].value == "1"
    assert read("@@is_greeting first").idle == ("is_greeting",)


def test_triggers_can_be_taken_off_a_head() -> None:
    head = "@@depth 4\n@@exclude_keys sun\n@@@depth 9\n@@theirs\n@@@activate\n@@role user\n\n"
    assert without_triggers(head) == "@@depth 4\n@@theirs\n@@role user\n\n"
    assert without_triggers("@@activate\n\n") == ""
    assert without_triggers("@@is_greeting 1\n@@ignore_on_max_context\n") == "@@ignore_on_max_context\n"


def test_the_page_for_authors_says_what_each_that_is_followed_does() -> None:
    page = Path(__file__).parents[3].joinpath("docs", "personas.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `@@")]
    assert {name for name in HONOURED if any(f"`@@{name}`" in row for row in rows)} == set(HONOURED)
