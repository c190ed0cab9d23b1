"""The command line as a whole: help, versions, wrong usage, and what starting costs."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from companion import __version__
from companion.cli.root import COMMANDS, root
from tests.cli.conftest import started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

HEAVY = {"openai", "textual", "sqlite_utils", "pydantic", "numpy", "tiktoken", "click"}


def imported(*words: str) -> set[str]:
    """The top-level packages that a command imports."""
    code = (
        "import sys\nfrom companion.__main__ import main\n"
        f"sys.argv = ['companion', *{list(words)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_version_is_told_before_anything_is_imported() -> None:
    assert not imported("--version") & HEAVY


def test_help_imports_no_command() -> None:
    assert imported("--help") & HEAVY == {"click"}


def test_help_lists_every_command(companion: Run) -> None:
    done = companion("--help")
    assert done.code == 0
    for name, entry in COMMANDS.items():
        assert name in done.out
        assert entry.help.split(":")[0] in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_starts_and_has_help(home: Path, name: str) -> None:
    code, out, _ = started([name, "--help"], "", os.environ, None)
    assert code == 0
    assert "Usage: companion " + name in out


def every_command(group: click.Group) -> Iterator[click.Command]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield command
        if isinstance(command, click.Group):
            yield from every_command(command)


def test_every_command_and_option_has_a_line_that_is_not_cut() -> None:
    commands = list(every_command(root))
    assert len(commands) > len(COMMANDS) + 20
    for command in commands:
        assert command.help
        # Those of the root have their lines in the table.
        assert command.name in COMMANDS or not command.get_short_help_str(65).endswith("...")
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, f"{command.name} {option.name}"


def test_the_version_has_one_source(companion: Run) -> None:
    assert companion("--version").out == f"companion {__version__}\n"


@pytest.mark.parametrize("words", [["dance"], ["ask", "--dance"], ["memory", "dance"]])
def test_wrong_usage_ends_with_2(companion: Run, words: list[str]) -> None:
    done = companion(*words)
    assert done.code == 2
    assert "No such" in done.err


def test_options_of_the_conversation_are_refused_before_a_command(companion: Run) -> None:
    done = companion("--model", "scripted", "doctor")
    assert done.code == 2
    assert "after the command" in done.err


def test_the_conversation_needs_a_terminal(companion: Run) -> None:
    done = companion()
    assert done.code == 2
    assert "companion ask" in done.err


def test_a_broken_settings_file_is_named(companion: Run, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("persona = 3\n", encoding="utf-8")
    done = companion("ask", "Hello.", replies=["Hi."])
    assert done.code == 2
    assert "config.toml" in done.err
    assert "persona has to be a text in quotes" in done.err
