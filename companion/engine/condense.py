"""A text over a day, week, month or year, from the notes below it: dated, to you, with what stayed open.

Pure. Code takes the most telling sentences of the notes; a model may put them better, and what it says is
judged against them, sentence by sentence, and dated by the note that bears it out.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from companion.engine.grounds import share
from companion.engine.open_ends import is_passing, open_ends, told
from companion.engine.sentences import sentence_case, sentences
from companion.engine.summarise import bears_out, note, tells_as_much, tokens, understandable, written
from companion.engine.telling import LEAST, Telling, content_words, weigh
from memory.records import USER, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime, tzinfo

    from companion.engine.open_ends import OpenEnd
    from memory.periods import Period, Span
    from memory.records import Summary

LIMITS: dict[Span, int] = {"day": 120, "week": 160, "month": 220, "year": 400}  # tokens, roughly
_LEAST_NEWS = 1.0  # what tells less beside the others is left out
_CROWDED = 0.75  # what a sentence still counts for when one from the same part was taken
_AS_TELLING = 0.3  # of the words that code would keep have to be in a model's text
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_LABEL = re.compile(rf"(?:\w+day )?((?:\d{{1,2}} (?:to \d{{1,2}} )?)?(?:{_MONTHS})): (?=\S)")
_DATE_FIRST = re.compile(
    rf"^(?:On |In )?(?:\w+day,? )?(?:the )?(?:\d{{1,2}} (?:to \d{{1,2}} )?)?(?:{_MONTHS})(?: \d{{4}})?[:,]? +"
    rf"|^(?:On )?\w+day[,:] +"
)
_NAME = re.compile(r"(?<=[\w,;:] )(?!I\b)[A-ZÀ-Þ][\w-]+")
_ASKED = re.compile(r"^You asked: ")
_OPEN_LINE = re.compile(r"^Still open: .*$", re.MULTILINE)

_FIRST = tuple(
    (re.compile(pattern, re.IGNORECASE), into)
    for pattern, into in (
        (r"\byou['’]re\b", "I'm"),
        (r"\byourself\b", "myself"),
        (r"\byours\b", "mine"),
        (r"\byour\b", "my"),
        (
            r"\b(let|tell|told|gave|give|call|called|asked|sent|for|to|with|of|at|about|from|by) you\b",
            r"\1 me",
        ),
        (r"\byou\b", "I"),
    )
)


def condensed(span: Period, parts: Sequence[Summary], below: Iterable[Summary], zone: tzinfo | None) -> str:
    """The most telling sentences of the parts, dated, in order of time; then what was still open.

    `parts` in order of time; `below` are the notes on all the conversations that are still spoken of.
    """
    ends = open_ends(below, span.last, zone)
    chosen = _chosen(_lasting(span, notes(span, parts, zone), ends), LIMITS[span.level])
    return finished(span, [(one.message.detail or "", note(one)) for one in chosen], ends)


def _lasting(span: Period, said: Sequence[Telling], ends: Sequence[OpenEnd]) -> list[Telling]:
    """Without what is told at the end or, on more than a day, was open and has come out since; unless nothing
    else is left.
    """
    open_ones = {as_said(end.sentence) for end in ends}
    kept = [one for one in said if one.text not in open_ones]
    return [one for one in kept if span.level == "day" or not is_passing(one.text)] or kept or list(said)


def better(
    reply: str, span: Period, parts: Sequence[Summary], below: Iterable[Summary], zone: tzinfo | None
) -> str:
    """A model's text as far as the parts bear it out; its sentences that they don't are left out.

    Raises `ValueError` where what is left tells too little of what code would have kept.
    """
    yours = notes(span, parts, zone)
    labels = " ".join(sorted({one.message.detail or "" for one in yours}))
    told_of = [sentence_case(_DATE_FIRST.sub("", sentence)) for sentence in written(reply)]
    # What was open is told at the end, or was closed since.
    said = [text for text in told_of if span.level == "day" or not is_passing(text)]
    kept: list[tuple[int, str, str]] = []
    for text in said:
        if bears_out(text, yours, labels) and weigh(as_said(text)) > 0:
            source = max(yours, key=lambda one: share(text, one.text))
            kept.append((source.place, source.message.detail or "", text))
    kept = sorted(dict.fromkeys(kept), key=lambda one: one[0])
    ends = open_ends(below, span.last, zone)
    plain = " ".join(note(one) for one in _chosen(_lasting(span, yours, ends), LIMITS[span.level]))
    body = " ".join(text for _, _, text in kept)
    if 2 * len(kept) < len(said) or not tells_as_much(body, plain, _AS_TELLING):
        raise ValueError("The text says what was not said, or too little of it.")
    return finished(span, [(label, text) for _, label, text in kept], ends)


def finished(span: Period, told_of: Iterable[tuple[str, str]], ends: Sequence[OpenEnd]) -> str:
    """A line for each date with what is told of it, and one on what was open."""
    dated = span.level != "day"
    lines = []
    for label, group in groupby(told_of, key=lambda one: one[0]):
        text = " ".join(sentence for _, sentence in group)
        lines.append(f"{label}: {text}" if dated and label else text)
    return "\n".join(filter(None, [*lines, told(ends, dated=dated)]))


def notes(span: Period, parts: Iterable[Summary], zone: tzinfo | None) -> list[Telling]:
    """The sentences of the parts, in order, as you would say them; `message.detail` is their date."""
    told_of = [(part, *one) for part in parts for one in _dated(span, part, zone)]
    names = Counter(name for *_, text in told_of for name in set(_NAME.findall(text)))
    found: list[Telling] = []
    for part, label, text in told_of:
        asks = bool(_ASKED.match(text))
        said = as_said(_ASKED.sub("", text))
        dear = sum(names[name] > 1 for name in set(re.findall(r"\w+", said)))
        weight = weigh(said) + 0.6 * min(dear, 2) - 1.5 * asks
        message = _spoken(part, label, zone)
        found.append(Telling(len(found), message, said, weight, content_words(said), asks))
    return found


def as_said(text: str) -> str:
    """What was noted to you, as you said it of yourself: the inverse of `second_person`, near enough."""
    for pattern, into in _FIRST:
        text = pattern.sub(into, text)
    return text


def _spoken(part: Summary, label: str, zone: tzinfo | None) -> Message:
    return Message(part.id, 0, None, USER, part.text, part.start.astimezone(zone), detail=label)


def _dated(span: Period, part: Summary, zone: tzinfo | None) -> Iterator[tuple[str, str]]:
    """Each sentence of a part with its date: the one before it in its text, or else the part's own."""
    label = _own_label(span, part, zone)
    for piece in sentences(_OPEN_LINE.sub("", part.text)):
        text = piece.text
        if mark := _LABEL.match(text):
            label, text = mark[1], text[mark.end() :]
        yield label, text


