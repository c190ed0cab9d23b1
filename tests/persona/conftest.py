"""Persona files to write and break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from companion.persona.findings import Finding

SMALLEST = """\
schema: 1
id: ada
name: Ada
identity: {core: You count things and enjoy it.}
greetings:
  first: Hello. What shall we count today?
examples:
  - user: how many legs has a spider
    answer: Eight, every time I've looked.
"""


def only(findings: list[Finding]) -> Finding:
    """The one thing that was found."""
    assert len(findings) == 1, [str(finding) for finding in findings]
    return findings[0]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a persona file, `ada.yaml` unless told otherwise, and gives its path."""

    def written(content: str | bytes, name: str = "ada.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def smallest() -> str:
    """The smallest persona that is whole."""
    return SMALLEST


@pytest.fixture
def personas(home: Path) -> Path:
    """The user's own folder for personas, empty."""
    folder = home / "personas"
    folder.mkdir(parents=True)
    return folder
