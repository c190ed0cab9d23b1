"""Learning: what is found, and what you tell her to remember, beside what is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.engine.extract import patterns
from companion.engine.known import Known, holds
from companion.engine.reconcile import lessons, strongest
from memory.records import USER, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from companion.engine.extract import Candidate
    from companion.engine.reconcile import Lesson
    from memory import Memory
    from memory.records import Fact


class Learner:
    """Takes found facts into the memory; it knows what it took, so that many can be taken one after another.

    What others learn meanwhile it does not see: it is for one piece of work.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.known = Known(memory.facts(include_superseded=True))

    def take(self, found: Iterable[Candidate], now: datetime) -> int:
        """Learn all of them or, when something goes wrong, none -> how many. Raises `NotFoundError`."""
        learned = 0
        with self.memory.batch():
            for candidate in strongest(found):
                for what in lessons(candidate, self.known):
                    self._keep(what, now)
                    learned += 1
        return learned

    def _keep(self, what: Lesson, now: datetime) -> None:
        fact = self.memory.learn(
            what.text,
            said_by=USER,
            sources=[what.candidate.source],
            quote=what.candidate.quote,
            topic=what.topic,
            confidence=what.candidate.confidence,
            at=now,
            valid_from=what.candidate.at,
            pinned=what.pinned,
            supersedes=what.replaces,
            superseded_by=what.superseded_by,
        )
        for number in (fact.id, *what.replaces):
            self.known.add(self.memory.fact(number))


def learn_from(
    memory: Memory,
    conversations: Iterable[int],
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Learn what plain patterns find in these conversations, after an import say -> how many facts.

    Give them in the order in which they were had. `progress` is told how many are done.
    """
    learner = Learner(memory)
    learned = 0
    for done, number in enumerate(conversations, start=1):
        said = [one for one in memory.messages(number) if one.status != "streaming"]
        learned += learner.take(patterns(said), now)
        if progress is not None:
            progress(done)
    return learned


def remember(memory: Memory, text: str, now: datetime) -> Fact:
    """Keep what you tell her word for word, and pinned, in the place of what it says again or contradicts."""
    said = Message(id=0, conversation=0, parent=None, author=USER, text=text, at=now)
    known = Known(memory.facts(include_superseded=True))
    found = [what for one in patterns([said]) if one.text for what in lessons(one, known)]
    same = {fact.id for what in found for fact in known.saying(what.text) if holds(fact)}
    return memory.learn(
        text,
        said_by=USER,
        at=now,
        topic=found[0].topic if found else None,
        pinned=True,
        supersedes=sorted(same.union(*(what.replaces for what in found))),
    )
