"""What the `memory` block means is said to whom it is about."""

from __future__ import annotations

from companion.persona.effects import effects
from companion.persona.persona import Keeping


def test_each_rule_is_a_sentence() -> None:
    never, remember, days = effects(Keeping(("deadlines",), ("PINs", "my health."), 30))
    assert never.startswith("Never noted: PINs; my health. What you say about it stays in your messages")
    assert remember.startswith("Remembered above all: deadlines. ")
    assert days.startswith("Forgotten after 30 days: ")


def test_where_nothing_is_ruled_nothing_is_said() -> None:
    assert list(effects(Keeping())) == []


def test_a_line_that_can_match_nothing_is_not_said_to_hold() -> None:
    assert list(effects(Keeping(never=("what is said",)))) == []


def test_a_single_day_is_one() -> None:
    assert next(effects(Keeping(retention_days=1))).startswith("Forgotten after a day: ")
