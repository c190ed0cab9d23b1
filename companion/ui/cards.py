"""What is due and what she suggests, as cards in the conversation, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.ui.messages import CardAnswered
    from companion.ui.screens.chat import Chat


class Cards:
    """Belongs to the chat screen."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat

    async def show_again(self) -> None:
        """Shows what is open, in a conversation that was just begun."""

    async def refresh(self) -> None:
        """Shows what has come up since."""

    async def answered(self, event: CardAnswered) -> None:
        """Does what was answered."""
