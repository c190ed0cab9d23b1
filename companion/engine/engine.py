"""The engine: a turn is recall, compose, stream, record."""

from __future__ import annotations

import time
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from companion.engine.answer import Answer, spoken
from companion.engine.budget import Budget, budget
from companion.engine.citing import Citing
from companion.engine.compose import TooLongError, compose
from companion.engine.events import Answered, Composed, Condensed, Heard, Recalled, Said, Timings
from companion.engine.gathering import Gathering, Scene, recall, scene
from companion.engine.greeting import moment
from companion.engine.lore import sourced, told
from companion.engine.schedule import schedule
from companion.models.protocol import End, Options, Request
from companion.models.tokens import count
from companion.persona.growth import grown
from companion.safety import crisis
from companion.safety.disclosure import DISCLOSURE, asks_if_human
from companion.safety.sanitize import sanitize
from memory.records import COMPANION, USER, Conversation, Message

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable
    from datetime import datetime

    from companion.engine.events import TurnEvent
    from companion.engine.prompt import Prompt
    from companion.models.protocol import Model
    from companion.persona.persona import Persona
    from memory import Memory
    from memory.messages import Parent
    from memory.records import Recollection

    Found = tuple[Recollection, ...]

# In a window larger than this, in tokens, the length of an answer is left to the model.
ROOMY = 16_384
# Words of a message that asks whether she is human and hardly anything else.
SHORT = 15


