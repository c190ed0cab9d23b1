"""After a conversation: is there something in what was said lately that a persona should grow by?

Found by code, or by a model; either way the gate decides. What the author lets change without approval
changes at once where code found it; what a model found always waits for you.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from companion.engine.afterthoughts import answer
from companion.engine.apart import apart
from companion.engine.growth.gate import Past, chosen, was_asked_today
from companion.engine.growth.jokes import jokes
from companion.engine.growth.nicknames import nicknames
from companion.engine.growth.seeds import OFTEN
from companion.engine.growth.suggested import asked, vouched
from companion.engine.growth.topics import topics
from companion.engine.growth.wishes import habits, lengths
from companion.engine.schedule import GROWTH, WITH_A_MODEL
from companion.engine.sentences import words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from companion.engine.growth.plan import Plan
    from companion.engine.growth.seeds import Seed, Talk
    from companion.models.protocol import Model
    from companion.persona.persona import Persona
    from memory import Memory
    from memory.records import Change

    Handler = Callable[[int, datetime], Awaitable[None]]

LATELY = timedelta(days=90)
MOST = 60  # conversations that are looked through


class Tending:
    """Looks for what to grow by. `persona_of` gives the persona of an id, or None where it is gone; `name` is
    what the user is called.
    """

    def __init__(
        self, memory: Memory, persona_of: Callable[[str], Persona | None], name: str | None = None
    ) -> None:
        self.memory = memory
        self.persona_of = persona_of
        self.name = name

    def handlers(self, model: Model | None) -> dict[str, Handler]:
        """The work that it does after conversations."""
        by_code: dict[str, Handler] = {GROWTH: self.look}
        return by_code if model is None else by_code | {GROWTH + WITH_A_MODEL: partial(self.ask, model)}

    async def look(self, conversation: int, now: datetime) -> None:
        """Suggest what plain patterns find, or ask for a model's look. Raises `NotFoundError`."""
        persona = self._growing(conversation)
        if persona is not None:
            await apart(self.memory, lambda memory: self._look(memory, persona, conversation, now))

    def _look(self, memory: Memory, persona: Persona, conversation: int, now: datetime) -> None:
        talks = talks_with(memory, persona.id, now)
        if len(talks) < OFTEN or was_asked_today(past_of(memory, persona.id), now):
            return
        found = seeds(persona, talks, memory, self._known(memory, persona))
        if suggest(memory, persona, found, now) is None:
            memory.enqueue(GROWTH + WITH_A_MODEL, conversation, now)

    async def ask(self, model: Model, conversation: int, now: datetime) -> None:
        """Suggest what a model finds and your words bear out. Raises `ModelError`, `NotFoundError`, and
        `ValueError` for a reply that can't be read.
        """
        persona = self._growing(conversation)
        if persona is None or was_asked_today(past_of(self.memory, persona.id), now):
            return
        talks = talks_with(self.memory, persona.id, now)
        request = asked(talks, model.window)
        if request is None:
            return
        found = list(vouched(await answer(model, request), talks, self._known(self.memory, persona)))
        await apart(self.memory, lambda memory: suggest(memory, persona, found, now))

    def _growing(self, conversation: int) -> Persona | None:
        """Whom the conversation was with, where the author left a part open."""
        persona = self.persona_of(self.memory.conversation(conversation).persona)
        return persona if persona is not None and persona.growth else None

    def _known(self, memory: Memory, persona: Persona) -> frozenset[str]:
        """Names, in lower case, that are yours, hers, or those of whom you told her."""
        told = (word for fact in memory.facts() for word in fact.text.split()[1:] if word[:1].isupper())
        return frozenset(words(" ".join([persona.name, persona.id, self.name or "", *told])))


def seeds(persona: Persona, talks: Sequence[Talk], memory: Memory, known: frozenset[str]) -> Iterator[Seed]:
    """All that code finds; what was asked of her comes first."""
    used = {number for change in memory.changes(persona.id) for number in change.sources}
    yield from lengths(talks, used)
    yield from habits(talks)
    yield from nicknames(talks, known)
    yield from jokes(talks, known)
    yield from topics(talks, known, (*persona.initiative.never, *persona.memory.never))


def talks_with(memory: Memory, persona: str, now: datetime) -> list[Talk]:
    """The conversations with that persona of the last months, oldest first, in the user's time."""
    return [
        [replace(said, at=said.at.astimezone(now.tzinfo)) for said in memory.messages(one.id)]
        for one in reversed(memory.conversations(MOST, persona))
        if now - one.last_at <= LATELY
    ]


def past_of(memory: Memory, persona: str) -> Past:
    """What was suggested for it before."""
    return Past(memory.changes(persona), memory.approved_changes(persona))


def suggest(memory: Memory, persona: Persona, found: Iterable[Seed], now: datetime) -> Change | None:
    """Make the suggestion of the day, if there is one; two programs make one between them."""
    with memory.batch():
        plan = chosen(persona, found, past_of(memory, persona.id), now)
        return None if plan is None else _make(memory, persona, plan, now)


def _make(memory: Memory, persona: Persona, plan: Plan, now: datetime) -> Change | None:
    made = memory.suggest_change(
        persona.id,
        plan.part,
        plan.after,
        before=plan.before,
        subject=plan.subject,
        reason=plan.reason,
        sources=plan.sources,
        at=now,
    )
    asks = any(growth.part == plan.part and growth.approval for growth in persona.growth)
    if made is None or asks or not plan.by_code:
        return made
    return memory.settle_change(made.id, "approved", now, "companion")
