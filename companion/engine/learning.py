"""Learning: found facts become facts of the memory, each beside what is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.engine.extract import patterns
from companion.engine.known import Known
from companion.engine.reconcile import lessons, strongest
from memory.records import USER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from companion.engine.extract import Candidate
    from companion.engine.reconcile import Lesson
    from memory import Memory


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
