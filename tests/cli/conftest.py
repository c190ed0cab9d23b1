"""The program as scripts run it: a process of its own, with a scripted model."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import termios
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.forking import Forking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    Run = Callable[..., "Ran"]
    Command = Callable[[Sequence[str], str, Mapping[str, str], Path | None], tuple[int, str, str]]


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


def started(
    words: Sequence[str], stdin: str, env: Mapping[str, str], cwd: Path | None
) -> tuple[int, str, str]:
    """A command as it is started every day -> its exit code, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "companion", *words],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=env,
        timeout=60,
        cwd=cwd,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="session")
def run_command() -> Iterator[Command]:
    """Runs commands as `started` does, but forks them where that is safe; on macOS it is not."""
    if sys.platform != "linux":
        yield started
        return
    with Forking() as forking:
        yield forking.run


@pytest.fixture
def companion(home: Path, tmp_path: Path, run_command: Command) -> Run:
    """`companion("ask", "Hello.", replies=["Hi."])`; `env` adds variables, `stdin` is what is piped in."""

    def run(
        *words: str,
        replies: list[Any] | None = None,
        stdin: str = "",
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Ran:
        script = tmp_path / "script.jsonl"
        script.write_text("".join(json.dumps(reply) + "\n" for reply in replies or []), encoding="utf-8")
        given = os.environ | {"COMPANION_MODEL": "scripted", "COMPANION_SCRIPT": str(script)} | (env or {})
        told = {key: value for key, value in given.items() if value}
        return Ran(*run_command(words, stdin, told, cwd))

    return run


@pytest.fixture
def terminal(home: Path) -> Run:
    """`terminal("memory", "show", typed="y\\n")`: on a terminal of 80 columns; `out` is all that it shows."""

    def run(*words: str, typed: str = "") -> Ran:
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        with subprocess.Popen(
            [sys.executable, "-m", "companion", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | {"COMPANION_MODEL": "scripted", "TERM": "xterm"},
        ) as child:
            os.close(theirs)
            os.write(ours, typed.encode())
            seen = b"".join(iter(lambda: read(ours), b""))
            os.close(ours)
        return Ran(child.returncode, seen.decode().replace("\r\n", "\n"), "")

    return run


def read(descriptor: int) -> bytes:
    """What a terminal shows next; nothing once its program has gone."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""
