"""A command that is forked is what it is when it is started, and what comes next knows nothing of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import started
from tests.cli.forking import Forking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Command, Run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="commands are started there")


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["--version"], ""),
        (["dance"], ""),
        (["config", "--json"], ""),
        (["memory", "import", "-"], '{"conversation": "a", "author": "user", "text": "Grüße"}\n{'),
        (["persona", "show", "nobody"], ""),
        (["persona", "lint", "here.yaml"], ""),
        ([], ""),
    ],
)
def test_it_ends_and_prints_alike(
    run_command: Command, home: Path, tmp_path: Path, words: list[str], stdin: str
) -> None:
    (tmp_path / "here.yaml").write_text("schema: 2\n", encoding="utf-8")
    env = os.environ | {"COMPANION_PERSONA": "marcus"}
    assert run_command(words, stdin, env, tmp_path) == started(words, stdin, env, tmp_path)


def test_nothing_is_left_of_the_one_before(companion: Run, tmp_path: Path) -> None:
    before = companion("config", "--json").json()
    elsewhere = {"COMPANION_PERSONA": "pip", "COMPANION_HOME": str(tmp_path / "elsewhere")}
    other = companion("config", "--json", env=elsewhere, cwd=tmp_path / "..").json()
    assert other != before
    assert companion("config", "--json").json() == before


@pytest.fixture
def impatient() -> Iterator[Forking]:
    """Waits for three seconds."""
    with Forking(3) as forking:
        yield forking


def test_one_that_does_not_end_is_killed_and_the_next_runs(
    impatient: Forking, home: Path, tmp_path: Path
) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text('{"text": "And so on. And so on.", "delay": 60}\n', encoding="utf-8")
    slow = os.environ | {"COMPANION_MODEL": "scripted", "COMPANION_SCRIPT": str(script)}
    with pytest.raises(TimeoutError):
        impatient.run(["ask", "Hello."], "", slow, None)
    assert impatient.run(["--version"], "", os.environ, None)[0] == 0
