"""The facts that are known, so that those which bear on a new one are found without a look at all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from companion.engine.grounds import stems
from companion.engine.sentences import normalised
from companion.engine.slots import slots

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from memory.records import Fact


class Known:
    """Facts by what they say, are about, and came from; those that gave way too."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts: dict[int, Fact] = {}
        self._places: dict[tuple[str, str | int | None], set[int]] = defaultdict(set)
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        """A fact that is new, or has changed since."""
        self._facts[fact.id] = fact
        self._places["text", normalised(fact.text)].add(fact.id)
        self._places["topic", fact.topic].add(fact.id)
        for source in fact.sources:
            self._places["source", source].add(fact.id)
        for slot in slots(fact.topic, fact.text, change=True):
            self._places["slot", slot].add(fact.id)
        for stem in stems(fact.text):
            self._places["stem", stem].add(fact.id)

    def __contains__(self, fact_id: int) -> bool:
        return fact_id in self._facts

    def fact(self, fact_id: int) -> Fact:
        """That fact."""
        return self._facts[fact_id]

    def saying(self, text: str) -> list[Fact]:
        """Those that say just this."""
        return self._at({("text", normalised(text))})

    def about(self, topic: str) -> list[Fact]:
        """Those of a topic."""
        return self._at({("topic", topic)})

    def told_in(self, source: int) -> list[Fact]:
        """Those that came from a message."""
        return self._at({("source", source)})

    def filling(self, wanted: Iterable[str]) -> list[Fact]:
        """Those that fill any of these slots."""
        return self._at({("slot", slot) for slot in wanted})

    def with_words(self, wanted: frozenset[str]) -> list[Fact]:
        """Those in which all of these stems occur; none where there are no stems."""
        found = [self._places.get(("stem", stem), set()) for stem in wanted]
        return self._sorted(set.intersection(*found)) if found else []

    def since(self, fact: Fact) -> datetime | None:
        """When what took its place was said; None where it holds."""
        newer = None if fact.superseded_by is None else self._facts.get(fact.superseded_by)
        return None if newer is None else said_at(newer)

    def _at(self, places: Iterable[tuple[str, str | int | None]]) -> list[Fact]:
        return self._sorted({number for place in places for number in self._places.get(place, ())})

    def _sorted(self, numbers: Iterable[int]) -> list[Fact]:
        return [self._facts[number] for number in sorted(numbers)]


def said_at(fact: Fact) -> datetime:
    """When it was said, as far as is known."""
    return fact.valid_from or fact.learned_at


def holds(fact: Fact) -> bool:
    """Whether nothing took its place."""
    return fact.superseded_by is None