def _own_label(span: Period, part: Summary, zone: tzinfo | None) -> str:
    start, end = part.start.astimezone(zone), part.end.astimezone(zone)
    if part.level == "month":
        return f"{start:%B}"
    if part.level == "week" and (start.day, start.month) != (end.day, end.month):
        return _between(start, end)
    return f"{start:%A} {start.day} {start:%B}" if span.level == "week" else f"{start.day} {start:%B}"


def _between(start: datetime, end: datetime) -> str:
    if start.month != end.month:
        return f"{start:%B}"
    return f"{start.day} to {end.day} {start:%B}"


def _chosen(said: Sequence[Telling], limit: int) -> list[Telling]:
    """The heaviest that fit, each counted less for what others tell, and where its part has one in."""
    left = [one for one in said if one.weight >= LEAST] or list(said)
    taken: list[Telling] = []
    told_words: frozenset[str] = frozenset()
    crowd: Counter[int] = Counter()

    def worth(one: Telling) -> tuple[float, int]:
        new = len(one.content - told_words) / max(1, len(one.content))
        full = min(1.0, (1 + len(one.content)) / 5)
        return (one.weight + 1) * full * (0.2 + 0.8 * new) * _CROWDED ** crowd[one.message.id], -one.place

    while left:
        best = max(left, key=worth)
        left.remove(best)
        cost = tokens(note(best))
        if cost > limit and taken:
            continue
        if taken and worth(best)[0] < _LEAST_NEWS:
            break
        taken.append(best)
        told_words |= best.content
        crowd[best.message.id] += 1
        limit -= cost
    return understandable(sorted(taken, key=lambda one: one.place))
