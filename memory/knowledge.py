"""The part of `Memory` that is about what was made of what was said: facts, summaries, and their grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory import facts, sources, succession, summaries, timeline, unlearned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from memory.records import Fact, Level, Message, Recollection, Summary
    from memory.sources import Traceable
    from memory.store import Store


class Knowledge:
    """Facts and summaries, each with the messages that it came from."""

    store: Store

    def facts(self, *, include_superseded: bool = False, as_of: datetime | None = None) -> list[Fact]:
        """Facts in the order in which they were learned; `as_of`: those known, and held, at that instant."""
        return facts.facts(self.store, include_superseded=include_superseded, as_of=as_of)

    def fact(self, fact_id: int) -> Fact:
        """That fact. Raises `NotFoundError`."""
        return facts.fact(self.store, fact_id)

    def learn(
        self,
        text: str,
        *,
        said_by: str,
        sources: Collection[int] = (),
        quote: str | None = None,
        topic: str | None = None,
        confidence: float = 1.0,
        at: datetime,
        valid_from: datetime | None = None,
        valid_to: datetime | None = None,
        pinned: bool = False,
        supersedes: int | Collection[int] | None = None,
        superseded_by: int | None = None,
    ) -> Fact:
        """Add a fact; the same statement by the same speaker gains sources and confidence instead.

        `sources` are message ids, `supersedes` ids of facts whose place this one takes, `superseded_by` the
        one that had taken its place before it was found. A fact that gave way has the newer one's beginning
        as its `valid_to`, unless it was given one. Raises `NotFoundError` where one of them is not there.
        """
        return facts.learn(
            self.store,
            text,
            said_by=said_by,
            sources=sources,
            quote=quote,
            topic=topic,
            confidence=confidence,
            at=at,
            valid_from=valid_from,
            valid_to=valid_to,
            pinned=pinned,
            supersedes=supersedes,
            superseded_by=superseded_by,
        )

    def told_again(self, fact_id: int, source: int, confidence: float) -> float:
        """One more message says what the fact says -> how sure it is now. Raises `NotFoundError`."""
        return facts.told_again(self.store, fact_id, source, confidence)

    def correct(self, fact_id: int, text: str, at: datetime) -> Fact:
        """Your own words in the place of a fact, with its topic and pin; the old one stays in the timeline.

        Raises `NotFoundError`, and `StoreError` where the fact does not hold any more.
        """
        return succession.correct(self.store, fact_id, text, at)

    def take_back(self, conversation_id: int) -> bool:
        """Drop what was learned from messages of yours alone that you have said anew since -> whether there
        was any. Raises `StoreError`.
        """
        return succession.take_back(self.store, conversation_id)

    def pin(self, fact_id: int, *, pinned: bool = True) -> Fact:
        """A pinned fact is in every prompt and safe from what a model finds. Raises `NotFoundError`."""
        return succession.pin(self.store, fact_id, pinned=pinned)

    def unlearned(self) -> frozenset[int]:
        """Ids of the messages that nothing is to be learned from: a fact that they held was forgotten."""
        return unlearned.messages(self.store)

    def timeline(self, topic: str) -> list[Fact]:
        """All facts about a topic (`home`) or words (`my sister`), outdated and current, oldest first."""
        return timeline.timeline(self.store, topic)

    def topics(self) -> dict[str, int]:
        """The topics that there are, with the number of facts about each, the fullest first."""
        return timeline.topics(self.store)

    def summaries(
        self, level: Level | None = None, conversation: int | None = None, as_of: datetime | None = None
    ) -> list[Summary]:
        """Summaries, the oldest span first; `as_of`: those that stood at that instant."""
        return summaries.summaries(self.store, level, conversation, as_of)

    def summary(self, summary_id: int) -> Summary:
        """That summary. Raises `NotFoundError`."""
        return summaries.summary(self.store, summary_id)

    def summarise(
        self,
        level: Level,
        text: str,
        *,
        start: datetime,
        end: datetime,
        sources: Collection[int],
        method: str,
        at: datetime,
        conversation: int | None = None,
    ) -> Summary:
        """Keep a summary of these messages, in place of its level and conversation's that cover no more.

        Raises `NotFoundError` where a message is not there.
        """
        return summaries.summarise(
            self.store,
            level,
            text,
            start=start,
            end=end,
            sources=sources,
            method=method,
            at=at,
            conversation=conversation,
        )

    def why(self, kind: Traceable, number: int) -> list[Message]:
        """The messages on which a fact, summary, proposal or reminder rests, oldest first."""
        return sources.why(self.store, kind, number)

    def note_recalled(self, message_id: int, recollections: Iterable[Recollection]) -> None:
        """Keep what was recalled for an answer. Raises `NotFoundError`."""
        sources.note_recalled(self.store, message_id, recollections)

    def recalled(self, message_id: int) -> list[Recollection]:
        """What was recalled for an answer, best first; what was forgotten since is not in it."""
        return sources.recalled(self.store, message_id)
