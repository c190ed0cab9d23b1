"""Two texts in two voices: a lamp keeper's book, and letters from Ballycove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from companion.persona.distill.reading import read

if TYPE_CHECKING:
    from companion.persona.distill.reading import Source

TEXTS = Path(__file__).parent / "texts"


@pytest.fixture(scope="session")
def lamp() -> Source:
    """Old-fashioned and solemn, with long sentences; in the frame of a digital library."""
    return read([TEXTS / "lamp.txt"])[0]


@pytest.fixture(scope="session")
def letters() -> Source:
    """Chatty, with exclamations and contractions; Markdown, a heading for each letter."""
    return read([TEXTS / "letters.md"])[0]
