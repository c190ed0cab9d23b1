"""What the UI needs of the rest of the program, joined elsewhere and handed over whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from companion.config import Settings
    from companion.engine.engine import Engine
    from companion.initiative.desk import Desk
    from companion.models.protocol import Model
    from companion.persona.persona import Persona
    from memory import Memory


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose by name: a persona and its tagline, a model and where it runs.

    `title` is what it is called where people read it; without one, its name.
    """

    name: str
    detail: str = ""
    title: str = ""


async def _nothing() -> None:
    """Nothing is too old."""


async def _no_facts(conversation: int) -> None:
    """Nothing is learned from it."""


async def _no_more() -> bool:
    """Nothing waits."""
    return False


@dataclass(frozen=True, slots=True)
class Talk:
    """`models` and `personas` may look at the disk and the loopback; `open_model` and `open_persona` raise
    `ModelError` and `PersonaError`. `save` writes a setting to `config.toml`. `reflect` does background work
    until there is none; cancelling it is safe at any time. `learn` finds facts in the latest messages of a
    conversation, in a thread. `embed` makes some vectors, in less than half a second, and says whether there
    were any to make; `forget_old` forgets what is older than it may be.
    `still` is how many seconds without a key it takes before she reflects or suggests a thing.
    """

    engine: Engine
    desk: Desk
    memory: Memory
    settings: Settings
    models: Callable[[], Sequence[Choice]]
    open_model: Callable[[str], Model]
    personas: Callable[[], Sequence[Choice]]
    open_persona: Callable[[str], Persona]
    save: Callable[[str, object], None]
    reflect: Callable[[], Awaitable[None]]
    learn: Callable[[int], Awaitable[None]] = _no_facts
    embed: Callable[[], Awaitable[bool]] = _no_more
    forget_old: Callable[[], Awaitable[None]] = _nothing
    first_start: bool = False
    still: float = 20.0
