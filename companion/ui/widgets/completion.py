"""Slash commands that fit what is being typed, in a list above the prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """One way on: `text` is what the prompt then holds; `ready` when it can be sent as it is."""

    text: str
    help: str
    ready: bool = True


class Completion(Static):
    """Shows what `find` offers for a text; the highlighted one is taken by Tab or Enter."""

    def __init__(self, find: Callable[[str], Sequence[Offer]]) -> None:
        super().__init__(id="completion", markup=False)
        self._find = find
        self.offered: tuple[Offer, ...] = ()
        self._text = ""
        self._at = 0
        self._moved = False

    def on_mount(self) -> None:
        """Nothing is offered yet."""
        self.display = False

    def offer(self, text: str) -> None:
        """Offers what fits the text, unless it is the one it was asked about last."""
        if text == self._text:
            return
        self._text = text
        self.offered = tuple(self._find(text))
        self._at, self._moved = 0, False
        self._draw()

    def dismiss(self) -> None:
        """Offers nothing until the text changes."""
        self.offered = ()
        self._draw()

    def move(self, by: int) -> bool:
        """Highlights another; False when nothing is offered."""
        if not self.offered:
            return False
        self._at = (self._at + by) % len(self.offered)
        self._moved = True
        self._draw()
        return True

    def chosen(self, text: str, *, also_exact: bool = False) -> Offer | None:
        """What is taken for this text; None when nothing is offered, or it is a whole command already."""
        self.offer(text)  # keys can be quicker than the news of them
        if not self.offered:
            return None
        exact = any(offer.text.strip() == text.strip() for offer in self.offered)
        return None if exact and not self._moved and not also_exact else self.offered[self._at]

    def _draw(self) -> None:
        self.display = bool(self.offered)
        first = max(0, min(self._at - SHOWN + 1, len(self.offered) - SHOWN))
        rows = []
        column = min(28, max((len(offer.text) for offer in self.offered), default=0)) + 2
        for index in range(first, min(first + SHOWN, len(self.offered))):
            offer = self.offered[index]
            here = index == self._at
            name = (one_line(offer.text, 28).ljust(column), "bold $primary" if here else "$foreground")
            rows.append(
                Content.assemble(
                    ("▸ " if here else "  ", "$primary"), name, (one_line(offer.help, 200), "$faint")
                )
            )
        self.update(Content("\n").join(rows))
