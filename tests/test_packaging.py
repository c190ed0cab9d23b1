"""What is installed is whole: personas, prompts, styles and the catalogue are in a wheel and an archive."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = ("*.yaml", "*.md", "*.tcss", "*.json", "*.txt", "py.typed")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True)
    return folder


def wanted() -> set[str]:
    """Every data file of the three packages."""
    packages = [ROOT / name for name in ("companion", "memory", "personas")]
    return {str(path.relative_to(ROOT)) for top in packages for kind in DATA for path in top.rglob(kind)}


def test_the_wheel_has_all_data_and_no_tests(built: Path) -> None:
    names = set(zipfile.ZipFile(next(built.glob("*.whl"))).namelist())
    assert wanted() <= names
    assert not [name for name in names if name.startswith(("tests", "docs"))]


def test_the_source_archive_has_all_data_and_the_tests(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert wanted() <= names
    assert {"tests/test_packaging.py", "LICENSE", "Makefile"} <= names


def test_what_the_wheel_holds_runs_from_any_folder(built: Path, tmp_path: Path, home: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    zipfile.ZipFile(next(built.glob("*.whl"))).extractall(installed)
    env = os.environ | {"PYTHONPATH": str(installed), "COMPANION_MODEL": "scripted"}

    def run(*words: str) -> str:
        code = "import companion, sys; print(companion.__file__); from companion.__main__ import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=elsewhere,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        where, _, said = done.stdout.partition("\n")
        assert Path(where).is_relative_to(installed)
        return said

    assert "samantha" in run("persona", "list")
    assert "qwen2.5-coder-1.5b" in run("models", "list")
    assert run("ask", "Hello.").strip()
