"""While nobody speaks: the model wakes up, what was said is reflected on, what is due comes up."""

from __future__ import annotations

import asyncio
import inspect
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from companion.engine.compose import TooLongError
from companion.models.protocol import ModelError
from companion.ui.growing import Growing
from companion.ui.screens.forgetting import underway
from companion.ui.trouble import log, sentence
from memory.records import USER, StoreError

if TYPE_CHECKING:
    from textual.worker import Worker

    from companion.ui.screens.chat import Chat
    from companion.ui.talk import Choice

LOOK_EVERY = 30.0  # seconds
EMBED_FOR = 60.0  # seconds in a row, before it is the turn of reflection
SOON = 0.5  # seconds
BREATH = 0.02  # seconds between two slices
LATEST = 40  # messages that she looks through; more would be felt on the screen
GROUP = "background"


class Background:
    """Belongs to the chat screen; `pause` when the user sends, and nothing of it is in the way."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.models: tuple[Choice, ...] = ()
        self._growing = Growing(chat)
        self._touched = time.monotonic()
        self._reflecting: Worker[None] | None = None
        self._reading: Worker[None] | None = None
        self._learned: int | None = None
        self._considered: tuple[int, int] | None = None

    def begin(self) -> None:
        """Starts looking around now and again."""
        self.chat.set_interval(LOOK_EVERY, self.look)
        self.chat.run_worker(self._models(), group="warm", exit_on_error=False)
        self.chat.run_worker(self._forget_old(), group="forget", exit_on_error=False)

    def touched(self) -> None:
        """A key was pressed."""
        self._touched = time.monotonic()

    def pause(self) -> None:
        """Lets the machine answer: reading ahead ends, reflection is cut short and goes on later."""
        self.touched()
        for worker in (self._reading, self._reflecting):
            if worker is not None:
                worker.cancel()
        self._reading = self._reflecting = None

    async def _forget_old(self) -> None:
        try:
            await self.chat.talk.forget_old()
        except Exception as error:  # another program may be reading; it is done at the next start
            log.warning("forgetting by age: %s", type(error).__name__)

    async def _models(self) -> None:
        with suppress(Exception):  # only completion misses them
            self.models = tuple(await asyncio.to_thread(self.chat.talk.models))

    def warm(self) -> None:
        """Loads an embedded model and lets it read ahead, so that the first answer does not wait for it."""
        load = getattr(self.chat.talk.engine.model, "load", None)
        if load is not None:
            self.chat.run_worker(self._warm(load), group="load", exclusive=True, exit_on_error=False)

    async def _warm(self, load: object) -> None:
        self.chat.status.tell(doing="waking up")
        try:
            assert callable(load)
            if inspect.iscoroutinefunction(load):
                await load()
            else:
                await asyncio.to_thread(load)
        except Exception as error:
            await self.chat.note(sentence(error), "wrong")
        else:
            self._read_ahead()
        finally:
            if not self.chat.dialogue.speaking:
                self.chat.settle_status()

    def _read_ahead(self) -> None:
        """While you read her greeting and type, she reads what her prompt will begin with."""
        dialogue = self.chat.dialogue
        if dialogue.id is None and not dialogue.speaking:
            work = self._read(dialogue.greeting)
            self._reading = self.chat.run_worker(work, group="ahead", exclusive=True, exit_on_error=False)

    async def _read(self, greeting: str | None) -> None:
        with suppress(ModelError, TooLongError):  # the turn will meet it again, and say so
            await self.chat.talk.engine.read_ahead(greeting)

    async def look(self) -> None:
        """Brings up what is due; when it has been still for a while she reflects, and may suggest a thing."""
        if self.chat.dialogue.speaking or underway(self.chat.app):
            return
        still = self._still()
        if still:
            self.chat.carefully(self._consider)
        await self._bring_up()
        if still:
            self.reflect()

    async def learn_soon(self) -> None:
        """The same for somebody who is about to look, and does not wait for another program's long work."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.learn(), SOON)

    async def learn(self) -> None:
        """Finds the plain facts in what was said last."""
        dialogue, talk = self.chat.dialogue, self.chat.talk
        said = None if talk.engine.off_the_record else dialogue.last(USER)
        if said is not None and said.id != self._learned:
            await talk.learn(said.conversation)
            self._learned = said.id

    async def _bring_up(self) -> None:
        await self.chat.cards.refresh()
        with suppress(StoreError):  # the next look will tell
            await self._growing.tell()

    def _still(self) -> bool:
        return time.monotonic() - self._touched >= self.chat.talk.still

    def _consider(self) -> None:
        """Notices what was said last, once."""
        talk, conversation = self.chat.talk, self.chat.dialogue.id
        if talk.engine.off_the_record:
            return
        said = self.chat.dialogue.last(USER) if conversation is not None else None
        if conversation is None or said is None or self._considered == (conversation, said.id):
            return
        self._considered = conversation, said.id
        talk.desk.consider(conversation, latest=LATEST)

    def reflect(self) -> None:
        """Does the work that waits after conversations, until the user sends something."""
        busy = self._reflecting is not None and self._reflecting.is_running
        if not busy and not self.chat.dialogue.speaking:
            self._reflecting = self.chat.run_worker(self._reflect(), group=GROUP, exit_on_error=False)

    async def _embed(self) -> None:
        """Makes vectors, a little at a time, until a key, a message, or the end of its share of the time."""
        until = time.monotonic() + EMBED_FOR
        try:
            while time.monotonic() < until and self._still() and await self.chat.talk.embed():
                await asyncio.sleep(BREATH)
        except Exception as error:  # a server that is away keeps nothing else from being done
            log.warning("embedding: %s", type(error).__name__)

    async def _reflect(self) -> None:
        try:
            await self.learn()
            await self._embed()
            await self.chat.talk.reflect()
        except Exception as error:
            log.warning("reflection: %s", type(error).__name__)
            return
        await self._bring_up()
