"""Takes up a persona file that is saved while she talks, at the next turn; a broken one is said once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from companion.persona.follow import Followed
from companion.ui.trouble import sentence

if TYPE_CHECKING:
    from companion.persona.persona import Persona
    from companion.ui.screens.chat import Chat

EVERY = 1.0  # seconds
GOES_ON = "She goes on as she was before that was saved."


class Following:
    """Belongs to the chat screen."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self._broken = False
        self.turn_to(chat.talk.settings.persona)

    def turn_to(self, name: str) -> None:
        """The persona of that name or in that file is the one that is in use."""
        self._followed = Followed(name, self.chat.talk.open_persona)
        self._broken = False

    def begin(self) -> None:
        """Looks now and again, so that an author sees what a save came to without saying anything."""
        self.chat.set_interval(EVERY, self._between_turns)

    async def _between_turns(self) -> None:
        if not self.chat.dialogue.speaking:
            await self.look()

    async def look(self) -> None:
        """Takes up what was saved since the last look."""
        try:
            saved = self._followed.look(time.monotonic())
        except Exception as error:  # a line in the conversation, and she goes on
            self._broken = True
            await self.chat.note(f"{sentence(error)} {GOES_ON}", "wrong")
        else:
            if saved is not None:
                self._take_up(saved)

    def _take_up(self, saved: Persona) -> None:
        mended, self._broken = self._broken, False
        if mended or saved != self.chat.talk.engine.persona:
            self.chat.wear(saved)
            self.chat.settle_status()
            self.chat.notify(f"{saved.name} is as you saved it.", timeout=3, markup=False)
