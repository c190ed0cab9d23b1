"""What the tests of all parts share: a home of their own, and a memory in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# How fast a machine is says nothing of the program.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the folders of whoever runs it, also one that asks for no home."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("COMPANION_HOME", str(tmp_path_factory.mktemp("nobody")))
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty COMPANION_HOME (not made yet), without settings, keys and weights of who runs the tests."""
    for name in list(os.environ):
        if name.startswith(("COMPANION_", "OPENAI_")):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("COMPANION_HOME", str(folder))
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))
    return folder


@pytest.fixture
def memory(home: Path) -> Iterator[Memory]:
    """A real store, where the program itself would keep it, without an embedder."""
    with Memory.open(home / "companion.db") as opened:
        yield opened


def traces(folder: Path, word: str) -> list[str]:
    """The names of the files in the folder that have the word in them, in any case.

    To close the store's own file so lets go of this process's locks on it.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if word.lower().encode() in path.read_bytes().lower()]
