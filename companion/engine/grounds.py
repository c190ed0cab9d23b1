"""Whether words rest on what was said: a model's sentence against the sentences that it was given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.sentences import words
from companion.engine.telling import content_words

if TYPE_CHECKING:
    from collections.abc import Collection

_SUFFIX = re.compile(r"(?:'s|ies|ing|edly|ed|es|ly|y|s|e)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")  # "running" has to end as "run"
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
}
_CAPITAL = re.compile(r"(?<![.!?…] )(?<!^)(?<!\w)[A-ZÀ-Þ][\w'’-]*")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def stem(word: str) -> str:
    """The word without a common English ending: enough to tell whether two forms are one word."""
    word = _NUMBER_WORDS.get(word, word)
    for _ in range(2):  # "plays" and "play" have to end alike
        bare = _DOUBLED.sub(r"\1", _SUFFIX.sub("", word)) if _SUFFIX.search(word) else word
        word = bare if len(bare) > 2 else word
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of all its words, the parts of hyphenated ones too."""
    return frozenset(stem(part) for word in words(text) for part in (word, *word.split("-")))


def share(text: str, source: str, neutral: Collection[str] = ()) -> float:
    """The part of the text's content words, 0..1, that occur in the source in any form; not the `neutral`."""
    wanted = {stem(word) for word in content_words(text) if word not in neutral}
    if not wanted:
        return 1.0
    return len(wanted & stems(source)) / len(wanted)


def unfounded(text: str, source: str) -> frozenset[str]:
    """Names and numbers in the text that are not in the source."""
    known = stems(source)
    claimed = {stem(word.lower()) for name in _CAPITAL.findall(text) for word in words(name)}
    first = content_words(text.split(maxsplit=1)[0]) if text.split() else frozenset()
    claimed |= {stem(word) for word in first}
    missing = {word for word in claimed if word not in known and word not in _YOU}
    return frozenset(missing | (set(_NUMBER.findall(text)) - set(_NUMBER.findall(source))))


_YOU = frozenset({"i", "you", "your", "samantha"})
