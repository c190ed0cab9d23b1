"""Which words of a text name something that one could ask about: told by how they stand in it.

English gives no ending to its nouns, but a place: after “the”, “my” or “of”, and before a pause or a small
word. “Her pride was hurt” speaks of pride; “an unequal marriage” does not speak of unequal.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.distill.language import carries
from companion.persona.distill.vocabulary import BEFORE_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from companion.persona.distill.layout import Paragraph

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
_NAME = 0.9  # of a name's occurrences that begin with a capital, at the least
_OFTEN = 3  # times that a name is said, at the least
NOUN = 0.15  # the likelihood from which on a word counts as a noun


@dataclass(frozen=True, slots=True)
class Subjects:
    """`likely` says of each word how likely it is a noun in this text, `names` are those of somebody or some
    place.
    """

    likely: dict[str, float]
    names: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.names or self.likely.get(word, 0.0) >= NOUN


def subjects(paragraphs: Iterable[Paragraph]) -> Subjects:
    """The subjects of a text. A word that is rare in it has little to tell by."""
    said: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    noun: Counter[str] = Counter()
    for one in paragraphs:
        tokens = ["", *_TOKEN.findall(one.text.replace("’", "'")), ""]
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            word = token.lower().removesuffix("'s")
            said[word] += 1
            capital[word] += token[0].isupper()
            noun[word] += token.endswith("'s") or (
                before.lower() in BEFORE_NOUNS and not carries(after.lower())
            )
    names = {word for word, count in said.items() if count >= _OFTEN and capital[word] >= _NAME * count}
    likely = {word: (noun[word] + 0.25) / (count + 2) for word, count in said.items() if carries(word)}
    return Subjects(likely, frozenset(filter(carries, names)))
