"""Slash commands: what is one, what is said, and what is offered."""

from __future__ import annotations

import pytest

from companion.ui import commands

PROMISED = {"new", "list", "search", "persona", "model", "memory", "why", "remember", "forget", "context"}

ISSUED = [
    "new",
    "list",
    "search",
    "persona",
    "model",
    "memory",
    "why",
    "remember",
    "forget",
    "context",
    "help",
    "quit",
]


def test_every_promised_command_is_in_the_table() -> None:
    assert PROMISED | {"help", "quit"} <= set(commands.BY_NAME)
    assert all(command.help for command in commands.TABLE)


@pytest.mark.parametrize(
    "text", ["hello", "what is /etc?", "/usr/bin/env python", "/home", " / ", "//new is a command", "1/2"]
)
def test_what_only_looks_like_a_command_is_said(text: str) -> None:
    found = commands.parse(text)
    assert found is None or isinstance(found, commands.Unknown)
    if text == "/home":
        assert found == commands.Unknown("home")
    else:
        assert found is None


def test_a_command_takes_the_rest_as_its_argument_over_all_lines() -> None:
    found = commands.parse("/remember I am allergic\nto nuts")
    assert isinstance(found, tuple)
    assert (found[0].name, found[1]) == ("remember", "I am allergic\nto nuts")
    assert commands.parse("/NEW") == (commands.BY_NAME["new"], "")


def test_a_doubled_slash_says_a_single_one() -> None:
    assert commands.said("//new is a command") == "/new is a command"
    assert commands.said("hello") == "hello"


def test_usage_shows_what_may_be_left_out() -> None:
    assert commands.BY_NAME["search"].usage == "/search [WORDS]"
    assert not commands.BY_NAME["search"].needs_more
    assert commands.BY_NAME["forget"].needs_more
