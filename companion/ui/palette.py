"""The command palette: every command, and the latest conversations by title."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

from companion.ui import commands
from companion.ui.screens.chat import Chat
from companion.ui.screens.conversations import named, titled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

RECENT = 30


class Palette(Provider):
    """Works where the chat is at the bottom of the screens."""

    def _entries(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        chat = self.screen
        if not isinstance(chat, Chat):
            return
        for command in commands.TABLE:
            yield command.help, f"/{command.name}", partial(self._command, chat, command)

    def _resumable(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        chat = self.screen
        if isinstance(chat, Chat):
            memory = chat.talk.memory
            for one in memory.conversations(limit=RECENT):
                yield (
                    titled(named(memory, one)),
                    "Resume this conversation",
                    partial(chat.action_resume, one.id),
                )

    @staticmethod
    def _command(chat: Chat, command: commands.Command) -> None:
        if command.needs_more:
            chat.prompt.fill(f"/{command.name} ")
        else:
            chat.action_do(command.name)

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Everything there is, before anything was typed."""
        for text, help_text, act in self._entries():
            yield DiscoveryHit(text, act, help=help_text)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """What fits what was typed."""
        matcher = self.matcher(query)
        for text, help_text, act in (*self._entries(), *self._resumable()):
            score = max(matcher.match(text), matcher.match(help_text))
            if score > 0:
                yield Hit(score, matcher.highlight(text), act, text=text, help=help_text)
