"""Passages of a text that can stand by themselves, and which of them are worth knowing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING

from companion.persona.distill.language import carries, sentences, words
from companion.persona.distill.vocabulary import DIVISIONS, POINTING
from companion.persona.fits import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from companion.persona.distill.layout import Paragraph
    from companion.persona.distill.measure import Rank

LEAST_WORDS, MOST_WORDS = 25, 110
MOST_CHARACTERS = 700
TRIGGERS = 6
_UNDER_ONE_TITLE, _TITLE_WORDS = 6, 2  # passages that its words bring in, and how many words do
_LAST_RANK = 100_000  # of the words that people say
_UNSPOKEN = 0.7  # what a rarer word is worth beside the rarest of those
_VERBAL = 0.6  # and what a word that is seldom what one talks of
_NUMERAL = re.compile("[ivxlc]+")
_NOT_TOPICS = ("ed", "ing", "ly", "eth", "est")
_WIDESPREAD = 0.05  # of the passages; a word that is in more of them is characteristic of none


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences in a row, and where they stand. `triggers` are the words that it is known by, the most
    telling first; `worth` is for comparing it with others.
    """

    text: str
    file: str
    place: str
    number: int
    triggers: tuple[str, ...] = ()
    worth: float = field(default=0.0, compare=False)

    @property
    def where(self) -> str:
        """Its place within the file, as one cites it."""
        numbered = f"paragraph {self.number}"
        return f"{self.place}, {numbered}" if self.place else numbered


def passages(file: str, paragraphs: Iterable[Paragraph]) -> Iterator[Passage]:
    """All passages of a text in order. Short paragraphs of one place are joined, long ones cut."""
    text, place, number = "", "", 0
    for one in paragraphs:
        if text and one.place != place:
            yield from _cut(text, file, place, number)
            text = ""
        if not text:
            place, number = one.place, one.number
        text = f"{text} {one.text}".strip()
        if len(text.split()) >= LEAST_WORDS:
            yield from _cut(text, file, place, number)
            text = ""
    yield from _cut(text, file, place, number)


def _cut(text: str, file: str, place: str, number: int) -> Iterator[Passage]:
    """Runs of whole sentences; what is too short to say something is left out."""
    run = ""
    for sentence in [*sentences(text), ""]:
        longer = f"{run} {sentence}".strip()
        if sentence and len(longer.split()) <= MOST_WORDS and len(longer) <= MOST_CHARACTERS:
            run = longer
            continue
        if len(run.split()) >= LEAST_WORDS and run.rstrip("\"”’')")[-1] in ".!?…;":
            yield Passage(run, file, place, number)
        run = cut(sentence, MOST_CHARACTERS)[0]


def known_by(found: Sequence[Passage], rank: Rank) -> list[Passage]:
    """The passages with their triggers and their worth: tf-idf of each word against the whole text, where
    rare words count as far as somebody would say them. Those that nothing is characteristic of are left out.
    """
    counts = [Counter(word for word in words(one.text) if carries(word)) for one in found]
    within = Counter(word for count in counts for word in count)
    most = max(4, int(len(found) * _WIDESPREAD))
    weights = {
        word: log(1 + len(found) / in_so_many) * _telling(word, rank(word))
        for word, in_so_many in within.items()
        if in_so_many <= most
    }
    titled = _titled(found)
    known = (
        _known(one, count, weights, titled[number])
        for number, (one, count) in enumerate(zip(found, counts, strict=True))
    )
    return [one for one in known if one.triggers]


def _telling(word: str, rank: int) -> float:
    """More for what is seldom said, as long as it is said at all."""
    said = log(2 + rank) / log(_LAST_RANK) if rank < _LAST_RANK else _UNSPOKEN
    return said * (_VERBAL if word.endswith(_NOT_TOPICS) else 1.0)


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


def _known(
    passage: Passage, count: Counter[str], weights: dict[str, float], title: tuple[str, ...]
) -> Passage:
    scored = {word: (1 + log(times)) * weights[word] for word, times in count.items() if word in weights}
    best = sorted(scored, key=lambda word: (-scored[word], word))
    triggers = tuple(dict.fromkeys(map(trigger, (*title, *best))))[:TRIGGERS]
    worth = sum(scored[word] for word in best[:TRIGGERS]) * _selfcontained(passage.text)
    return Passage(passage.text, passage.file, passage.place, passage.number, triggers, worth)


def trigger(word: str) -> str:
    """The word as lore looks for it, with its other endings: `gardens` also for `garden`."""
    stem = word
    if word.endswith(("ies", "oes")):
        stem = word[:-3] if word.endswith("ies") else word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        stem = word[:-1]
    return f"{stem}*" if len(stem) > 4 or (len(stem) == 4 and stem != word) else word


def _selfcontained(text: str) -> float:
    """Less for what begins by pointing back, and for what is mostly names or talk."""
    said = words(text)
    worth = 0.6 if said and said[0] in POINTING else 1.0
    capitals = sum(word[:1].isupper() for word in text.split()) / max(1, len(said))
    worth *= 0.6 if capitals > 0.2 else 1.0
    return worth * (0.8 if text.count("“") + text.count('"') // 2 > 1 else 1.0)


def chosen(known: Sequence[Passage], most: int) -> list[Passage]:
    """At most so many, from all parts of the text: the best of each stretch that adds a word of its own."""
    taken: Counter[str] = Counter()
    found: list[Passage] = []
    stretches = min(most, len(known))
    for stretch in range(stretches):
        these = known[stretch * len(known) // stretches : (stretch + 1) * len(known) // stretches]
        best = max(these, key=lambda one: one.worth / (1 + sum(taken[word] for word in one.triggers)))
        taken.update(best.triggers)
        found.append(best)
    return found
