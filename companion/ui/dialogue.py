"""The conversation that you are in: begun, resumed, said something to, stopped, left."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.worker import WorkerError

from companion.models.absent import AbsentModel
from companion.ui.trouble import sentence
from companion.ui.turn import Turn
from companion.ui.widgets.utterance import Hers
from memory.records import COMPANION, USER, NotFoundError

if TYPE_CHECKING:
    from textual.worker import Worker

    from companion.engine.prompt import Prompt
    from companion.ui.screens.chat import Chat
    from memory import Memory
    from memory.records import Message, Recollection

STOPS = "esc stops her"
WAITS = "your next message waits · esc stops her"
GONE = "What was said off the record is gone. This is on the record."
FORGOTTEN = "The conversation has been forgotten elsewhere. This is a new one."
BRANCH = "This is an earlier branch of the conversation. What you say goes on from here."


class Dialogue:
    """Belongs to the chat screen. `id` is None until the first message of a new conversation; `sent` is the
    last prompt that went to the model, `found` what was recalled for it.
    """

    def __init__(self, chat: Chat) -> None:
        self.chat, self.talk = chat, chat.talk
        self.id: int | None = None
        self.sent: Prompt | None = None
        self.found: tuple[Recollection, ...] = ()
        self.greeting: str | None = None
        self._elsewhere: int | None = None
        self._waiting: Message | None = None
        self._turn: Turn | None = None
        self._worker: Worker[None] | None = None

    @property
    def record(self) -> Memory:
        """Where the conversation is written down: in her memory, or off the record."""
        return self.talk.engine.record

    @property
    def speaking(self) -> bool:
        """Whether a turn is on its way."""
        return self._worker is not None and not self._worker.is_finished

    def last(self, author: str) -> Message | None:
        """The latest message of that author on the way to the head."""
        path = self.record.messages(self.id) if self.id is not None and not self._gone() else []
        return next((message for message in reversed(path) if message.author == author), None)

    def _gone(self) -> bool:
        """Whether another program has forgotten it."""
        if self.id is not None:
            try:
                self.record.conversation(self.id)
            except NotFoundError:
                return True
        return False

    async def start(self) -> None:
        """Leaves for a new conversation, which she opens."""
        await self.stop()
        aside = self.talk.engine.off_the_record
        self._turn_from()
        self.chat.settle_status()
        engine = self.talk.engine
        self.greeting = engine.greeting()
        await self.chat.view.show(())
        await self.chat.view.add(Hers(text=self.greeting))
        if aside:
            await self.chat.note(GONE, "aside")
        if isinstance(engine.model, AbsentModel):
            await self.chat.note(sentence(engine.model.why), "wrong")
        await self.chat.cards.refresh()
        self.chat.background.warm()

    async def resume(self, conversation: int, at: int | None = None) -> None:
        """Goes on with a conversation, or to a message in it, which may be on another branch."""
        there = self.talk.memory.conversation(conversation)
        path = self.talk.memory.messages(conversation)
        away = at is not None and all(message.id != at for message in path)
        if away:
            path = self.talk.memory.messages(conversation, head=at)
        await self.stop()
        aside = self.talk.engine.off_the_record
        self._turn_from()
        self.id, self._elsewhere, self.greeting = conversation, at if away else None, None
        self.chat.adopt(there.persona)
        await self.chat.view.show(path, at)
        if aside:
            await self.chat.note(GONE, "aside")
        if away:
            await self.chat.note(BRANCH)
        elif at is None:
            await self.chat.cards.refresh()

    async def show_again(self) -> None:
        """Shows it as it is in the store now."""
        if self.id is None:
            return
        try:
            path = self.record.messages(self.id)
        except NotFoundError:
            self.id = None
            await self.start()
        else:
            await self.chat.view.show(path)
            await self.chat.cards.refresh()

    def _turn_from(self) -> None:
        """Leaves for another conversation, in which it is known what was said in this one."""
        if self.id is not None and not self.talk.engine.off_the_record:
            self.chat.run_worker(self.talk.learn(self.id), group="learn", exit_on_error=False)
        self.leave()

    def leave(self) -> None:
        """It is over for now, and may be reflected on."""
        if self.id is not None:
            with suppress(NotFoundError):  # it was deleted
                self.talk.engine.leave(self.id)
        self.id = self._elsewhere = self.sent = None
        self.found = ()
        self.talk.engine.go_on_the_record()
        self.chat.status.tell(tokens=None)

    async def say(self, text: str, branch_from: Message | None = None) -> None:
        """Says it, as soon as she has finished; until then it waits, in the store like all that is said."""
        self.chat.background.pause()
        if self.speaking and self._turn is not None:
            await self._turn.under_way.wait()
        if self.speaking:
            await self._wait(text)
            return
        if self._gone():
            await self.start()
            await self.chat.note(FORGOTTEN)
            branch_from = None
        self._begin(Turn(self.talk, self.chat.view, self.chat.status, text, branch_from))

    def _begin(self, turn: Turn) -> None:
        self._turn = turn
        self._worker = self.chat.run_worker(self._take(turn), group="turn", exit_on_error=False)

    async def _wait(self, text: str) -> None:
        try:
            self._waiting = self._stored(text)
        except Exception as error:
            await self.chat.note(sentence(error), "wrong")
            self.chat.prompt.restore(text)
            return
        await self.chat.view.wait(self._waiting)
        self.chat.status.tell(doing=WAITS)

    def _stored(self, text: str) -> Message:
        """All that waits is one message: it is answered as a whole."""
        before = self._waiting
        if before is None:
            return self.talk.engine.hear(self._place(), text)
        return self.record.update(before.id, text=f"{before.text}\n\n{text}")

    async def again(self) -> None:
        """Says the last message again, on a branch of its own."""
        last = None if self.speaking else self.last(USER)
        if last is not None:
            await self.say(last.text, last)

    async def _take(self, turn: Turn) -> None:
        try:
            await self.chat.following.look()
            self.chat.status.tell(doing=STOPS)
            await turn.run(self._place())
        except Exception as error:  # what was typed comes back, and the reason is said
            await self.chat.note(sentence(error), "wrong")
            if turn.heard is None:
                self.chat.prompt.restore(turn.text)
        finally:
            self.sent, self.found = turn.prompt or self.sent, turn.found
            self._worker = None
            self.chat.settle_status()
        await self._after()

    async def _after(self) -> None:
        waited, self._waiting = self._waiting, None
        if waited is not None:
            self._begin(Turn(self.talk, self.chat.view, self.chat.status, waited.text, heard=waited))
        else:
            await self.chat.cards.refresh()

    def _place(self) -> int:
        if self.id is None:
            self.id = self.talk.engine.begin(self.greeting).id
        if self._elsewhere is not None:
            self.record.branch(self.id, self._elsewhere)
            self._elsewhere = None
        return self.id

    async def stop(self) -> None:
        """Stops her, if she is speaking, and waits until what she said is kept. What waited comes back."""
        turn = await self._halt()
        if turn is None:
            return
        unsaid = [turn.text] if turn.heard is None else []
        unsaid += await self._take_back()
        if unsaid:
            self.chat.prompt.restore("\n\n".join(unsaid))

    async def withdraw(self) -> tuple[Message | None, list[str]]:
        """Stops her, to say it again elsewhere: the first message that is not answered, and the texts."""
        turn = await self._halt()
        waited, self._waiting = self._waiting, None
        if turn is None:
            return None, []
        return turn.heard or waited, [turn.text, *([waited.text] if waited else [])]

    async def depart(self) -> None:
        """Stops her for good; what waited is the last that was said."""
        await self._halt()
        self._waiting = None

    async def _halt(self) -> Turn | None:
        worker, turn = self._worker, self._turn
        if worker is None or worker.is_finished:
            return None
        worker.cancel()
        with suppress(WorkerError):
            await worker.wait()
        if turn is not None:
            turn.under_way.set()  # it may not even have begun
        return turn

    async def _take_back(self) -> list[str]:
        waited, self._waiting = self._waiting, None
        if waited is None:
            return []
        if waited.parent is not None:
            self.record.branch(waited.conversation, waited.parent)
        await self.chat.view.wait(None)
        return [waited.text]

    def last_answer(self) -> Message | None:
        """Hers, the latest."""
        return self.last(COMPANION)
