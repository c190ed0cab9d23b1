"""The command line as a whole: help, versions, wrong usage, and what starting costs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from companion import __version__
from companion.cli.root import COMMANDS

if TYPE_CHECKING:
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
def test_every_command_has_help(companion: Run, name: str) -> None:
    done = companion(name, "--help")
    assert done.code == 0
    assert "Usage: companion " + name in done.out


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


def test_a_broken_settings_file_is_named(companion: Run, home: object) -> None:
    from pathlib import Path

    folder = Path(str(home))
    folder.mkdir()
    (folder / "config.toml").write_text("persona = 3\n", encoding="utf-8")
    done = companion("ask", "Hello.", replies=["Hi."])
    assert done.code == 2
    assert "config.toml" in done.err
    assert "persona has to be a text in quotes" in done.err
