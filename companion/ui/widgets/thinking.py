"""A calm sign that she is thinking: one dot that breathes, and sleeps when it is hidden."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

FRAMES = ("·", "•", "●", "•")
BEAT = 0.35


class Thinking(Widget):
    """One cell; it repaints itself and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._beat = 0

    def on_mount(self) -> None:
        """Starts breathing, unless animations are off."""
        if self.app.animation_level != "none":
            self.set_interval(BEAT, self.breathe)

    def breathe(self) -> None:
        """The next frame, unless it is hidden."""
        if self.display:
            self._beat = (self._beat + 1) % len(FRAMES)
            self.refresh()

    def render(self) -> Content:
        """The dot."""
        return Content(FRAMES[self._beat])
