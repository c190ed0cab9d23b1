"""A character that is told to be a person, without a word that it is one made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.persona.findings import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona

_WHO = r"(?:woman|man|girl|boy|lady|gentleman|lad|lass)"
_PERSON = re.compile(
    r"\b[Yy]ou(?:'re| are) (?:[A-Z]\w+(?: [A-Z]\w+)*, )?an? (?:"
    rf"\d+[- ]years?[- ]old (?:\w+ )?{_WHO}"
    rf"|(?:\w+ ){{0,2}}?{_WHO} (?:of \w+|aged \d+|from [A-Z]|born |in (?:her|his) |(?:who )?liv(?:es|ing) ))",
)
_MADE_UP = re.compile(r"\b(?:AI|A\.I\.|made[- ]up|fiction(?:al)?|program|language model)\b")


def on_person(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """A warning at the words that make a person of it."""
    text = persona.identity.core
    found = _PERSON.search(text.replace("’", "'"))
    if found and not _MADE_UP.search(text):
        message = (
            f"“{plain(found[0].strip())}” makes a person of it; if asked, it still says that it is an AI. "
            "Say here that it is an AI, or a character that is made up, and a small model keeps to both."
        )
        yield ("identity", "core"), message
