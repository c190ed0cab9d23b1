"""Whether words of yours are meant as they stand: not asked, denied, supposed, dreamt, or someone else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.sentences import sentences

if TYPE_CHECKING:
    from companion.engine.sentences import Sentence
    from memory.records import Message

NOT = re.compile(
    r"\b(?:not|no|never|no longer|nobody|without|hardly|barely|neither|nor|non)\b|n['’]t\b", re.IGNORECASE
)
SUPPOSED = re.compile(
    r"\b(?:if|would|could|might|maybe|perhaps|wish|wished|imagine|suppose|pretend|unless|as though|almost"
    r"|should|used to|dream(?:ed|t)?|want(?:ed|s)? to|hop(?:e|ing) (?:to|(?:that )?(?:I|we)\b)"
    r"|thought|pretending|joking|kidding"
    r"|nearly"
    r"|feels? like|felt like|as if|planning to|(?:about|supposed|meant|going) to|gonna|wanna|thinking "
    r"(?:about|of)"
    r"|considering|what if|let['’]?s say|hypothetically|in theory|one day|some ?day|asked if|asked whether"
    r"|wonder(?:ing)? (?:if|whether))\b|['’]d\b",
    re.IGNORECASE,
)
# Of a message in which such words are, nothing is known for certain.
_PLAYED = re.compile(
    r"\b(?:just|only|was|am|i['’]m) (?:kidding|joking)\b|\bjk\b|(?:^|\s)/s\b|\bapril fool|\bi(?:['’]ve)?"
    r" (?:just |had )?dream(?:t|ed)\b|\b(?:in|had) (?:a|my|the|this|weird|strange)(?: \w+)? (?:dream"
    r"|nightmare)\b"
    r"|\bin (?:the|my|this|a) (?:novel|book|story|film|movie|game|song|play|series|poem|episode)\b"
    r"|\bmy character\b|\bonce upon a time\b|\bhypothetical|\bfor example\b|\be\.g\.|\bquote\b|\blyrics\b",
    re.IGNORECASE,
)
_OTHERS_SAY = re.compile(
    r"(?<!\bI )(?<!\bI['’]ve )\b(?:says?|said|saying|told|tells?|asks?|asked|thinks?|claims?|claimed"
    r"|writes?|wrote|sings?|narrator|character|shouts?|shouted|insists?|reads?|goes|according to)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"^\W*(?:that|whether|how|what|why|when|like|as) (?:I|we)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"^(?:please |can you |could you |would you |now )*(?:write|continue|make (?:it|this|the)|pretend|imagine"
    r"|translate|rewrite|rephrase|proofread|correct|role-?play|act as|you are now|let['’]?s play|ignore"
    r"|repeat|compose|draft|paraphrase|summari[sz]e)\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;:]\s|\s[-–—]\s|\b(?:but|and|because|so|although)\s", re.IGNORECASE)


def requested(message: Message) -> bool:
    """Whether a text was asked for: what is in such a message is a story's or a letter's, not about you."""
    return any(_REQUEST.search(said.text) for said in sentences(message.text))


def played(message: Message) -> bool:
    """Whether a message tells of a joke, a dream or a story, so that none of it need be true."""
    return bool(_PLAYED.search(message.text))


def clause(said: Sentence, start: int, end: int) -> str:
    """What stands there in a sentence, from the beginning of its clause; quotations masked."""
    begins = [mark.end() for mark in CLAUSE.finditer(said.masked, 0, start)]
    return said.masked[begins[-1] if begins else 0 : end]


def doubtful(said: Sentence, start: int, end: int, *, negative: bool = False) -> bool:
    """Whether what stands there in a sentence is asked, denied, supposed, or what others say."""
    denials = len(NOT.findall(clause(said, start, end)))
    return bool(
        said.asks
        or _FRAGMENT.search(said.masked)
        or denials > negative
        or SUPPOSED.search(said.masked[:end])
        or _OTHERS_SAY.search(said.masked[:start])
    )
