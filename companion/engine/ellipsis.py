"""The "I" that people leave out when they chat: "just moved to Leeds" is read as "I just moved to Leeds".

Pure. English. It is filled in only where a sentence begins as such ones do, and neither what she asked nor
what was said just before is about somebody else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.patterns import PIECES
from companion.engine.sentences import Sentence, sentences, words
from companion.engine.vocabulary import FILLERS, SMALL_TALK

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAD = (
    r"^(?:(?:so|yes|yeah|yep|oh|well|ok|okay|anyway|btw|honestly|(?:big|good|great|bad) news)\b[\s,:!…–-]*)*"
)
_LATELY = r"(?:(?:just|finally|recently|also|actually|now|still|currently|only|officially|really|have)\s+)*"
# Of these, the ones that tell of a past can't be orders, and the others are no words for them.
_DID = (
    r"(?:moved|relocated|settled|bought|got|adopted|quit my|left|started|stopped|gave up|given up|sold|broke"
    r"|sprained|tore|fractured|joined|became|turned|went|gone|switched|graduated|grew up|split up|broke up"
    r"|took up|taken up|began|changed my|been (?:living|working|learning|studying)"
    r"|have (?:an?|two|three|four|five) (?!good|nice|great|lovely)"
    r"|(?:love|adore|hate|loathe|detest|can['’]?t stand|cannot stand|don['’]?t (?:like|eat|drink|smoke))"
    r"(?!.*\b(?:is|are|was|were|has|have|will)\b))"
)
_AM = (
    r"(?:(?:not |no longer )?(?:allergic to|vegan|vegetarian|pescatarian|an? (?:\w+ )?fan of)"
    r"|living in|working (?:at|for|in|as)|learning|studying)"
)
_OPENS = re.compile(rf"{_LEAD}{_LATELY}(?:(?P<did>{_DID})|(?P<am>{_AM}))", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:I|we|my|our|me|us|im)\b", re.IGNORECASE)
_ANOTHER = re.compile(
    rf"\b(?:he|she|they|him|her|his|hers|their|them|{PIECES['anyone']}s?|{PIECES['pet']}s?)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?<=[a-z,;] )(?<!\bin )(?<!\bto )(?<!\bat )(?<!\bfrom )(?<!\bnear )(?<![Ii]['’]m )(?-i:(?!I\b)[A-Z]\w+)"
)
_SAID = re.compile(
    r",\s*(?:(?:he|she|they)\b|(?-i:[A-Z])\w+ (?:says|said|tells|told|thinks|did)\b)", re.IGNORECASE
)
_EMPTY = FILLERS | SMALL_TALK | {"news", "update", "omg", "yay", "guys", "sadly", "luckily"}


def about_another(said: str) -> bool:
    """Whether what she said last, or asked in it, is about somebody else than you."""
    whole = sentences(said)
    return any(_of_another(one.masked) for one in whole if one.asks or one is whole[-1])


def filled_in(said: tuple[Sentence, ...], *, of_another: bool) -> Iterator[Sentence]:
    """The sentences of a message of yours, with the "I" that was left out; `of_another`: what went before is
    about somebody else, or is not known.
    """
    for one in said:
        filled = None if of_another or one.asks else _filled(one)
        yield filled or one
        of_another = _of_another(one.masked) if filled else _of_another(one.masked) or not _of_you(one.masked)


def _filled(said: Sentence) -> Sentence | None:
    opens = _OPENS.search(said.masked)
    if opens is None or _SAID.search(said.masked):
        return None
    lead = "I'm " if opens["am"] else "I "
    begins = re.match(_LEAD, said.masked, re.IGNORECASE)
    at = begins.end() if begins else 0
    text, masked = said.text[at:], said.masked[at:]
    masked = lead + masked[:1].lower() + masked[1:]
    return Sentence(said.start + at - len(lead), lead + text, masked, len(lead))


def _of_another(text: str) -> bool:
    return bool(_ANOTHER.search(text) or _NAMED.search(text))


def _of_you(text: str) -> bool:
    return bool(_FIRST.search(text)) or not set(words(text)) - _EMPTY
