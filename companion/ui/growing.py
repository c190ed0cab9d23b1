"""A line in the conversation when experience suggests a change of who she is, or has made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from companion.ui.screens.chat import Chat
    from memory.records import Change


class Growing:
    """Belongs to the chat screen. Each change is told once: one that waits after every start, one that was
    made without asking when it is made.
    """

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self._since = chat.now()
        self._told: set[int] = set()

    async def tell(self) -> None:
        """Says what is new, a line each."""
        persona = self.chat.talk.engine.persona
        for change in self.chat.talk.memory.changes(persona.id):
            if change.id not in self._told and (line := self._line(change, persona.name)):
                self._told.add(change.id)
                await self.chat.note(line)

    def _line(self, change: Change, name: str) -> str:
        reason = one_line(change.reason, 200)
        command = "companion persona growth"
        if change.state == "waiting":
            return f"{reason} {name} would go by that, if you approve: {command} show g{change.id}"
        if change.state == "approved" and change.made_at >= self._since:
            return f"{reason} {name} goes by that now; to take it back: {command} undo g{change.id}"
        return ""
