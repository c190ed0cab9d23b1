"""What a persona weighs, part by part, and in which window that is much."""

from __future__ import annotations

from dataclasses import replace

from companion.models.tokens import count
from companion.persona.load import load
from companion.persona.persona import Lore
from companion.persona.render import examples, render
from companion.persona.weight import WINDOWS, weigh


def test_the_parts_are_what_goes_into_every_prompt() -> None:
    samantha = load("samantha")
    weight = weigh(samantha, count)
    parts = {part.name: part.tokens for part in weight.parts}
    assert list(parts) == ["identity", "relationship", "voice", "traits", "examples"]
    whole = count(render(samantha, None)) + sum(count(a) + count(b) for a, b in examples(samantha))
    assert abs(weight.always - whole) < 20
    assert weight.share(WINDOWS["4k"]) == 2 * weight.share(WINDOWS["8k"])


def test_lore_that_may_come_in_is_counted_apart_from_what_always_does() -> None:
    told = Lore("a", "word " * 50, always=True)
    heard = Lore("b", "word " * 50, any=("b",), tokens=30)
    without = weigh(load("samantha"), count)
    weight = weigh(replace(load("samantha"), lore=(told, heard)), count)
    assert weight.always - without.always == count(told.text)
    assert (without.lore, weight.lore) == (0, 30)
