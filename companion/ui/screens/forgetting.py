"""Forgetting: what will go is shown first, and a thread does it, because the whole file is written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from companion.ui.beside import beside
from companion.ui.screens.dialogs import Confirm, Dialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from textual.app import App, ComposeResult
    from textual.binding import BindingType
    from textual.types import CSSPathType

    from companion.ui.screens.chat import Chat
    from memory import Memory

NOTICED = 0.25  # seconds after which it is said that something is going on
WHY = "Her memory is written anew, so that no trace of it is left on the disk. It can't be stopped halfway."


class Underway(Dialog[None]):
    """Over everything until the work is done; what it raised is in `trouble`."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialogs.tcss", "forgetting.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "wait", show=False)]

    def __init__(self, title: str, work: Callable[[], Awaitable[object]]) -> None:
        super().__init__(title, "a moment")
        self._work, self._done = work, False
        self.trouble: Exception | None = None

    def content(self) -> ComposeResult:
        """Why it takes a moment."""
        yield Static(Content(WHY), classes="said")

    def on_mount(self) -> None:
        """Begins, and shows itself only where it takes long enough to be seen."""
        self.set_timer(NOTICED, lambda: self.add_class("seen"))
        self.run_worker(self._run(), exit_on_error=False)

    async def _run(self) -> None:
        try:
            await self._work()
        except Exception as error:  # whoever asked for it says what went wrong
            self.trouble = error
        self._done = True
        self._end()

    def on_screen_resume(self) -> None:
        """Goes, where it ended while another screen lay over it."""
        self._end()

    def _end(self) -> None:
        if self._done and self.is_active:
            self.dismiss(None)

    def action_wait(self) -> None:
        """Nothing can be done but wait."""


async def erase(app: App[Any], memory: Memory, **wanted: Any) -> dict[str, int]:
    """Forgets what `Memory.forget` is told to, while the screen lives on -> how many rows of each kind went.

    Call it from a worker. Raises what `Memory.forget` raises.
    """
    gone: dict[str, int] = {}

    async def work() -> None:
        async with beside(memory) as aside:
            gone.update(await aside.ask(lambda own: own.forget(**wanted)))

    screen = Underway("Forgetting …", work)
    await app.push_screen_wait(screen)
    if screen.trouble is not None:
        raise screen.trouble
    return gone


async def ask_and_erase(chat: Chat, question: str, note: str = "", **wanted: Any) -> bool:
    """Says what would go, and on a yes forgets it -> whether it did.

    She is stopped first: nothing is to be written meanwhile. Raises what `Memory.forget` raises.
    """
    counts = await preview(chat.talk.memory, **wanted)
    asked = Confirm(question, f"{consequence(counts)} {note}".rstrip())
    if not counts or not await chat.app.push_screen_wait(asked):
        return False
    await chat.dialogue.stop()
    chat.background.pause()
    await erase(chat.app, chat.talk.memory, **wanted)
    return True


def underway(app: App[Any]) -> bool:
    """Whether something is being forgotten: nobody else can write meanwhile."""
    return any(isinstance(screen, Underway) for screen in app.screen_stack)


async def preview(memory: Memory, **wanted: Any) -> dict[str, int]:
    """How many rows of each kind would go; kinds of which none would are left out."""
    async with beside(memory) as aside:
        counts = await aside.ask(lambda own: own.preview_forget(**wanted))
    return {kind: count for kind, count in counts.items() if count}


def listed(counts: Mapping[str, int]) -> str:
    """`3 messages, 1 fact`."""
    return ", ".join(
        f"{n:,} {_one(kind) if n == 1 else kind}".replace("_", " ") for kind, n in counts.items() if n
    )


def consequence(counts: Mapping[str, int]) -> str:
    """`3 messages, 1 fact go for good.`"""
    return f"{listed(counts)} {'goes' if sum(counts.values()) == 1 else 'go'} for good."


def _one(kind: str) -> str:
    return f"{kind[:-3]}y" if kind.endswith("ies") else kind.removesuffix("s")
