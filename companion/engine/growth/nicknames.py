"""A nickname of hers: what you call her when you greet or thank her, in several conversations. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from companion.engine.growth.seeds import OFTEN, Seed, your_sentences
from companion.engine.vocabulary import KIN, NOT_NAMES, PARTNERS, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from companion.engine.growth.seeds import Talk
    from companion.engine.sentences import Sentence

_NAME = r"(?P<name>[^\W\d_]{2,20})"
_ENDS = r"(?=\s*(?:$|[,.!?…:;)–—-]))"
_GREETED = re.compile(
    r"^(?:oh )?(?:hi|hey|hello|hiya|(?:good )?(?:morning|evening|afternoon|night)|thanks|thank you|cheers"
    rf"|bye|goodbye|see you|welcome back)(?: again| so much)?,? {_NAME}{_ENDS}",
    re.IGNORECASE,
)
_COINED = re.compile(
    r"\b(?:i(?:['’]ll| will|['’]m going to| want to|['’]d like to) call you|(?:can|may) i call you"
    rf"|your nickname is|from now on you(?:['’]re| are)) {_NAME}{_ENDS}",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(rf", {_NAME}[.!?…]*$")
_TO_HER = re.compile(r"\byou(?:r|['’]\w+)?\b", re.IGNORECASE)
# What one calls anybody, and a companion is nobody's darling.
_ANYBODY = frozenset(
    {*NOT_NAMES, *KIN, *PARTNERS}
    | set(
        listed(
            """
    again ai all alexa assistant babe baby back bot boss bro buddy bye chatgpt computer darling dear doc
    doctor dude folks friend girl god google guys honey human lady later love machine man mate miss my
    partner program pal people robot siri sister sorry sunshine sweetheart sweetie team then there world you
            """
        )
    )
)


def nicknames(talks: Iterable[Talk], known: Collection[str]) -> Iterator[Seed]:
    """What you call her in several conversations; `known` are others' names and hers, in lower case."""
    written: dict[str, str] = {}
    used: defaultdict[str, dict[int, int]] = defaultdict(dict)
    sure: set[str] = set()
    for place, talk in enumerate(talks):
        for message, said in your_sentences(talk):
            for name, is_sure in _names(said):
                key = name.lower()
                if key not in known and key not in _ANYBODY:
                    used[key].setdefault(place, message.id)
                    written.setdefault(key, name)
                    sure |= {key} if is_sure else set()
    for key in sorted(sure):
        if len(used[key]) >= OFTEN:
            yield Seed("nickname", written[key], tuple(used[key].values()))


def _names(said: Sentence) -> Iterator[tuple[str, bool]]:
    """Names in a sentence that may be hers; True where it can be nobody else's."""
    for pattern in (_GREETED, _COINED):
        match = pattern.search(said.masked)
        if match and match["name"][0].isupper():
            yield match["name"], True
    match = _ADDRESSED.search(said.masked)
    if match and match["name"][0].isupper() and _TO_HER.search(said.masked):
        yield match["name"], False
