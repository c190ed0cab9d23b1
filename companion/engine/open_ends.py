"""What a time left open: waited for, undecided, or meant to be done; by rules over the notes on it.

Pure. An open end is closed by a later note that speaks of the same and says how it came out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.engine.grounds import stem
from companion.engine.sentences import sentences, without_lead
from companion.engine.telling import PLANNED, UNDECIDED, WAITING, content_words
from companion.engine.vocabulary import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, tzinfo

    from companion.engine.sentences import Sentence
    from memory.records import Summary

MOST = 3
LASTS = timedelta(days=60)  # what nobody spoke of for longer is not waited for any more
_PLAN_LASTS = timedelta(days=10)
_SOON = timedelta(days=1)
_LONGEST = 130  # characters
_ALIKE = 0.6

_CLOSED = re.compile(
    r"\b(?:came (?:back|through|in|out|today|yesterday)|got|arrived|received|heard (?:back|from)|called"
    r"|phoned|rang|wrote|written|answered|replied|decided|settled|signed|passed|failed|finished|done|over"
    r"|cancelled|went (?:\w+ )?(?:well|badly|fine|great|okay|ok)|accepted|rejected|refused|approved|sent"
    r"|handed in|booked|bought|chose|chosen|took|finally|said (?:yes|no)|turned out"
    r"|(?:is|are|was|were|all) (?:\w+ly )?(?:fine|good|clear|negative|positive|great|benign|okay|ok|better)"
    r")\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"n['’]t\b|\b(?:not|never|nobody|nothing|yet|still|no (?:one|answer|news|word|reply))\b", re.IGNORECASE
)
_IF = re.compile(r"\b(?:if|unless|would|could have|used to)\b", re.IGNORECASE)
_TOMORROW = re.compile(r"\b(?:tomorrow|this weekend)\b", re.IGNORECASE)
_ABOUT_TIME = frozenset(
    stem(word)
    for words in (
        "waiting wait await decide decided heard hear know let week weekend month year day monday tuesday",
        "wednesday thursday friday saturday sunday tomorrow soon call send sure want plan planning january",
        "february march april june july august september october november december still",
    )
    for word in words.split()
)
_AND_THEN = re.compile(
    r"(?:[;:–—]|, (?=(?:I|you|we)\b)|,? (?:but|because|so|although|and (?=I\b|you\b|we\b|she\b|he\b))) ?"
)

# As it was then; what is open in a note on last May was so in May.
_PAST = tuple(
    (re.compile(pattern, re.IGNORECASE), into)
    for pattern, into in (
        (r"\byou(?:['’]re| are) going to\b|\byou(?:['’]ll| will)\b", "you were going to"),
        (r"\byou['’]re\b|\byou are\b", "you were"),
        (r"\byou have(?=n['’]t)", "you had"),
        (r"\byou['’]ve\b", "you had"),
        (r"\byou (?:have|need) to\b", "you had to"),
        (r"\byou must\b", "you had to"),
        (r"\byou want\b", "you wanted"),
        (r"\byou (?:still )?don['’]t know\b", "you didn't know"),
        (r"\byou can['’]t\b", "you couldn't"),
        (r"\bhas(?=n['’]t)", "had"),
        (r"['’]ll\b| will\b", " would"),
        (r"\bis(?= (?:still |going |due|on|at)\b)", "was"),
        (r"\bnext (week|month|year)\b", r"the \1 after"),
    )
)


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """What was open, the `sentence` that said so, and the day on which you told it."""

    sentence: str
    said: date

    @property
    def then(self) -> str:
        """As it was then, to go on in a line."""
        return _put(self.sentence, _PAST)

    @property
    def now(self) -> str:
        """As it is still."""
        return _put(self.sentence, ())


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of a note, and the stems of what it is about."""

    day: date
    sentence: Sentence
    about: frozenset[str]


def open_ends(conversations: Iterable[Summary], until: date, zone: tzinfo | None) -> tuple[OpenEnd, ...]:
    """What was still open at the end of that day: the latest few, in the order in which they were told.

    `conversations` are the notes on them, in order of time.
    """
    said = [one for note in conversations for one in _said(note, zone)]
    found: list[_Said] = []
    for place, one in enumerate(said):
        if _is_open(one, until) and not any(_closes(later, one) for later in said[place + 1 :]):
            found = [other for other in found if not _same(one, other)] + [one]
    return tuple(OpenEnd(one.sentence.text, one.day) for one in found[-MOST:])


def told(ends: Sequence[OpenEnd], *, dated: bool = True, then: bool = True) -> str:
    """One line that names them, as they were then or are now; empty where nothing is open."""
    texts = [end.then if then else end.now for end in ends]
    if dated:
        days = [f" ({end.said.day} {end.said:%B})" for end in ends]
        texts = [text if "(" in text else text + day for text, day in zip(texts, days, strict=True)]
    return f"Still open: {'; '.join(texts)}." if texts else ""


def _said(note: Summary, zone: tzinfo | None) -> Iterable[_Said]:
    day = note.start.astimezone(zone).date()
    for one in sentences(note.text):
        about = frozenset(map(stem, content_words(one.masked))) - _ABOUT_TIME
        yield _Said(day, one, about)


def _is_open(one: _Said, until: date) -> bool:
    text = one.sentence.masked
    age = until - one.day
    if one.sentence.asks or not one.about:
        return False
    if UNDECIDED.search(text):
        return age <= LASTS
    if _IF.search(text):
        return False
    if WAITING.search(text):
        return age <= LASTS
    return bool(PLANNED.search(text)) and age <= (_SOON if _TOMORROW.search(text) else _PLAN_LASTS)


def _closes(later: _Said, one: _Said) -> bool:
    text = later.sentence.masked
    return bool(later.about & one.about and _CLOSED.search(text) and not _NOT.search(text))


def _same(one: _Said, other: _Said) -> bool:
    return len(one.about & other.about) >= _ALIKE * min(len(one.about), len(other.about))


def is_passing(text: str) -> bool:
    """Whether a sentence says what is open, which is soon closed or forgotten."""
    return any(kind.search(text) for kind in (WAITING, UNDECIDED, PLANNED))


def _put(sentence: str, wordings: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """The clause of it that says so, to go on in a line."""
    whole = without_lead(sentence) or sentence
    clauses = [clause for clause in _AND_THEN.split(whole) if clause]
    opens = filter(is_passing, clauses)
    text = next((one for one in opens if len(content_words(one)) > 1), whole).strip(" .!,;…")
    for pattern, into in wordings:
        text = pattern.sub(into, text)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    first = text.split(maxsplit=1)[0] if text else ""
    return text[:1].lower() + text[1:] if first.lower() in _LOWERED else text


_LOWERED = frozenset(
    listed("you your you're the a an it it's she he they there this that on in at by next tomorrow still")
)
