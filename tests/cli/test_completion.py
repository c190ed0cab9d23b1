"""`companion completion`: a real shell completes with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

TYPED = """
source "$1"
complete_words() {
    COMPREPLY=() COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _companion_completion companion
    echo "${COMPREPLY[*]}"
}
complete_words companion mem
complete_words companion memory f
complete_words companion ask --no-
complete_words companion memory import --format ''
complete -p companion
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_commands_options_and_choices(companion: Run, tmp_path: Path) -> None:
    script = companion("completion", "bash")
    assert script.code == 0
    (tmp_path / "script").write_text(script.out, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", TYPED, "bash", str(tmp_path / "script")],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )
    lines = done.stdout.splitlines()
    assert lines[:3] == ["memory", "facts forget", "--no-memory --no-stream"]
    assert lines[3] == "auto jsonl chatgpt claude sillytavern"
    assert "_companion_completion companion" in lines[4]


def test_each_shell_and_yours(companion: Run) -> None:
    for shell, sign in (("zsh", "#compdef companion"), ("fish", "complete --no-files --command companion")):
        assert sign in companion("completion", shell).out
        assert sign in companion("completion", env={"SHELL": f"/usr/bin/{shell}"}).out


def test_a_shell_without_completion_is_wrong_usage(companion: Run) -> None:
    for words, env in ((("tcsh",), {}), ((), {"SHELL": "/bin/tcsh"})):
        done = companion("completion", *words, env=env)
        assert (done.code, done.out) == (2, "")
        assert "tcsh" in done.err
