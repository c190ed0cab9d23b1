"""What a statement denies or ends: the opposite liking, "not any more", "stopped". Pure. English."""

from __future__ import annotations

import re
from functools import lru_cache

from companion.engine.doubt import NOT
from companion.engine.grounds import stem, stems
from companion.engine.sentences import normalised, second_person, sentence_case

_OVER = re.compile(r"\b(?:stopped|gave up|given up|quit|left|dropped|cancelled)\b", re.IGNORECASE)
_GIVEN_UP = re.compile(r"^You (?:stopped|gave up|given up|quit) (?P<what>\w+ing)\.$")
_ANY_MORE = re.compile(r"\s*\b(?:any ?more|no longer|not|again|now)\b", re.IGNORECASE)
_DO_NOT = re.compile(r"\b(?:don['’]t|do not)\b ", re.IGNORECASE)
_LIKING = re.compile(
    r"^You (?:really |absolutely |also |still |just |always |now )*"
    r"(?P<verb>(?:don['’]?t |do not )?(?:love|like|enjoy|adore)|hate|dislike|loathe|detest|can['’]?t stand"
    r"|cannot stand|are (?:not )?a fan of) (?P<what>.+?)(?: any ?more| now)?[.!]?$",
    re.IGNORECASE,
)
_AVERSE = re.compile(r"n['’]?t\b|\bnot\b|\b(?:hate|dislike|loathe|detest)\b", re.IGNORECASE)


def over(text: str) -> bool:
    """Whether it says that something is not so, or is no more."""
    return bool(NOT.search(text) or _OVER.search(text))


def given_up(text: str) -> str | None:
    """The stem of the one thing that a statement says you no longer do: "You gave up running"."""
    match = _GIVEN_UP.search(sentence_case(second_person(text)))
    return stem(match["what"].lower()) if match else None


@lru_cache(maxsize=4096)
def denied(text: str) -> str | None:
    """What a statement about you says is not so, as a statement; None where it denies nothing."""
    text = sentence_case(second_person(text))
    if not (text.startswith(("You ", "You're ")) and NOT.search(text)):
        return None
    return plain(_DO_NOT.sub("", text))


def plain(text: str) -> str:
    """A statement without "not", "again" and "any more", to compare it with what another denies."""
    bare = _ANY_MORE.sub("", sentence_case(second_person(text)))
    return normalised(bare.replace("You're", "You are"))


def liked(text: str) -> frozenset[str]:
    """The words for what a statement says that you like, or don't."""
    match = _LIKING.search(sentence_case(second_person(text)))
    return stems(match["what"]) if match else frozenset()


def at_odds(one: str, other: str) -> bool:
    """Whether one says that you like what you dislike by the other: the same thing, no part or kind of it."""
    return bool(liked(one)) and liked(one) == liked(other) and _averse(one) != _averse(other)


def _averse(text: str) -> bool:
    match = _LIKING.search(sentence_case(second_person(text)))
    return bool(match and _AVERSE.search(match["verb"]))
