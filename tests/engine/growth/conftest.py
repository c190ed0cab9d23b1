"""A persona whose author left some parts open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.persona.load import load
from tests.persona.conftest import SMALLEST

if TYPE_CHECKING:
    from pathlib import Path

    from companion.persona.persona import Persona

OPEN = """\
voice: {length: medium}
growth:
  - {part: voice.length, limit: 1}
  - {part: voice.do, limit: 2}
  - {part: voice.dont, approval: false}
  - {part: initiative.topics}
  - {part: lore}
"""
ADA = SMALLEST + OPEN


@pytest.fixture
def ada(home: Path) -> Persona:
    """In the user's own folder for personas."""
    folder = home / "personas"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ada.yaml").write_text(ADA, encoding="utf-8")
    return load("ada")
