"""The first start: three questions at the most, and then she says something."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from companion.ui.screens.welcome import Welcome
from companion.ui.talk import Choice

if TYPE_CHECKING:
    from pathlib import Path

    from memory import Memory
    from tests.ui.conftest import Open


async def test_it_says_what_she_is_and_where_it_all_stays(opened: Open, home: Path) -> None:
    async with opened(first_start=True, size=(100, 30)) as stage:
        await stage.sees("What should I call you?")
        assert "an AI, not with a person" in stage.words
        assert "kept in one file on this machine" in stage.words
        assert "companion.db" in stage.words


async def test_three_answers_are_kept_and_she_begins(opened: Open, home: Path, memory: Memory) -> None:
    async with opened(first_start=True) as stage:
        await stage.sees("What should I call you?")
        await stage.press(*"Anna", "enter")
        await stage.sees("Who do you want to talk with?")
        await stage.press("enter")
        await stage.sees("Which model should think?")
        await stage.press("down", "enter")
        await stage.sees("I'm Samantha")
        await stage.until(lambda: stage.app.focused is stage.chat.prompt)
        assert stage.app.talk.engine.name == "Anna"
        assert stage.app.talk.engine.model.name == "other"
        assert "other" in stage.words
    settings = tomllib.loads((home / "config.toml").read_text())
    assert settings == {"name": "Anna", "model": "other"}
    (fact,) = memory.facts()
    assert "Anna" in fact.text
    assert (fact.topic, fact.pinned, fact.said_by) == ("name", True, "user")


async def test_pressing_enter_all_the_way_keeps_what_was_found(opened: Open, home: Path) -> None:
    reversed_order = [Choice("marcus", "a Stoic"), Choice("samantha", "warm")]
    async with opened(first_start=True, personas=lambda: reversed_order) as stage:
        await stage.sees("What should I call you?")
        await stage.press("enter", "enter", "enter")
        await stage.sees("I'm Samantha")
        assert stage.app.talk.engine.model.name == "scripted"


async def test_personas_go_by_what_they_are_called_and_the_present_one_is_first(opened: Open) -> None:
    there = [Choice("fitch", "terse", "Fitch"), Choice("samantha", "warm", "Samantha")]
    async with opened(first_start=True, personas=lambda: there) as stage:
        await stage.sees("What should I call you?")
        await stage.press("enter")
        await stage.sees("Samantha warm Fitch terse")
        await stage.press("down", "enter", "enter")
        await stage.until(lambda: stage.app.talk.engine.persona.id == "fitch")


async def test_where_there_is_no_choice_it_is_not_asked(opened: Open) -> None:
    async with opened(
        first_start=True,
        models=lambda: [Choice("scripted", "this machine")],
        personas=lambda: [Choice("samantha", "warm")],
    ) as stage:
        await stage.sees("What should I call you?")
        await stage.press("enter")
        await stage.sees("I'm Samantha")


async def test_esc_goes_back_and_then_leaves_it_all_open(opened: Open, home: Path, memory: Memory) -> None:
    async with opened(first_start=True) as stage:
        await stage.sees("What should I call you?")
        await stage.press(*"Anna", "enter", "escape")
        await stage.sees("What should I call you?")
        await stage.press("escape")
        await stage.sees("I'm Samantha")
        assert memory.facts() == []
        assert not (home / "config.toml").exists()


async def test_a_later_start_asks_nothing(opened: Open) -> None:
    async with opened() as stage:
        await stage.sees("I'm Samantha")
        assert not isinstance(stage.app.screen, Welcome)


async def test_it_fits_into_the_smallest_terminal(opened: Open) -> None:
    async with opened(first_start=True, size=(60, 15)) as stage:
        await stage.sees("What should I call you?")
        await stage.press("enter")
        await stage.sees("a Stoic")
