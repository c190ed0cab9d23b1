"""Rows of the memory screen, as text with styles: pure, and of any text only what fits is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from companion.engine.knowledge import named
from companion.engine.known import said_at
from companion.safety.sanitize import one_line
from companion.ui import moments, pages
from memory.periods import period
from memory.records import USER

if TYPE_CHECKING:
    from datetime import datetime

    from memory.records import Fact, Message, Recollection, Summary

WHEN = 19  # cells of the date at the end of a row
MUCH = 6000  # characters of a text that a screen may show
KINDS = {
    "conversation": "a conversation",
    "day": "a day",
    "week": "a week",
    "month": "a month",
    "year": "a year",
}


def glimpse(text: str, most: int = MUCH) -> str:
    """The beginning of a text, on one line."""
    return one_line(text[: most + 1], most)


def fitted(text: str | Content, width: int) -> Content:
    """As much as there is room for, and room for no less."""
    content = text if isinstance(text, Content) else Content(text)
    return content.truncate(max(1, width), ellipsis=True, pad=True)


def fact_row(fact: Fact, width: int, now: datetime) -> Content:
    """`★ You have a beagle.   5 May`; what does not hold any more is faint and says until when it did."""
    text = fitted(glimpse(fact.text, width), width - WHEN - 2)
    if not fact.holds:
        until = f"until {moments.brief(fact.valid_to or said_at(fact), now)}"
        return Content.styled(Content.assemble("× ", text, until.rjust(WHEN)).plain, "$faint")
    mark = ("★ ", "$accent") if fact.pinned else ("· ", "$faint")
    return Content.assemble(mark, text, (moments.brief(said_at(fact), now).rjust(WHEN), "$faint"))


def fact_about(fact: Fact, now: datetime) -> str:
    """What there is to know about a fact: its topic, when it held, who says so, on how much it rests."""
    since = f"since {moments.brief(said_at(fact), now)}"
    until = f"until {moments.brief(fact.valid_to, now)}" if fact.valid_to and not fact.holds else ""
    grounds = len(fact.sources)
    rests = f"from {grounds:,} message{'s' * (grounds != 1)}" if grounds else "you told her so directly"
    who = "" if fact.said_by == USER or not grounds else f"{one_line(fact.said_by, 20)} said so"
    sure = "" if fact.pinned or fact.confidence >= 0.995 else f"{fact.confidence:.0%} sure"
    parts = [f"f{fact.id}", one_line(fact.topic or "", 24), f"{since} {until}".strip(), who, rests, sure]
    return "  ·  ".join(part for part in [*parts, "pinned" if fact.pinned else ""] if part)


def span_of(note: Summary, now: datetime) -> str:
    """The time that a note is about: `Monday 4 May 2026`, `May 2026`; of a conversation, when it began."""
    if note.level == "conversation" or not note.period:
        return moments.moment(note.start, now)
    return named(period(note.period))


def note_row(note: Summary, width: int, now: datetime) -> Content:
    """The time and the kind of a note, and under it how it begins."""
    heading = Content.assemble(
        (span_of(note, now), "bold"), (f"  {KINDS.get(note.level, note.level)}", "$faint")
    )
    return Content("\n").join([fitted(heading, width), fitted(f"  {glimpse(note.text, width)}", width)])


def note_about(note: Summary) -> str:
    """On what a note rests, and how it was made."""
    of, what = (note.parts, "note") if note.parts else (note.sources, "message")
    rests = f"made of {len(of):,} {what}{'s' * (len(of) != 1)}" if of else ""
    how = "your own sentences" if note.method == "extractive" else f"by {one_line(note.method, 40)}"
    return "  ·  ".join(part for part in (f"s{note.id}", rests, how) if part)


def said_row(
    said: Recollection | Message, wanted: str, name: str, width: int, now: datetime, *, quoted: bool = False
) -> Content:
    """A message, where the wanted words are in it, and who said it when."""
    line = quote(said.text, wanted, width - 3) if quoted else pages.snippet(said.text, wanted, width - 3)
    who = pages.speaker(said.author, name)
    when = Content.styled(f"  {who}  ·  {moments.moment(said.at, now)}", "$faint")
    return Content("\n").join([fitted(line, width), fitted(when, width)])


def quote(text: str, wanted: str, width: int) -> Content:
    """The part of a text in which the words of a quote are, set off; its beginning, where they are not."""
    line, words = one_line(text), one_line(wanted)
    place = line.find(words) if words else -1
    if place < 0:
        return Content(line[: width + 1])
    start = 0 if place + len(words) <= width else max(0, place - width // 4)
    shown = ("…" if start else "") + line[start : start + width]
    begins = place - start + bool(start)
    return Content(shown).stylize("bold $primary", begins, min(len(shown), begins + len(words)))