class Engine:
    """Turns with one persona, one model and one memory; each can be exchanged between two turns.

    `clock` gives the present, aware, in the user's zone; `name` is what the user wants to be called; `window`
    overrides the model's, in tokens. `record` is the memory in which what is said is written down: the same,
    unless the conversation is off the record. `elsewhere` looks into the memory where nobody waits for it:
    a screen lives on meanwhile.
    """

    def __init__(
        self,
        memory: Memory,
        persona: Persona,
        model: Model,
        clock: Callable[[], datetime],
        *,
        name: str | None = None,
        window: int | None = None,
    ) -> None:
        self.memory = self.record = memory
        self.persona = persona
        self.model = model
        self.clock = clock
        self.name = name
        self.window = window
        self.elsewhere: Callable[[Callable[[Memory], Found]], Awaitable[Found]] | None = None

    @property
    def off_the_record(self) -> bool:
        """Whether what is said now is answered from memory and never stored."""
        return self.record is not self.memory

    @property
    def grown(self) -> Persona:
        """The persona with the changes that experience has brought and that stand."""
        return grown(self.persona, self.memory.approved_changes(self.persona.id)).persona

    def go_off_the_record(self, conversation: int | None) -> None:
        """From now on nothing of that conversation, or of one that is yet to begin, leaves this process.

        What was said in it before stays as it is. Raises `NotFoundError`.
        """
        if not self.off_the_record:
            self.record = self.memory.aside(conversation)

    def go_on_the_record(self) -> None:
        """What was said off the record is gone; what is said from now on is kept again."""
        aside, self.record = self.record, self.memory
        if aside is not self.memory:
            aside.close()

    def begin(self, opening: str | None = None) -> Conversation:
        """A new conversation; `opening` is what she has said first, such as a greeting."""
        conversation = self.record.begin(persona=self.persona.id, at=self.clock())
        if opening:
            self.record.append(conversation.id, author=COMPANION, text=opening, at=self.clock())
        return conversation

    def greeting(self) -> str:
        """What she says before anything was said, as it suits the moment."""
        latest = self.memory.conversations(limit=1)
        return self.grown.greeting(moment(latest[0].last_at if latest else None, self.clock()), self.name)

    def leave(self, conversation: int) -> None:
        """The conversation is over for now: what is to be made of it becomes due."""
        schedule(self.memory, conversation, self.clock(), ended=True)

    async def turn(
        self,
        conversation: int,
        text: str,
        *,
        branch_from: Message | None = None,
        heard: Message | None = None,
        options: Options | None = None,
    ) -> AsyncGenerator[TurnEvent, None]:
        """Say something and follow what comes of it; the last event is always `Answered`.

        Closing the iterator stops her; what she has said is kept, as `interrupted`. `branch_from` is an
        earlier message of the user's: this one becomes a branch beside it. `heard` is this one where it is
        stored already (see `hear`). Raises `StoreError` if the message can't be stored; nothing has been
        sent then.
        """
        began = time.perf_counter()
        heard = heard or self.hear(conversation, text, branch_from)
        yield Heard(heard)
        before = self.record.messages(conversation, head=heard.id)[:-1]
        shown = scene(self.record, conversation, before, heard.at)
        found = await self._recalled(heard, shown)
        recalled_ms = 1000 * (time.perf_counter() - began)
        yield Recalled(found)
        with Answer(self.record, conversation, self.model, self.clock()) as answer:
            if not self.off_the_record:  # what was recalled stands in the memory, not in the record
                self.memory.note_recalled(answer.row.id, found)
            async with aclosing(self._speak(answer, shown, found, text, options or Options())) as events:
                async for event in events:
                    yield event
        first = None if answer.first is None else 1000 * (answer.first - began)
        timings = Timings(recalled_ms, first, 1000 * (time.perf_counter() - began))
        yield Answered(answer.row, answer.usage, timings, answer.advice)

    async def _recalled(self, heard: Message, shown: Scene) -> Found:
        """What bears on it. An embedder that hangs holds up only this."""
        look = partial(recall, text=heard.text, shown=shown, now=self.clock(), heard=heard.id)
        return look(self.memory) if self.elsewhere is None else await self.elsewhere(look)

    async def _speak(
        self, answer: Answer, shown: Scene, found: tuple[Recollection, ...], text: str, options: Options
    ) -> AsyncGenerator[TurnEvent, None]:
        """Compose and stream; `answer` keeps what comes of it. A cry for help, and whether she is human, are
        answered by the floor alone: a small model has said goodbye to the one, and “yes” to the other.
        """
        if options.schema is None and (alone := _floor_alone(text)):
            answer.add(alone)
            yield Said(sanitize(alone))
            answer.end(End("stop", detail="The program's own words, not a model's."))
            return
        try:
            gathering = self._gathering()
            shown, given, gone = gathering.condensed(shown, gathering.materials(shown, found, text))
            prompt = compose(given, gathering.budget, count)
        except TooLongError as error:
            answer.close("error", str(error))
            return
        if gone:
            yield Condensed(gone)
        yield Composed(prompt)
        opening, citing = self._opening(text, options), self._citing(gathering.persona, prompt, options)
        async with aclosing(spoken(answer, self._request(prompt, options), opening, citing)) as said:
            async for piece in said:
                yield piece

    def prompt(self, conversation: int, text: str) -> Prompt:
        """The very prompt that a turn would send for that text; nothing is stored. Raises `TooLongError`."""
        shown = scene(self.record, conversation, self.record.messages(conversation), self.clock())
        found = recall(self.memory, text, shown, self.clock())
        gathering = self._gathering()
        return compose(gathering.materials(shown, found, text), gathering.budget, count)

    async def read_ahead(self, opening: str | None = None) -> None:
        """Let the model read what the next conversation's prompt will begin with, while nobody waits.

        It pays where a model reads slowly and keeps what it read: with one in this process. Can be cancelled
        at any time. Raises `ModelError`.
        """
        now = self.clock()
        said = [Message(0, 0, None, COMPANION, opening, now)] if opening else []
        shown = Scene(Conversation(0, self.persona.id, None, now, now), tuple(said))
        prompt = compose(self._gathering().materials(shown, (), ""), self.budget(), count)
        async with aclosing(self.model.stream(Request(prompt.messages, Options(max_tokens=1)))) as chunks:
            async for _ in chunks:
                pass

    def budget(self) -> Budget:
        """How the window of the model is shared out."""
        return budget(self.window or self.model.window, self.persona.model.length)

    def hear(self, conversation: int, text: str, branch_from: Message | None = None) -> Message:
        """Store what the user says, before anything is made of it. Raises `StoreError`."""
        parent: Parent = "head" if branch_from is None else branch_from.parent
        heard = self.record.append(conversation, author=USER, text=text, at=self.clock(), parent=parent)
        if not self.off_the_record:
            schedule(self.memory, conversation, self.clock())
        return heard

    def _gathering(self) -> Gathering:
        return Gathering(self.memory, self.record, self.grown, self.budget(), self.clock(), self.name)

    def _request(self, prompt: Prompt, options: Options) -> Request:
        hints = self.persona.model
        longest = prompt.reserve if hints.length or prompt.window <= ROOMY else None
        temperature = hints.temperature if options.temperature is None else options.temperature
        told = replace(options, temperature=temperature, max_tokens=options.max_tokens or longest)
        return Request(prompt.messages, told)

    def _opening(self, text: str, options: Options) -> str:
        """What the floor says before any model: that she is no human, when asked."""
        return f"{DISCLOSURE}\n\n" if options.schema is None and asks_if_human(text) else ""

    def _citing(self, persona: Persona, prompt: Prompt, options: Options) -> Citing:
        """What sees to the places of quotations; JSON passes as it comes."""
        if options.schema is not None:
            return Citing()
        return Citing(told(persona, self.name, prompt), sourced(persona, self.name))


def _floor_alone(text: str) -> str:
    """What the floor says in place of a model; empty where it does not. A long message asks for more."""
    if crisis.in_crisis(text):
        return crisis.lines(None)
    return DISCLOSURE if asks_if_human(text) and len(text.split()) <= SHORT else ""
