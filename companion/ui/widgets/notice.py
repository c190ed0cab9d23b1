"""Lines in the conversation that nobody said: a day, a hint, what went wrong and the way on."""

from __future__ import annotations

from typing import Literal

from textual.content import Content
from textual.widgets import Static

from companion.safety.sanitize import sanitize

Tone = Literal["quiet", "hint", "wrong", "aside"]


class Notice(Static):
    """A plain line of the program's own."""

    def __init__(self, text: str, tone: Tone = "hint") -> None:
        self.text = sanitize(text)
        super().__init__(Content(self.text), classes=f"notice {tone}", markup=False)


class Separator(Static):
    """A day or an hour between two messages."""

    def __init__(self, text: str) -> None:
        super().__init__(Content(text), classes="separator", markup=False)
