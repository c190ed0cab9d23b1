"""`{{user}}` and `{{char}}` in a persona's texts: the names of the two who talk. There are no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN = ("{{user}}", "{{char}}")
_KNOWN = re.compile(r"(?P<comma>,[ \t]*)?\{\{[ \t]*(?P<who>user|char)[ \t]*\}\}", re.IGNORECASE)
_ANY = re.compile(r"\{\{[^{}\n]{0,60}\}\}|(?<!\{)\{[A-Za-z_][A-Za-z0-9_]{0,30}\}(?!\})|<(?:USER|BOT|CHAR)>")


def filled(text: str, name: str, user: str | None, unnamed: str = "") -> str:
    """The text with the names put in. A user whose name is not known is `unnamed`; without such a word they
    are “you”, or not addressed at all: “Hello, {{user}}!” is “Hello!”.
    """

    def named(found: re.Match[str]) -> str:
        comma = found["comma"] or ""
        if found["who"].lower() == "char":
            return comma + name
        if user or unnamed:
            return comma + (user or unnamed)
        return "" if comma else "you"

    return _KNOWN.sub(named, text) if "{{" in text else text


def unknown(text: str) -> Iterator[str]:
    """What looks as if something were to be put in for it, and nothing is."""
    for found in _ANY.finditer(text):
        if not _KNOWN.fullmatch(found[0]):
            yield found[0]
