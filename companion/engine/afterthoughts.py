"""What is made of one conversation when it is over, and stored: its title, its summary, facts about you."""

from __future__ import annotations

import logging
import time
from collections import Counter
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING

from companion.engine import vouch
from companion.engine.apart import apart
from companion.engine.discretion import allowed, discreet, unspoken
from companion.engine.learning import Learner, said_in
from companion.engine.material import asked_facts, asked_summary
from companion.engine.sittings import sittings
from companion.engine.summarise import better, extractive
from companion.engine.titles import title
from companion.models.protocol import ModelError, Text
from companion.persona.keeping import no_rules

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from companion.engine.extract import Candidate
    from companion.models.protocol import Model, Request
    from companion.persona.keeping import KeepingOf
    from companion.persona.persona import Keeping
    from memory import Memory
    from memory.records import Message

EXTRACTIVE = "extractive"
BETTER = "summary+model"
_LATEST = 40  # messages, in a conversation that goes on
_AT_ONCE = 0.05  # seconds of learning that nobody notices

_log = logging.getLogger(__name__)


class Afterthoughts:
    """Each method takes a conversation's id and the instant, reads what was said, and stores at once.

    `keeping` tells the rules of the persona that a conversation is with. Each raises `PersonaError` where it
    is not known what those are.
    """

    def __init__(self, memory: Memory, keeping: KeepingOf = no_rules) -> None:
        self.memory = memory
        self.keeping = keeping

    def handlers(self, model: Model) -> dict[str, Callable[[int, datetime], Awaitable[None]]]:
        """What a model does better."""
        return {
            BETTER: partial(self.sum_up_better, model),
            "facts+model": partial(self.learn_more, model),
        }

    async def sum_up(self, conversation_id: int, now: datetime) -> None:
        """A title where there is none, and of each sitting a summary of your own sentences.

        Raises `NotFoundError`.
        """
        said, _ = self._told(conversation_id, now)
        self._entitle(conversation_id, said)
        with self.memory.batch():
            for sitting in self._not_summed_up(conversation_id, said):
                if text := extractive(sitting):
                    self._keep_summary(conversation_id, sitting, text, EXTRACTIVE, now)

    async def sum_up_better(self, model: Model, conversation_id: int, now: datetime) -> None:
        """A model's summary of the latest sitting in place of the extractive one, if your words bear it out;
        then, as work of its own, of those before it in which something was said here.

        Raises `ModelError`, `NotFoundError`, and `ValueError` for one that they do not.
        """
        said, rules = self._told(conversation_id, now)
        waiting = [
            (sitting, request)
            for sitting in self._not_summed_up(conversation_id, said, by_a_model=True)
            if sitting[-1] is said[-1] or any(one.origin == "said" for one in sitting)
            if (request := asked_summary(sitting, model.window, rules)) is not None
        ]
        if not waiting:
            return
        sitting, request = waiting[-1]
        text = better(unspoken(await answer(model, request), rules.never), sitting)
        with self.memory.batch():
            self._keep_summary(conversation_id, sitting, text, model.name, now)
            if waiting[:-1]:
                self.memory.enqueue(BETTER, conversation_id, now)

    async def learn(self, conversation_id: int, now: datetime) -> None:
        """Facts that plain patterns find, then in other conversations that wait. Raises `NotFoundError`."""

        def read(memory: Memory) -> None:
            learner = Learner(
                memory, self.keeping
            )  # it looks through all facts: once for many, after an import
            learner.read(conversation_id, now)
            learner.read_waiting(now, time.monotonic() + _AT_ONCE)

        await apart(self.memory, read)

    async def learn_latest(self, conversation_id: int, now: datetime) -> None:
        """The same of what was said just now: who puts something right is not to wait for silence.

        Raises `NotFoundError`.
        """
        await apart(
            self.memory, lambda memory: Learner(memory, self.keeping).read(conversation_id, now, _LATEST)
        )

    async def learn_more(self, model: Model, conversation_id: int, now: datetime) -> None:
        """Facts that a model finds and your words bear out. Raises `ModelError`, `NotFoundError`, and
        `ValueError` for a reply that can't be read.
        """
        said, rules = self._told(conversation_id, now)
        found: list[Candidate] = []
        refused: Counter[str] = Counter()
        for request, given in asked_facts(said, model.window, rules):
            verdict = vouch.vouched(await answer(model, request), given)
            found += allowed(verdict.facts, rules.never)
            refused.update(verdict.refused)
        await apart(self.memory, lambda memory: Learner(memory).take(found, now))
        _log.info("a model found %d facts; refused: %s", len(found), dict(refused) or "none")

    def _told(self, conversation_id: int, now: datetime) -> tuple[list[Message], Keeping]:
        """What was said of which something may be made, and the rules that hold for it."""
        rules = self.keeping(self.memory.conversation(conversation_id).persona)
        return discreet(said_in(self.memory, conversation_id, now), rules.never), rules

    def _entitle(self, conversation_id: int, said: list[Message]) -> None:
        if self.memory.conversation(conversation_id).title is None:
            words = title(said)
            if words:
                self.memory.rename(conversation_id, words)

    def _not_summed_up(
        self, conversation_id: int, said: list[Message], *, by_a_model: bool = False
    ) -> list[list[Message]]:
        """The sittings of which there is no summary, or none by a model, that covers it and no other."""
        everything = {message.id for message in said}
        done = {
            frozenset(everything.intersection(one.sources))
            for one in self.memory.summaries(level="conversation", conversation=conversation_id)
            if not by_a_model or one.method != EXTRACTIVE
        }
        return [one for one in sittings(said) if frozenset(message.id for message in one) not in done]

    def _keep_summary(
        self, conversation_id: int, said: list[Message], text: str, method: str, now: datetime
    ) -> None:
        self.memory.summarise(
            "conversation",
            text,
            start=said[0].at,
            end=said[-1].at,
            sources=[message.id for message in said],
            method=method,
            at=now,
            conversation=conversation_id,
        )


async def answer(model: Model, request: Request) -> str:
    """The whole of a model's answer. Cancelled, it stops the model too. Raises `ModelError`."""
    said: list[str] = []
    async with aclosing(model.stream(request)) as chunks:
        async for chunk in chunks:
            if isinstance(chunk, Text):
                said.append(chunk.text)
            elif chunk.finish in {"interrupted", "filtered"}:
                raise ModelError("The answer was cut off.", "It is tried again later.")
    return "".join(said)
