"""Whether someone asks of their own life what she can only know if they told her, and whether they did. Pure.

A model would rather make up a name, a place or a promise than remember that it is to make up nothing; so it
is told once more, where it is asked. What asks for advice ("what do I do?") or for an opinion ("what do you
think of my text?") is no such question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from companion.engine.sentences import masked, sentences
from companion.engine.telling import content_words
from companion.engine.vocabulary import SMALL_TALK

if TYPE_CHECKING:
    from collections.abc import Iterable

Asked = Literal["asked", "untold"]

_WORD = (
    r"(?:what(?: time| kind| sort| colou?r)?|where|when|who|whose|which \w+"
    r"|how (?:old|many|much|long|often|far))"
)
_ADVICE = (
    r"(?:do|say|tell|wear|eat|cook|make|give|get|buy|call|write|answer|need|have to|want|think|mean"
    r"|doing|going|supposed)"
)
_OF_MINE = re.compile(
    rf"\b{_WORD}(?:['’](?:s|re)| is| was| are| were) (?:(?:the )?name of )?"
    rf"(?:my|our) (?!(?:\w+ )?(?:options?|chances?|next|best|move|choices?|problem|mistake|odds)\b)"
    rf"|\b{_WORD} (?:did|do|had|was|were|am|have)(?:n['’]t| not)? (?:i|we)\b(?! {_ADVICE}\b)"
    rf"|\b{_WORD} did (?:i|we) {_ADVICE}\b"
    rf"|\b{_WORD} (?:did|does|is|was|has) (?:my|our) \w+",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"(?:^|[,;] |\b(?:and|but|so) )(?:did|have|had|do|am|was) (?:i|we) "
    r"(?:not |ever |already )*(?:tell|told|mention|say|said|promise|have|had|like|live|know|own|allergic"
    r"|married|born)\w*\b(?! to (?:do|go)\b)"
    r"|\bdo you (?:still )?(?:remember|know|recall) (?:my|our|what|where|when|who|which|that|if|how|the)\b"
    r"|\bremind me (?:again )?(?:what|where|when|who|which|of my|of the|of our|how)\b",
    re.IGNORECASE,
)

_ASKING = "called know last name remember remind tell told what when where which who"
_BEGINNING = 5  # letters


def asks_of_own_life(message: str) -> bool:
    """Whether one of its sentences does."""
    return any(
        (one.asks and _OF_MINE.search(one.text)) or _MINE.search(one.text)
        for one in sentences(masked(message))
    )


def states(text: str) -> bool:
    """Whether it says something, and does not only ask, or greet."""
    return any(not one.asks and content_words(one.text) - SMALL_TALK for one in sentences(masked(text)))


def whether_told(question: str, told: Iterable[str]) -> Asked:
    """`asked` where something told has a word of the question, else `untold`: other words may tell it yet."""
    about = _stems(question) - _stems(_ASKING)
    return "asked" if any(about & _stems(text) for text in told) else "untold"


def _stems(text: str) -> set[str]:
    """The beginnings of its words: "promised" is about what "promise" is."""
    return {word.partition("'")[0][:_BEGINNING].rstrip("s") for word in content_words(text)}
