"""By which words the passages of a text are known, and which passages are worth knowing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from math import log, sqrt
from typing import TYPE_CHECKING

from companion.persona.distill.language import carries, words
from companion.persona.distill.subjects import NOUN
from companion.persona.distill.vocabulary import DIVISIONS, POINTING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.persona.distill.measure import Rank
    from companion.persona.distill.passages import Passage
    from companion.persona.distill.subjects import Subjects

OWN = 8
"""Words of a passage that hardly another has."""
TRIGGERS, SHARED = 12, 8
"""Words that bring a passage in, and how many of them may be such as the whole text speaks of."""
ASKED = 200
"""Words that a whole text speaks of and that people ask for."""
TOLD = 2
"""Passages that such a word brings in; a name brings in one more."""
_UNDER_ONE_TITLE, _TITLE_WORDS = 6, 2  # passages that its words bring in, and how many words do
_LAST_RANK = 100_000  # of the words that people say
_UNSPOKEN = 0.7  # what a rarer word is worth beside the rarest of those
_NUMERAL = re.compile("[ivxlc]+")
_WIDESPREAD = 0.05  # of the passages; a word that is in more of them is characteristic of none
_VERBAL = 0.6  # what a word is worth that looks like no noun, and stands nowhere like one
_NOT_TOPICS = ("ed", "ing", "ly", "eth", "est")
_DEAR = 1.8  # what a passage is worth that can be quoted to anyone
_TOPICS = 4  # words that a passage is about


@dataclass(frozen=True)
class Known:
    """What a text speaks of: its passages, its `subjects`, and the `rank` of any word in everyday English.
    `dear` are the passages in which something is said that can be quoted to anyone.
    """

    found: Sequence[Passage]
    subjects: Subjects
    rank: Rank
    dear: frozenset[Passage] = frozenset()

    @cached_property
    def counts(self) -> dict[str, Counter[str]]:
        """The words of each passage that carry meaning, by its text."""
        return {
            one.text: Counter(filter(carries, (word.removesuffix("'s") for word in words(one.text))))
            for one in self.found
        }

    @cached_property
    def within(self) -> Counter[str]:
        """In how many passages each word is."""
        return Counter(word for count in self.counts.values() for word in count)

    def rare(self, word: str) -> float:
        """How much the word tells a passage from others: 0 for one that is all over the text. Rare words
        count as far as somebody would say them.
        """
        if self.within[word] > max(4, int(len(self.found) * _WIDESPREAD)):
            return 0.0
        return (
            log(1 + len(self.found) / self.within[word]) * self._said(word) * (0.3 + 0.7 * self._noun(word))
        )

    def common(self, word: str) -> float:
        """How likely someone who knows the text asks for the word: a name, or a thing it often speaks of."""
        return log(1 + self.within[word]) * sqrt(self._said(word)) * self._noun(word)

    @cached_property
    def asked(self) -> dict[str, float]:
        """The subjects that people will ask for, the most likely ones first, with `common` of each."""
        names = sorted(
            filter(self.subjects.__contains__, self.within), key=lambda word: (-self.common(word), word)
        )
        return {word: self.common(word) for word in names[:ASKED]}

    def _noun(self, word: str) -> float:
        return 1.0 if word in self.subjects.names else min(1.0, self.subjects.likely.get(word, 0.0) / NOUN)

    def _said(self, word: str) -> float:
        """More for what is seldom said, as long as it is said at all."""
        rank = self.rank(word)
        return log(2 + rank) / log(_LAST_RANK) if rank < _LAST_RANK else _UNSPOKEN

    def merit(self, passage: Passage) -> float:
        """Less for what begins by pointing back, and for what is mostly names or talk."""
        text, said = passage.text, words(passage.text)
        merit = _DEAR if passage in self.dear else 1.0
        merit *= 0.6 if (said and said[0] in POINTING) or text[:1].islower() else 1.0
        capitals = sum(word[:1].isupper() for word in text.split()) / max(1, len(said))
        merit *= 0.6 if capitals > 0.2 else 1.0
        return merit * (0.8 if text.count("“") + text.count('"') // 2 > 1 else 1.0)

    def trigger(self, word: str) -> str:
        """As lore looks for it. The end of a name is no ending: `Collins` are not several `Collin`."""
        return word if word in self.subjects.names and word.endswith("s") else trigger(word)


def known_by(text: Known) -> list[Passage]:
    """The passages, each with the words that are its own and with its worth: tf-idf of each word against the
    whole text. Those that nothing is characteristic of are left out.
    """
    titled = _titled(text.found)
    known = (_known(one, text, title) for one, title in zip(text.found, titled, strict=True))
    return [one for one in known if one.triggers]


def _titled(found: Sequence[Passage]) -> list[tuple[str, ...]]:
    """For each passage the words of the headings above it, for the first few passages under each."""
    times: Counter[str] = Counter()
    titles = []
    for one in found:
        said = tuple(dict.fromkeys(filter(_names_a_subject, words(one.place))))
        titles.append(tuple(word for word in said if times[word] < _UNDER_ONE_TITLE)[:_TITLE_WORDS])
        times.update(said)
    return titles


def _names_a_subject(word: str) -> bool:
    return carries(word) and word not in DIVISIONS and not _NUMERAL.fullmatch(word)


def _known(passage: Passage, text: Known, title: tuple[str, ...]) -> Passage:
    count = text.counts[passage.text]
    scored = {word: (1 + log(times)) * text.rare(word) for word, times in count.items()}
    best = sorted((word for word in scored if scored[word]), key=lambda word: (-scored[word], word))[:OWN]
    worth = sum(scored[word] for word in best) * text.merit(passage)
    return replace(passage, triggers=tuple(dict.fromkeys(map(text.trigger, (*title, *best)))), worth=worth)


def trigger(word: str) -> str:
    """The word as lore looks for it, with its other endings: `gardens` also for `garden`."""
    stem = word
    if word.endswith(("ies", "oes")):
        stem = word[:-3] if word.endswith("ies") else word[:-2]
    elif word.endswith(("ches", "shes", "xes", "sses")):
        stem = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        stem = word[:-1]
    return f"{stem}*" if len(stem) > 4 or (len(stem) == 4 and stem != word) else word


def chosen(known: Sequence[Passage], most: int, text: Known) -> list[Passage]:
    """At most so many, from all parts of the text: the best of each stretch that adds a word of its own, and
    speaks of what people ask for and the others do not.
    """
    taken: Counter[str] = Counter()
    told: Counter[str] = Counter()
    found: list[Passage] = []
    stretches = min(most, len(known))
    merits = {one.text: text.merit(one) for one in text.found}

    def gain(one: Passage) -> float:
        own = one.worth / (1 + sum(taken[word] for word in one.triggers))
        topics = (
            text.asked[word] * (1 + log(times)) / (1 + told[word]) ** 2
            for word, times in text.counts[one.text].items()
            if word in text.asked
        )
        return own + sum(nlargest(_TOPICS, topics)) * merits[one.text]

    for stretch in range(stretches):
        these = known[stretch * len(known) // stretches : (stretch + 1) * len(known) // stretches]
        best = max(these, key=gain)
        taken.update(best.triggers)
        told.update(text.counts[best.text].keys())
        found.append(best)
    return found


def asked_for(these: Sequence[Passage], text: Known) -> list[Passage]:
    """The passages with words that people will ask for as well: those that the whole text speaks of, each
    for the passages that speak of it most and have room for it, the most likely ones first.
    """
    speaking: dict[str, list[int]] = {}
    for number, one in enumerate(these):
        for word in filter(text.asked.__contains__, text.counts[one.text]):
            speaking.setdefault(word, []).append(number)
    shared: list[list[str]] = [[] for _ in these]
    for word in text.asked:
        room = [number for number in speaking.get(word, ()) if len(shared[number]) < SHARED]
        room.sort(key=lambda number: (-text.counts[these[number].text][word], -these[number].worth))
        for number in room[: TOLD + (word in text.subjects.names)]:
            shared[number].append(word)
    return [
        replace(one, about=tuple(mine), triggers=_joined([text.trigger(word) for word in mine], one.triggers))
        for one, mine in zip(these, shared, strict=True)
    ]


def _joined(shared: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    """The triggers of a passage, what people ask for first; none that another covers."""
    found: list[str] = []
    for one in (*shared, *own):
        if not any(one.startswith(other[:-1]) for other in found if other.endswith("*")):
            found.append(one)
    return tuple(dict.fromkeys(found))[:TRIGGERS]
