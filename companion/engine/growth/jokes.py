"""A running joke: words of hers that you took up, laughing, in several conversations. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from companion.engine.growth.seeds import OFTEN, Seed, hers, yours
from companion.engine.sentences import words
from companion.engine.vocabulary import FILLERS, KIN, PARTNERS, PEOPLE, SMALL_TALK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from companion.engine.growth.seeds import Talk

_LONGEST = 5  # words of a joke
_LAUGHS = re.compile(
    r"\b(?:a?ha(?:ha)+h?|he(?:he)+|lol|lmao|rofl)\b|[\U0001F602\U0001F923\U0001F604\U0001F606\U0001F639]|[:x]D\b",
    re.IGNORECASE,
)
_NO_JOKE = frozenset({*FILLERS, *SMALL_TALK, *KIN, *PARTNERS, *PEOPLE, "haha", "hahaha", "hehe", "lmao"})


def jokes(talks: Sequence[Talk], known: Collection[str]) -> Iterator[Seed]:
    """Phrases that she said first, and you laughed at; `known` are people's names, in lower case."""
    laughed = _by_conversation(talks, known, laughing=True)
    often = {phrase for phrase, found in laughed.items() if len(found) >= OFTEN - 1}
    found = {
        phrase: where
        for phrase, where in _by_conversation(talks, known).items()
        if phrase in often and len(where) >= OFTEN and _began_with_her(phrase, talks)
    }
    for phrase, where in sorted(found.items()):
        if not any(phrase != other and f" {phrase} " in f" {other} " for other in found):
            yield Seed("joke", phrase, tuple(where.values()))


def _by_conversation(
    talks: Iterable[Talk], known: Collection[str], *, laughing: bool = False
) -> dict[str, dict[int, int]]:
    """For each phrase of yours the conversations that it is in, with the first message in each."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for place, talk in enumerate(talks):
        for message in yours(talk):
            if not laughing or _LAUGHS.search(message.text):
                for phrase in phrases(message.text, known):
                    found[phrase].setdefault(place, message.id)
    return found


def phrases(text: str, known: Collection[str] = ()) -> Iterator[str]:
    """What in a text could be a joke's words: two that say something at the least, one at each end."""
    said = words(text)
    for start in range(len(said)):
        for end in range(start + 2, min(start + _LONGEST, len(said)) + 1):
            part = said[start:end]
            telling = [word for word in part if word not in _NO_JOKE and len(word) > 2]
            whole = len(telling) > 1 and part[0] in telling and part[-1] in telling
            if whole and not any(word in known for word in part):
                yield " ".join(part)


def _began_with_her(phrase: str, talks: Iterable[Talk]) -> bool:
    """Whether she said it before you did."""
    said = chain.from_iterable(talks)
    first = next((one for one in said if f" {phrase} " in f" {' '.join(words(one.text))} "), None)
    return first is not None and first in hers([first])
