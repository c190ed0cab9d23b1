"""Text of a card made fit to be read: nothing hidden in it, and placeholders written in one way."""

from __future__ import annotations

import re
from typing import Any

from companion.persona.document import is_hidden
from companion.safety.sanitize import sanitize

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
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        seen = sanitize(text)
        hidden = {ord(one): None for one in set(seen) if is_hidden(one)}
        shown = seen.translate(hidden) if hidden else seen
        self.removed += len(text) - len(shown)
        return shown
