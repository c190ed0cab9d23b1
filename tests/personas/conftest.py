"""A real language server for the tests of the schema: found, or installed once into a cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.personas.editor import Editor

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEPT = Path.home() / ".cache" / "companion-tests"
_PACKAGE = "yaml-language-server"
_VERSION = "1.25.0"


@pytest.fixture(scope="session")
def language_server() -> Path:
    """The program that VS Code, Neovim and Helix ask about YAML, in a cache that outlives the tests."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("there is no node with npm to run yaml-language-server")
    folder = _KEPT / f"{_PACKAGE}-{_VERSION}"
    if not folder.is_dir():
        beside = folder.with_name(f"{folder.name}.{os.getpid()}")
        beside.mkdir(parents=True)
        install = ["npm", "install", "--no-audit", "--no-fund", "--silent", f"{_PACKAGE}@{_VERSION}"]
        subprocess.run([*install, "--prefix", str(beside)], check=True, capture_output=True)
        try:
            beside.rename(folder)
        except OSError:  # another run was first
            shutil.rmtree(beside)
    return folder / "node_modules" / _PACKAGE / "bin" / _PACKAGE


@pytest.fixture
def editor(language_server: Path, tmp_path: Path) -> Iterator[Editor]:
    """An editor on a folder with the schema in it, as the shipped personas have it beside them."""
    schema = Path(__file__).parents[2] / "personas" / "persona.schema.json"
    shutil.copy(schema, tmp_path)
    with Editor(language_server, tmp_path) as opened:
        yield opened
