"""Learning: what is found, and what you tell her to remember, beside what is known already."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from companion.engine.discretion import allowed, discreet
from companion.engine.extract import patterns
from companion.engine.known import Known
from companion.engine.reconcile import lessons, strongest
from companion.engine.schedule import FACTS, UNCLEAR
from companion.persona.findings import PersonaError
from companion.persona.keeping import no_rules
from memory.facts import check_length
from memory.records import USER, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from companion.engine.extract import Candidate
    from companion.engine.reconcile import Lesson
    from companion.persona.keeping import KeepingOf
    from memory import Memory
    from memory.records import Fact

_ASKING = re.compile(r"^\s*that\s+(?=(?:i|my|we|our)\b)", re.IGNORECASE)
_STEP = 0.25  # seconds of it that are one transaction: others who write wait no longer


class Learner:
    """Takes found facts into the memory; it knows what it took, so that many can be taken one after another.

    What others learn meanwhile it does not see: it is for one piece of work. `keeping` tells the rules of the
    persona that a conversation is with.
    """

    def __init__(self, memory: Memory, keeping: KeepingOf = no_rules) -> None:
        self.memory = memory
        self.keeping = keeping
        self.known = Known(memory.facts(include_superseded=True))
        self.unlearned = memory.unlearned()

    def take(self, found: Iterable[Candidate], now: datetime) -> int:
        """Learn all or, when something goes wrong, none -> how many are new. Raises `NotFoundError`."""
        learned = 0
        with self.memory.batch():
            for candidate in strongest(one for one in found if one.source not in self.unlearned):
                for what in lessons(candidate, self.known):
                    learned += self._keep(what, now)
        return learned

    def read(self, conversation: int, now: datetime, latest: int | None = None) -> int:
        """Learn what plain patterns find in that conversation, or its `latest` messages -> how many are new.

        Raises `NotFoundError`, and `PersonaError` where it is not known what is to stay out of it.
        """
        never = self.keeping(self.memory.conversation(conversation).persona).never
        said = said_in(self.memory, conversation, now)
        seen = said[-latest:] if latest else said
        found = patterns(discreet(seen, never), begins=len(seen) == len(said))
        learned = self.take(allowed(found, never), now)
        if self.memory.take_back(conversation):
            self.known = Known(self.memory.facts(include_superseded=True))
        return learned

    def read_waiting(self, now: datetime, until: float) -> tuple[int, int]:
        """The same of conversations for which that is due, in one transaction, until that instant of the
        monotonic clock -> how many facts were learned, and from how many conversations.
        """
        facts = done = 0
        with self.memory.batch():
            while time.monotonic() < until and (work := self.memory.claim(now, kinds=[FACTS])):
                try:
                    facts += self.read(work.conversation, now) if work.conversation is not None else 0
                except PersonaError:
                    self.memory.postpone(work.id, now + UNCLEAR, tried=False)
                else:
                    self.memory.finish(work.id)
                done += 1
        return facts, done

    def _keep(self, what: Lesson, now: datetime) -> bool:
        """Whether it is new; what was known is surer now."""
        if (same := self._said_before(what)) is not None:
            source = what.candidate.source
            sure = self.memory.told_again(same.id, source, what.candidate.confidence)
            self.known.told_again(same, source, sure)
            return False
        fact = self.memory.learn(
            what.text,
            said_by=USER,
            sources=[what.candidate.source],
            quote=what.candidate.quote,
            topic=what.topic,
            confidence=what.candidate.confidence,
            at=now,
            valid_from=what.candidate.since or what.candidate.at,
            valid_to=what.candidate.until,
            pinned=what.pinned,
            supersedes=what.replaces,
            superseded_by=what.superseded_by,
        )
        new = fact.id not in self.known
        for one in (fact, *map(self.memory.fact, what.replaces)):
            self.known.add(one)
        return new

    def _said_before(self, what: Lesson) -> Fact | None:
        """The fact that says just this, where nothing but another message is to be added to it.

        To learn it anew would read all the messages that it rests on: too many, where you say it each day.
        """
        if what.replaces or what.superseded_by is not None or what.pinned:
            return None
        whole = (
            fact
            for fact in self.known.saying(what.text)
            if fact.holds and fact.said_by == USER and fact.text == what.text
            if fact.quote and fact.topic and fact.valid_from and what.candidate.source not in fact.sources
        )
        return next(whole, None)


@dataclass(frozen=True, slots=True)
class Learned:
    """How many facts were learned, from how many conversations, and how many of those still wait."""

    facts: int
    conversations: int
    waiting: int


def learn_waiting(
    memory: Memory,
    now: datetime,
    seconds: float,
    progress: Callable[[int], None] | None = None,
    keeping: KeepingOf = no_rules,
) -> Learned:
    """Learn what plain patterns find in the conversations for which that is due, for about so many seconds.

    In the order in which the work is due, a fraction of a second of it in each transaction: whatever ends it,
    the rest waits, and nothing is done twice. `progress` is told how many conversations are done.
    """
    learner = Learner(memory, keeping)
    facts = done = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        learned, read = learner.read_waiting(now, min(until, time.monotonic() + _STEP))
        if not read:
            break
        facts, done = facts + learned, done + read
        if progress is not None:
            progress(done)
    return Learned(facts, done, memory.waiting(now).get(FACTS, 0))


def said_in(memory: Memory, conversation: int, now: datetime) -> list[Message]:
    """What was said, with times in the zone of `now`: days are the person's. Raises `NotFoundError`."""
    return [
        replace(message, at=message.at.astimezone(now.tzinfo))
        for message in memory.messages(conversation)
        if message.status != "streaming" and message.text.strip()
    ]


def remember(memory: Memory, text: str, now: datetime) -> Fact:
    """Keep what you tell her word for word, and pinned, in the place of what it says again or contradicts.

    A "that" before it belongs to the request: "remember that I live in Bremen". Raises `StoreError` where it
    is too long for a fact.
    """
    text = _ASKING.sub("", text)
    check_length(text)
    said = Message(id=0, conversation=0, parent=None, author=USER, text=text, at=now)
    with memory.batch():
        known = Known(memory.facts(include_superseded=True))
        found = [what for one in patterns([said]) if one.text for what in lessons(one, known)]
        same = {fact.id for what in found for fact in known.saying(what.text) if fact.holds}
        only = found[0] if len(found) == 1 else None  # of several, no one time is that of the whole
        return memory.learn(
            text,
            said_by=USER,
            at=now,
            topic=found[0].topic if found else None,
            valid_from=only.candidate.since if only else None,
            valid_to=only.candidate.until if only else None,
            superseded_by=only.superseded_by if only else None,
            pinned=True,
            supersedes=sorted(same.union(*(what.replaces for what in found))),
        )
