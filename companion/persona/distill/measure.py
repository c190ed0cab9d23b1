"""What a voice is like, in figures: counted from the sentences of a text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from statistics import mean, median
from typing import TYPE_CHECKING

from companion.persona.distill.language import CONTRACTED, LATINATE, sentences, words
from companion.persona.distill.subjects import subjects
from companion.persona.distill.vocabulary import (
    ABSOLUTES,
    ARCHAIC,
    FIRST,
    HEDGES,
    SECOND,
    TELLING,
    TOGETHER,
    WITH_NEXT,
)
from memory.recall.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from companion.persona.distill.layout import Paragraph

    Rank = Callable[[str], int]
    """The place of a word among the words of everyday English, from the most frequent on."""

_FAVOURITES, _OPENINGS, _OLD_FORMS = 10, 5, 5
_SHORT, _LONG = 6, 30  # words of a sentence that is short, or long
_LINE = 8  # words of the shortest paragraph that counts as one
_LONG_WORD = 8  # letters
_ENGLISH = 0.25  # the share of English stop words that no English prose is below
_OPENING = 24  # characters
_PERSISTENT = 3  # paragraphs that a favourite is in, at the least


@dataclass(frozen=True, slots=True)
class Voice:
    """Figures of a text. Shares run from 0 to 1, of its sentences; those of its words are in `of_words`, by
    their kind.
    """

    words: int
    sentences: int
    paragraphs: int
    sentence: float
    median: float
    paragraph: float
    short: float
    long: float
    questions: float
    exclamations: float
    semicolons: float
    dashes: float
    asides: float
    of_words: dict[str, float]
    favourites: tuple[str, ...]
    openings: tuple[tuple[str, float], ...]
    old_forms: tuple[str, ...]

    @property
    def english(self) -> bool:
        """Whether it is in English, as far as its small words tell."""
        return self.of_words["stop"] >= _ENGLISH


def measured(paragraphs: Sequence[Paragraph], rank: Rank) -> Voice:
    """The figures of a text that has at least one sentence."""
    spoken = [sentence for one in paragraphs for sentence in sentences(one.text)]
    lengths = [len(words(sentence)) for sentence in spoken]
    counted = Counter(word for sentence in spoken for word in words(sentence))
    total = max(1, counted.total())
    return Voice(
        words=counted.total(),
        sentences=len(spoken),
        paragraphs=len(paragraphs),
        sentence=mean(lengths),
        median=median(lengths),
        paragraph=_paragraph(paragraphs),
        short=_share(length <= _SHORT for length in lengths),
        long=_share(length >= _LONG for length in lengths),
        questions=_share("?" in sentence for sentence in spoken),
        exclamations=_share("!" in sentence for sentence in spoken),
        semicolons=_share(";" in sentence for sentence in spoken),
        dashes=_share("—" in sentence or " – " in sentence or " - " in sentence for sentence in spoken),
        asides=_share("(" in sentence for sentence in spoken),
        of_words={name: count / total for name, count in _kinds(counted).items()},
        favourites=_favourites(paragraphs, counted, rank),
        openings=_openings(spoken),
        old_forms=tuple(word for word, _ in _most(counted, ARCHAIC))[:_OLD_FORMS],
    )


def _paragraph(paragraphs: Sequence[Paragraph]) -> float:
    """The words of one, on average; a line of a few words, as under a letter, is none."""
    lengths = [len(words(one.text)) for one in paragraphs]
    return mean([length for length in lengths if length >= _LINE] or lengths)


def _share(which: Iterable[bool]) -> float:
    return mean(map(float, which))


def _kinds(counted: Counter[str]) -> dict[str, int]:
    """How many words there are of each kind."""
    kinds = {
        "stop": STOP_WORDS,
        "archaic": ARCHAIC,
        "hedges": HEDGES,
        "absolutes": ABSOLUTES,
        "first": FIRST,
        "together": TOGETHER,
        "second": SECOND,
    }
    found = {name: sum(counted[word] for word in those) for name, those in kinds.items()}
    found["contracted"] = sum(count for word, count in counted.items() if CONTRACTED.search(word))
    found["learned"] = sum(
        count for word, count in counted.items() if len(word) >= _LONG_WORD and LATINATE.search(word)
    )
    found["letters"] = sum(len(word) * count for word, count in counted.items())
    return found


def _favourites(paragraphs: Sequence[Paragraph], counted: Counter[str], rank: Rank) -> tuple[str, ...]:
    """Nouns that come much more often than in everyday English, and not in one place only.

    What is expected of a word is Zipf's law, a tenth over its rank; what counts is the log-likelihood ratio
    (Dunning 1993, “Accurate Methods for the Statistics of Surprise and Coincidence”).
    """
    within = Counter(word for one in paragraphs for word in set(words(one.text)))
    about = subjects(paragraphs)
    total = counted.total()
    scores = {}
    for word, count in counted.items():
        if within[word] >= _PERSISTENT and word in about and word not in about.names:
            expected = total * 0.1 / max(1, rank(word))
            scores[word] = count * log(count / expected) if count > expected else 0.0
    best = sorted(scores, key=lambda word: (-scores[word], word))
    one_of_each = {word.rstrip("s"): word for word in reversed(best) if scores[word] > 0}
    return tuple(word for word in best if word in one_of_each.values())[:_FAVOURITES]


def _openings(spoken: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """How sentences begin, one or two words, with the share of each; articles and pronouns tell nothing."""
    counted: Counter[str] = Counter()
    for sentence in spoken:
        first, *rest = [*sentence.split()[:2], ""]
        first = first.strip("“‘\"'(—")
        if not first[:1].isupper() or len(first + rest[0]) > _OPENING:
            continue
        word = first.rstrip(",:;").lower()
        counted[first.rstrip(",:;")] += word in TELLING
        counted[f"{first} {rest[0].rstrip(',.:;!?')}"] += word in WITH_NEXT and bool(rest[0])
    often = max(3, len(spoken) // 100)
    best = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return tuple((opening, count / len(spoken)) for opening, count in best if count >= often)[:_OPENINGS]


def _most(counted: Counter[str], those: frozenset[str]) -> list[tuple[str, int]]:
    found = [(word, counted[word]) for word in those if counted[word]]
    return sorted(found, key=lambda one: (-one[1], one[0]))
