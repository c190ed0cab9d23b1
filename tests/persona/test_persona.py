"""A persona is whole, frozen, and has a word for every moment."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, get_args

import pytest

from companion.persona.load import load
from companion.persona.persona import Example, Moment, Trait

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVERYTHING = """\
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
initiative: {mode: normal, daily: 2}
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
    assert (ada.initiative.mode, ada.initiative.daily) == ("normal", 2)
    assert (ada.model.temperature, ada.model.length) == (1.0, 99)


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
