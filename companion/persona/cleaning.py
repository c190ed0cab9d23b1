"""Text of strangers made fit to be read: nothing hidden in it, and placeholders written in one way."""

from __future__ import annotations

import re
from typing import Any

from companion.persona.hidden import hidden_in

_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_FILLERS = "\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"  # letters that are blank
_PLACEHOLDERS = (
    (re.compile(r"\{\{user\}\}|<user>", re.IGNORECASE), "{{user}}"),
    (re.compile(r"\{\{char\}\}|<bot>|<char>", re.IGNORECASE), "{{char}}"),
)


def placeholders(text: str) -> str:
    """`<USER>` and `<BOT>`, in whatever case, as `{{user}}` and `{{char}}`: they mean the same."""
    for pattern, name in _PLACEHOLDERS:
        text = pattern.sub(name, text)
    return text


class Cleaner:
    """Takes what can't be seen out of every string of a JSON value, and counts the characters."""

    def __init__(self) -> None:
        self.removed = 0

    def clean(self, value: Any) -> Any:
        """The value with clean strings, keys included."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return [self.clean(item) for item in value]
        if isinstance(value, dict):
            return {self._text(key): self.clean(item) for key, item in value.items()}
        return value

    def _text(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        text = text.replace("\r\n", "\n")
        unseen = {*hidden_in(text), *(at for at, one in enumerate(text) if one in _FILLERS)}
        shown = "".join(_instead(one) if at in unseen else one for at, one in enumerate(text))
        self.removed += len(text) - len(shown)
        return shown


def _instead(character: str) -> str:
    """A line's end for what ends a line somewhere; half of a character is one that can't be shown."""
    if character in _BREAKS:
        return "\n"
    return "\ufffd" if "\ud800" <= character <= "\udfff" else ""
