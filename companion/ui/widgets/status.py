"""The line at the bottom: who answers, with what, where your words go, and how full the window is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

OFF_THE_RECORD = "off the record"
ROOMY = 96  # columns from which the right side says more
LONGEST = 28
SHORTER = (("long", LONGEST), ("short", LONGEST), ("", LONGEST), ("", 12), ("", 0))
"""How tokens are written and how many cells the model's name may have, from the roomiest on."""


@dataclass(frozen=True, slots=True)
class State:
    """What the line shows. `model` empty: there is none; `tokens` None: nothing was sent yet.

    `embeds` is the host where texts go to be embedded, empty where they stay on this machine. `aside`: the
    conversation is off the record.
    """

    persona: str = ""
    model: str = ""
    host: str = ""
    tokens: int | None = None
    window: int = 0
    doing: str = ""
    embeds: str = ""
    aside: bool = False


def described(state: State, room: int) -> Content:
    """The left side in `room` cells. Where your words go is the last to give way."""
    ways = [_line(state, tokens, one_line(state.model, model) if model else "") for tokens, model in SHORTER]
    return next((way for way in ways if way.cell_length <= room), ways[-1])


def _line(state: State, tokens: str, model: str) -> Content:
    quiet = (" · ", "$faint")
    who: list[Any] = [(one_line(state.persona, LONGEST), "$primary"), quiet]
    who += [(OFF_THE_RECORD, "bold $warning"), quiet] if state.aside else []
    if not state.model:
        return Content.assemble(*who, ("no model", "$warning"))
    parts: list[Any] = [*who, *([(model, "$secondary"), quiet] if model else [])]
    parts += [(one_line(state.host, LONGEST), "$secondary" if _here(state) else "$warning")]
    if state.embeds and state.embeds != state.host:
        parts += [quiet, (f"recall asks {one_line(state.embeds, LONGEST)}", "$warning")]
    if tokens and state.tokens is not None and state.window:
        long = f"{state.tokens:,} of {state.window:,} tokens"
        short = f"{round(100 * state.tokens / state.window)} % full"
        full = state.tokens > 0.85 * state.window
        parts += [quiet, (long if tokens == "long" else short, "$warning" if full else "$secondary")]
    return Content.assemble(*parts)


def _here(state: State) -> bool:
    return state.host == "this machine"


class StatusLine(Horizontal):
    """Shows a `State`; change a part of it with `tell`."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self.state = State()

    def compose(self) -> ComposeResult:
        """Two sides."""
        yield Static("", id="status-left", markup=False)
        yield Static("", id="status-right", markup=False)

    def tell(self, **changed: Any) -> None:
        """Shows what has changed."""
        self.state = replace(self.state, **changed)
        if self.is_mounted:
            self._draw()

    def on_resize(self) -> None:
        """The short or the long form."""
        self._draw()

    def _draw(self) -> None:
        columns = self.size.width
        right = self.state.doing or ("ctrl+p  all commands" if columns >= ROOMY else "ctrl+p")
        self.query_one("#status-left", Static).update(described(self.state, columns - len(right) - 2))
        self.query_one("#status-right", Static).update(Content.styled(right, "$faint"))
