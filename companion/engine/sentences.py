"""Sentences of what someone said: where they begin and end, what is quoted in them, and the same as "you"."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import NamedTuple

MASK = "\u00a4"

# A block of code, a line that quotes, and words in quotation marks: someone else's, or a machine's.
_FOREIGN = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]+`|^[ \t]*>.*?$|[\"“„][^\"”“\n]*[\"”“]|«[^»\n]*»", re.DOTALL | re.MULTILINE
)
_SCRIPT = re.compile(r"^[ \t]*[A-Z]\w{1,20}:[ \t]+\S.*$", re.MULTILINE)
_END = re.compile(r"(?:[.!?…]+[\"”»')\]]*(?=\s|$))|\n+")
_NOT_AN_END = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|Mt|Sr|Jr|vs|approx|no|e\.g|i\.e|[A-Z])|^\s*\d{1,2}|\d(?=\.\s+[A-Z]?[a-z]))\.$"
)

_SECOND = (
    (r"\bI['’]?m\b|\bI am\b|\bim\b", "you're"),
    (r"\bI(?P<adverb> (?:\w+ly|always|never|also|just|still|only|once))? was\b", r"you\g<adverb> were"),
    (r"\bI wasn(['’])t\b", r"you weren\1t"),
    (r"\bam I\b", "are you"),
    (r"\bwas I\b", "were you"),
    (r"\band I was\b", "and you were"),
    (r"\b(?:I|we|me|us)\b", "you"),
    (r"\b(?:my|our)\b", "your"),
    (r"\b(?:mine|ours)\b", "yours"),
    (r"\bmyself\b", "yourself"),
    (r"\bourselves\b", "yourselves"),
)
_SECOND_PERSON = tuple((re.compile(pattern, re.IGNORECASE), into) for pattern, into in _SECOND)
_LEAD = re.compile(
    r"^(?:(?:but|and|so|yes|yeah|oh|ok|okay|well|anyway|also|honestly|actually"
    r"|no(?=,| I| we| it))\b[\s,:.…]*)+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Sentence(NamedTuple):
    """A sentence and its place in its text; `masked` is as long, with what is quoted in it blotted out. So
    many characters at its beginning, `added`, are not in the text.
    """

    start: int
    text: str
    masked: str
    added: int = 0

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("\"”»') ]").endswith("?")


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; code and quotations are masked: nobody takes them as said."""
    blotted = masked(text)
    found, start = [], 0
    for end in [*_ends(blotted), len(text)]:
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            at = start + piece.index(bare)
            found.append(Sentence(at, bare, blotted[at : at + len(bare)]))
        start = end
    return tuple(found)


def masked(text: str) -> str:
    """The text with every foreign character replaced: quotations, code, and dialogues between others."""
    text = _FOREIGN.sub(lambda found: MASK * len(found[0]), text)
    lines = _SCRIPT.findall(text)
    if len(lines) > 1:
        text = _SCRIPT.sub(lambda found: MASK * len(found[0]), text)
    return text


def _ends(text: str) -> list[int]:
    ends, start = [], 0
    for mark in _END.finditer(text):
        if not _NOT_AN_END.search(text[start : mark.end()]):
            ends.append(mark.end())
            start = mark.end()
    return ends


def second_person(text: str) -> str:
    """What you say of yourself, as it is said to you: "I'm glad" is "you're glad"; quotations stay."""
    quoted = [found[0] for found in _FOREIGN.finditer(text)]
    own = _FOREIGN.split(text)
    for pattern, into in _SECOND_PERSON:
        own = [pattern.sub(into, part) for part in own]
    return "".join(part for pair in zip_longest(own, quoted, fillvalue="") for part in pair)


def sentence_case(text: str) -> str:
    """With a capital at the beginning and a full stop at the end."""
    text = " ".join(text.split()).strip(" ,;:-–—")
    if text and text[-1] not in ".!?…":
        text += "."
    return text[:1].upper() + text[1:]


def without_lead(text: str) -> str:
    """Without the "but", "and" or "oh well" that a sentence begins with."""
    return _LEAD.sub("", text)


def words(text: str) -> list[str]:
    """Its words in lower case, with straight apostrophes."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def normalised(text: str) -> str:
    """The same for texts that differ only in case, space, quotation marks and final punctuation."""
    text = text.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(text.lower().split()).strip(" .,;:!?…\"'")
