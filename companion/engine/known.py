"""The facts that are known, so that those which bear on a new one are found without a look at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from companion.engine.denial import denied, given_up, liked, plain
from companion.engine.grounds import stems
from companion.engine.sentences import normalised
from companion.engine.slots import slots

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from memory.records import Fact

Place = tuple[str, str | int | None]
LIKINGS = frozenset({"like", "dislike"})
_SEVERAL = 20_000  # facts whose words are read once in a program, which is most of the work


@lru_cache(_SEVERAL)
def _places(topic: str | None, text: str) -> tuple[Place, ...]:
    filled = slots(topic, text, change=True)
    no = denied(text)
    denies: tuple[Place, ...] = (("denied", no),) if no else ()
    gone = given_up(text)
    ended: tuple[Place, ...] = (("given up", gone),) if gone else ()
    liking: tuple[Place, ...] = (("liked", " ".join(sorted(liked(text)))),) if topic in LIKINGS else ()
    return (
        ("text", normalised(text)),
        ("topic", topic),
        *denies,
        *ended,
        *liking,
        *(("slot", slot) for slot in filled),
    )


@lru_cache(_SEVERAL)
def _stems(text: str) -> frozenset[str]:
    return stems(text)


class Known:
    """Facts by what they say, are about, and came from; those that gave way too."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._facts: dict[int, Fact] = {}
        self._places: dict[Place, set[int]] = defaultdict(set)
        self._unread: dict[int, str] = {}
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        """A fact that is new, or has changed since."""
        before = self._facts.get(fact.id)
        self._facts[fact.id] = fact
        if before is None or (before.topic, before.text) != (fact.topic, fact.text):
            for place in _places(fact.topic, fact.text):
                self._places[place].add(fact.id)
            self._unread[fact.id] = fact.text
        for source in set(fact.sources).difference(before.sources if before else ()):
            self._places["source", source].add(fact.id)

    def told_again(self, fact: Fact, source: int, confidence: float) -> None:
        """A fact that is as it was, but rests on one more message."""
        self._facts[fact.id] = replace(fact, sources=(*fact.sources, source), confidence=confidence)
        self._places["source", source].add(fact.id)

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

    def denying(self, text: str) -> list[Fact]:
        """Those that say that just this is not so."""
        return self._at({("denied", plain(text))})

    def giving_up(self, text: str) -> list[Fact]:
        """Those that say you no longer do what the text tells of."""
        return self._at({("given up", one) for one in _stems(text)})

    def on_liking(self, text: str) -> list[Fact]:
        """Those that say whether you like what the text says that you do, or don't."""
        return self._at({("liked", " ".join(sorted(liked(text))))})

    def filling(self, wanted: Iterable[str]) -> list[Fact]:
        """Those that fill any of these slots."""
        return self._at({("slot", slot) for slot in wanted})

    def with_words(self, wanted: frozenset[str]) -> list[Fact]:
        """Those in which all of these stems occur; none where there are no stems."""
        while self._unread:  # few of what is found asks for words, so they are read when it does
            number, text = self._unread.popitem()
            for one in _stems(text):
                self._places["stem", one].add(number)
        found = [self._places.get(("stem", one), set()) for one in wanted]
        return self._sorted(set.intersection(*found)) if found else []

    def since(self, fact: Fact) -> datetime | None:
        """When what took its place was said; None where it holds."""
        newer = None if fact.superseded_by is None else self._facts.get(fact.superseded_by)
        return None if newer is None else said_at(newer)

    def _at(self, places: Iterable[Place]) -> list[Fact]:
        return self._sorted({number for place in places for number in self._places.get(place, ())})

    def _sorted(self, numbers: Iterable[int]) -> list[Fact]:
        return [self._facts[number] for number in sorted(numbers)]


def said_at(fact: Fact) -> datetime:
    """When it was said, as far as is known."""
    return fact.valid_from or fact.learned_at
