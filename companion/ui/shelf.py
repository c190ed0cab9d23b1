"""What was made of what was said, laid out to be looked through by words: facts, and the diary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.engine.known import said_at
from memory.periods import SPANS, period
from memory.records import Recollection
from memory.text import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from memory import Memory
    from memory.records import Fact, Level, Summary

LEVELS: tuple[Level, ...] = ("conversation", *SPANS)
WORDS = 12  # of a fact without a topic, by which others about the same are looked for
LATEST = 200  # messages that are shown where nothing is looked for


@dataclass(frozen=True, slots=True)
class Shelf:
    """Facts, pinned ones first, then the newest; notes, the newest first; and how much there is.

    Beside each is the text in which words are looked for.
    """

    facts: tuple[tuple[str, Fact], ...] = ()
    notes: tuple[tuple[str, Summary], ...] = ()
    status: dict[str, Any] | None = None

    def known(self, wanted: str, *, outdated: bool) -> list[Fact]:
        """Facts with all of these words in them, as parts of words too; `outdated`: also what gave way."""
        found = _with(wanted, self.facts)
        return found if outdated else [fact for fact in found if fact.holds]

    def diary(self, wanted: str, level: Level | None) -> list[Summary]:
        """Notes with all of these words in them, of that level."""
        found = _with(wanted, self.notes)
        return found if level is None else [note for note in found if note.level == level]

    def outdated(self) -> int:
        """How many facts do not hold any more."""
        return sum(not fact.holds for _, fact in self.facts)

    def resting_on(self, messages: Collection[int]) -> list[Fact]:
        """Facts that have no other ground than these messages."""
        grounds = set(messages)
        return [fact for _, fact in self.facts if fact.sources and grounds.issuperset(fact.sources)]

    def released(self, fact: Fact) -> list[Fact]:
        """What would hold again without that fact."""
        if not fact.holds:
            return []
        return [other for _, other in self.facts if other.superseded_by == fact.id]


def lay_out(memory: Memory) -> Shelf:
    """All of it, as it is now."""
    facts = sorted(memory.facts(include_superseded=True), key=_first_pinned)
    notes = [note for note in memory.summaries() if note.level in LEVELS]
    notes.sort(key=_by_time, reverse=True)
    return Shelf(
        facts=tuple((folded(f"{fact.text} {fact.topic or ''}"), fact) for fact in facts),
        notes=tuple((folded(note.text), note) for note in notes),
        status=memory.status() | {"unembedded": memory.unembedded() if memory.embedder else 0},
    )


def timeline(memory: Memory, about: Fact, wanted: str) -> list[Fact]:
    """All that was ever known of what that fact is about, oldest first, as far as the words are in it."""
    topic = about.topic or " ".join(about.text.split()[:WORDS])
    return _with(wanted, ((folded(fact.text), fact) for fact in memory.timeline(topic)))


def said(memory: Memory, wanted: str) -> list[Recollection]:
    """Messages with these words, best first; without words those that came last, newest first."""
    return memory.search(wanted, limit=LATEST) if wanted else _latest(memory)


def _latest(memory: Memory) -> list[Recollection]:
    found: list[Recollection] = []
    for one in memory.conversations(limit=LATEST):
        said = (m for m in reversed(memory.messages(one.id)) if m.text.strip())
        found += [
            Recollection("message", m.id, m.text, m.at, 0.0, m.author, m.external_id, (m.id,), m.conversation)
            for m in said
        ]
        if len(found) >= LATEST:
            break
    return found[:LATEST]


def _with(wanted: str, shelf: Iterable[tuple[str, Any]]) -> list[Any]:
    words = folded(wanted).split()
    return [one for text, one in shelf if all(word in text for word in words)]


def _first_pinned(fact: Fact) -> tuple[bool, float, int]:
    return not (fact.pinned and fact.holds), -said_at(fact).timestamp(), -fact.id


def _by_time(note: Summary) -> tuple[date, int, int]:
    last = period(note.period).last if note.period else note.end.astimezone().date()
    return last, LEVELS.index(note.level), note.id
