"""The line at the bottom always says where your words go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from companion.models.scripted import Reply, ScriptedModel
from companion.ui.widgets.status import State, described

if TYPE_CHECKING:
    from tests.ui.conftest import Open

HERE = State("Samantha", "qwen2.5-coder-1.5b", "this machine", 701, 8192)


def test_with_room_it_counts_the_tokens() -> None:
    said = described(HERE, 120).plain
    assert said == "Samantha · qwen2.5-coder-1.5b · this machine · 701 of 8,192 tokens"


def test_without_room_it_says_how_full_the_window_is() -> None:
    assert described(HERE, 60).plain.endswith("this machine · 9 % full")


def test_the_model_gives_way_before_the_host_does() -> None:
    assert described(HERE, 46).plain == "Samantha · qwen2.5-coder-1.5b · this machine"
    assert described(HERE, 40).plain == "Samantha · qwen2.5-cod… · this machine"
    assert described(HERE, 30).plain == "Samantha · this machine"


async def test_it_never_cuts_the_host_while_she_speaks_in_the_smallest_terminal(opened: Open) -> None:
    slow = ScriptedModel([Reply("one two three", delay=5)], name="a-model-with-a-long-name")
    async with opened(model=slow, size=(60, 15)) as stage:
        await stage.send("Hello.")
        await stage.sees("esc stops her")
        assert "this machine" in stage.words
        await stage.press("escape")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_host_is_named_at_any_width(columns: int) -> None:
    assert "api.example.com" in described(State("S", "m", "api.example.com"), columns).plain


def test_a_host_that_is_not_this_machine_stands_out() -> None:
    away = described(State("S", "m", "api.example.com"), 80)
    assert [span.style for span in away.spans if "api" in away.plain[span.start : span.end]] == ["$warning"]
    assert "$warning" not in [span.style for span in described(HERE, 80).spans]


def test_without_a_model_it_says_so() -> None:
    assert described(State("Samantha"), 80).plain == "Samantha · no model"


def test_a_window_that_is_nearly_full_stands_out() -> None:
    full = described(State("S", "m", "this machine", 7900, 8192), 120)
    assert full.spans[-1].style == "$warning"


def test_off_the_record_and_where_recall_asks_are_said() -> None:
    state = State(persona="Samantha", model="m", host="this machine", window=8192)
    assert "recall" not in described(state, 90).plain
    far = replace(state, embeds="vectors.example", aside=True)
    assert described(far, 90).plain == (
        "Samantha · off the record · m · this machine · recall asks vectors.example"
    )
    same = replace(state, host="chat.example", embeds="chat.example")
    assert described(same, 90).plain == "Samantha · m · chat.example"  # said once
    assert "off the record" in described(replace(far, model=""), 40).plain
