"""One turn on the screen: the engine's events in, widgets changed; stopping it keeps what she said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from companion.engine.events import Answered, Composed, Condensed, Heard, Recalled, Said
from companion.ui.widgets.notice import Notice
from memory.records import COMPANION

if TYPE_CHECKING:
    from companion.engine.events import TurnEvent
    from companion.engine.prompt import Prompt
    from companion.ui.talk import Talk
    from companion.ui.widgets.conversation import Conversation
    from companion.ui.widgets.status import StatusLine
    from companion.ui.widgets.utterance import Hers
    from memory.records import Message, Recollection

AGAIN = "Ctrl+R asks again."
ENDINGS = {
    "interrupted": "The answer broke off.",
    "length": "The answer was cut: it had reached its limit. Say “go on” for the rest.",
    "filtered": "The model's provider withheld the rest.",
    "error": "The model could not answer.",
}


class Turn:
    """Runs a turn; then `heard` is your message as stored (None: it was not), `prompt` what was sent, and
    `found` what was recalled.

    A message that waited for its turn is in the store already, and given as `heard`.
    """

    def __init__(
        self,
        talk: Talk,
        view: Conversation,
        status: StatusLine,
        text: str,
        branch_from: Message | None = None,
        heard: Message | None = None,
    ) -> None:
        self.talk, self.view, self.status = talk, view, status
        self.text, self.branch_from = text, branch_from
        self.heard = heard
        self.prompt: Prompt | None = None
        self.found: tuple[Recollection, ...] = ()
        self.under_way = (
            asyncio.Event()
        )  # her answer has its place in the store: what is said now comes after
        self._answer: Hers | None = None
        self._ended = False

    async def run(self, conversation: int) -> None:
        """Says the text. Raises what the engine raises before the message is stored; cancelling stops her."""
        engine, branch, heard = self.talk.engine, self.branch_from, self.heard
        events = engine.turn(conversation, self.text, branch_from=branch, heard=heard)
        try:
            async for event in events:
                await self._follow(event)
        except asyncio.CancelledError:
            await self._stopped(conversation)
            raise
        finally:
            self.under_way.set()
            await events.aclose()

    async def _follow(self, event: TurnEvent) -> None:
        if isinstance(event, Composed | Condensed | Answered):
            self.under_way.set()
        match event:
            case Heard(message):
                self.heard = message
                if self.branch_from is not None:
                    await self.view.drop_from(self.branch_from.id)
                self._answer = await self.view.heard(message)
            case Recalled(recollections):
                self.found = recollections
            case Condensed(messages):
                await self._above(
                    f"The first {messages} messages of this conversation no longer fit; "
                    "she goes on from a summary of them."
                )
            case Composed(prompt):
                self.prompt = prompt
                self.status.tell(tokens=prompt.tokens, window=prompt.window, doing="esc stops her")
            case Said(text):
                if self._answer is not None:
                    await self._answer.say(text)
            case Answered():
                await self._answered(event)

    async def _above(self, text: str) -> None:
        if self._answer is not None:
            await self.view.add(Notice(text, "quiet"), before=self._answer)

    async def _answered(self, event: Answered) -> None:
        self._ended = True
        message = event.message
        if self._answer is not None:
            await self._answer.settle(message)
            if not message.text.strip():
                await self._answer.remove()
        if message.status != "complete":
            await self.view.note(ending(message, event.advice), "wrong")

    def _mine(self, answer: Message) -> bool:
        return self.heard is not None and answer.parent == self.heard.id

    async def _stopped(self, conversation: int) -> None:
        """By Esc: what was said so far is there and in the store."""
        if self._ended or self._answer is None or not self.view.is_attached:
            return
        path = self.talk.engine.record.messages(conversation)
        kept = next((m for m in reversed(path) if m.author == COMPANION and self._mine(m)), None)
        await self._answer.settle(kept)
        if not self._answer.said.strip():
            await self._answer.remove()
        kept_or_not = "" if self.talk.engine.off_the_record else " What she had said is kept."
        await self.view.note(f"You stopped her.{kept_or_not}", "quiet")


def ending(message: Message, advice: str | None) -> str:
    """What became of an answer that is not complete, and the way on."""
    happened = message.detail or ENDINGS.get(message.status, "")
    parts = [happened, advice or "", "" if message.status == "length" else AGAIN]
    return " ".join(part for part in parts if part)
