"""A persona is whole, frozen, and has a word for every moment."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import pytest

from companion.persona.load import load
from companion.persona.persona import (
    Example,
    Expectation,
    Growth,
    Initiative,
    Keeping,
    Moment,
    PersonaTest,
    Trait,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVERYTHING = r"""
version: "2.1"
license: CC0-1.0
tags: [numbers, calm]
pronouns: they/them
tagline: Counts things.
relationship: a colleague
voice:
  register: calm
  length: terse
  humour: dry
  do: [count]
  dont: [round]
  banned_phrases: [about a dozen]
traits:
  - {name: exact, strength: -2, shows_as: gives a number, opposite: vague}
boundaries:
  - {rule: No horoscopes, response: The stars are only there to be counted.}
initiative: {mode: normal, daily: 2, quiet_hours: 22:00-07:30, topics: [primes], never: [weight]}
sources: ["An Abacus Primer, 1911"]
lore:
  - {id: abacus, text: You own one., any: [abacus, bead*], all: [count], not: [sell], priority: 5, tokens: 40}
  - {id: zero, text: You like nothing., regex: 'zeros?', source: a dream}
  - {id: calm, text: You are calm., always: true}
growth:
  - {part: voice.length, approval: false, limit: 1}
memory: {remember: [numbers that matter], never: [passwords], retention_days: 90}
tests:
  - name: counts
    turns: [hi, how many?]
    expect: {contains: [eight], not_contains: [dozen], matches: ['\d'], judged: It is exact.}
model: {temperature: 1, length: 99}
"""


def test_every_field_of_the_file_arrives(write: Callable[..., Path], smallest: str) -> None:
    bad = "  - {user: hi, answer: A dozen or so., note: vague, good: false}\n"
    ada = load(write(smallest + bad + EVERYTHING))
    assert (ada.id, ada.name, ada.version, ada.license, ada.tags) == (
        "ada",
        "Ada",
        "2.1",
        "CC0-1.0",
        ("numbers", "calm"),
    )
    assert (ada.pronouns, ada.tagline, ada.relationship) == ("they/them", "Counts things.", "a colleague")
    assert ada.identity.core == "You count things and enjoy it."
    assert (ada.voice.register, ada.voice.length, ada.voice.humour) == ("calm", "terse", "dry")
    assert (ada.voice.do, ada.voice.dont, ada.voice.banned_phrases) == (
        ("count",),
        ("round",),
        ("about a dozen",),
    )
    assert ada.traits == (Trait("exact", -2, "gives a number", "vague"),)
    assert ada.boundaries[0].response == "The stars are only there to be counted."
    assert ada.examples[1] == Example("hi", "A dozen or so.", "vague", good=False)
    assert ada.initiative == Initiative("normal", 2, "22:00-07:30", ("primes",), ("weight",))
    assert ada.sources == ("An Abacus Primer, 1911",)
    assert ada.growth == (Growth("voice.length", approval=False, limit=1),)
    assert ada.memory == Keeping(("numbers that matter",), ("passwords",), 90)
    expect = Expectation(("eight",), ("dozen",), (r"\d",), "It is exact.")
    assert ada.tests == (PersonaTest("counts", ("hi", "how many?"), expect),)
    assert (ada.model.temperature, ada.model.length) == (1.0, 99)


@pytest.mark.parametrize(
    ("hours", "quiet", "loud"),
    [("22:00-07:30", (22, 23, 0, 7), (8, 12, 21)), ("12:00-14:00", (12, 13), (11, 14)), (None, (), (0, 12))],
)
def test_quiet_hours_may_go_over_midnight(
    hours: str | None, quiet: tuple[int, ...], loud: tuple[int, ...]
) -> None:
    initiative = Initiative(quiet_hours=hours)
    day = datetime(2026, 5, 4, tzinfo=UTC)
    assert all(initiative.is_quiet(day.replace(hour=hour)) for hour in quiet)
    assert not any(initiative.is_quiet(day.replace(hour=hour)) for hour in loud)


def test_lore_says_what_brings_it_in(write: Callable[..., Path], smallest: str) -> None:
    abacus, zero, calm = load(write(smallest + EVERYTHING)).lore
    assert (abacus.any, abacus.all, abacus.without) == (("abacus", "bead*"), ("count",), ("sell",))
    assert (abacus.priority, abacus.tokens, abacus.always) == (5, 40, False)
    assert (zero.regex, zero.source, zero.tokens) == ("zeros?", "a dream", 200)
    assert calm.always


def test_a_greeting_knows_who_is_greeted(write: Callable[..., Path], smallest: str) -> None:
    ada = load(
        write(
            smallest.replace("Hello. What", '"Hello, {{user}}! I am {{ Char }}. What').replace(
                "today?", 'today?"'
            )
        )
    )
    assert ada.greeting("first", "Jo") == "Hello, Jo! I am Ada. What shall we count today?"
    assert ada.greeting("first") == "Hello! I am Ada. What shall we count today?"


def test_what_an_author_leaves_out_has_a_quiet_default(write: Callable[..., Path], smallest: str) -> None:
    ada = load(write(smallest))
    assert (ada.version, ada.license, ada.tags, ada.traits) == ("1", None, (), ())
    assert (ada.voice.length, ada.initiative.mode, ada.model.temperature) == ("short", "quiet", None)


def test_a_persona_is_frozen_and_can_be_compared(write: Callable[..., Path], smallest: str) -> None:
    ada = load(write(smallest))
    with pytest.raises(dataclasses.FrozenInstanceError):
        ada.name = "Eve"  # type: ignore[misc]
    assert hash(ada) == hash(load(write(smallest)))


def test_a_moment_that_was_left_out_is_greeted_like_a_return(
    write: Callable[..., Path], smallest: str
) -> None:
    first = "Hello. What shall we count today?"
    ada = load(write(smallest))
    assert {ada.greeting(moment) for moment in get_args(Moment)} == {first}
    again = load(write(smallest.replace("examples:", "  return: Back?\n  late_night: Sheep?\nexamples:")))
    said = {moment: again.greeting(moment) for moment in get_args(Moment)}
    assert said == {"first": first, "return": "Back?", "late_night": "Sheep?", "long_absence": "Back?"}


def test_folded_and_literal_text_keep_their_lines(write: Callable[..., Path], smallest: str) -> None:
    text = smallest.replace(
        "identity: {core: You count things and enjoy it.}", "identity:\n  core: |\n    One.\n    Two."
    )
    assert load(write(text)).identity.core == "One.\nTwo."
