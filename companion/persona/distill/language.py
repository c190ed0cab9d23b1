"""Sentences and words of English prose, and the lists that tell one voice from another."""

from __future__ import annotations

import re

from companion.persona.distill.vocabulary import ARCHAIC, HEDGES, NO_SUBJECT, NUMBERS
from memory.recall.words import STOP_WORDS

LEAST_LETTERS, MOST_LETTERS = 3, 24

_BETWEEN = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W_a-z])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mrs?|Ms|Dr|St|Messrs|Prof|Rev|Capt|Col|Gen|Sr|Jr|vs|etc|viz|cf|vol|pp?|i\.e|e\.g)|\b[A-Z])\.$"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

CONTRACTED = re.compile(
    r"(?:n't|'(?:m|re|ve|ll|d))$|^(?:it|that|there|he|she|what|who|let|here|where|how)'s$"
)
LATINATE = re.compile(r"(?:tion|sion|ment|ance|ence|ity|ous|ive|ate|ible|able|ism|ical)s?$")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph. An initial and “Mr.” end none."""
    found: list[str] = []
    for piece in _split(text):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def _split(text: str) -> list[str]:
    pieces, start = [], 0
    for between in _BETWEEN.finditer(text):
        end = between.start() + len(between[0].rstrip())
        pieces.append(text[start:end].strip())
        start = between.end()
    return [piece for piece in (*pieces, text[start:].strip()) if piece]


def words(text: str) -> list[str]:
    """Its words in lower case, an apostrophe within a word kept: `don't`."""
    return [word.lower() for word in _WORD.findall(text.replace("’", "'"))]


def carries(word: str) -> bool:
    """Whether a word says what a text is about."""
    return (
        LEAST_LETTERS <= len(word) <= MOST_LETTERS
        and "'" not in word
        and word not in STOP_WORDS
        and word not in ARCHAIC
        and not {word, word.removesuffix("s")} & NO_SUBJECT
        and word not in NUMBERS
        and word not in HEDGES
    )
