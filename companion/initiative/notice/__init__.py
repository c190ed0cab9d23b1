"""From what you said to what is worth bringing up: rules over sentences, precise rather than complete.

It does not read between the lines, needs no model, and knows English only. What was called off, done, denied,
imagined, quoted, told of others or mourned is left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from companion.initiative.notice import asking, deadlines, dear, duties, events, vetoes, waiting
from companion.initiative.notice.candidate import Candidate, Draft
from companion.initiative.notice.heard import Heard, heard, own_time
from companion.initiative.notice.wording import lowered, phrase, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from companion.initiative.when import When
    from memory.records import Message

__all__ = ["Candidate", "notice"]

_MOST = 5
"""Of one conversation; more would be a list, not a suggestion."""


_POINTS_BACK = re.compile(r"^(?:\w+ ){1,3}(?:it|that|this|them|so)(?: (?:back|in|off|up|out|away|done))?$")


def notice(messages: Sequence[Message], now: datetime) -> list[Candidate]:
    """What the conversation asks for, in the order it was said; times in the zone of `now`.

    What is over by `now` is left out. Times are read from when each message was said.
    """
    said = heard(messages, now)
    found: list[tuple[Draft, Candidate]] = []
    for i in range(len(said)):
        made = _judged(said, i, now)
        if made is not None:
            found.append(made)
    return _distinct(found)[:_MOST]


def _judged(said: Sequence[Heard], i: int, now: datetime) -> tuple[Draft, Candidate] | None:
    """The best of the rules' drafts for a sentence, if it means what it says and its time fits."""
    for draft in _drafts(said, i):
        if vetoes.silenced(said, i) if draft.asked else vetoes.unmeant(said, i, yearly=draft.repeats):
            continue
        due = _due(said, i, draft)
        if draft.needs_time and due is None:
            continue
        if due and ((due.rrule and not draft.repeats and draft.soft) or _over(due, now)):
            continue
        text = _explained(draft, said, i) if draft.text else _text_beside(said, i)
        if len(text) < 3:
            continue
        if due and due.rrule and draft.kind == "person":
            due = replace(due, rrule=None)
        candidate = Candidate(draft.kind, text, due, draft.reason, said[i].quote, said[i].message)
        return draft, candidate
    return None


def _drafts(said: Sequence[Heard], i: int) -> list[Draft]:
    here = said[i]
    before = " ".join(h.plain for h in said[max(0, i - 6) : i])
    after = " ".join(h.plain for h in said[i + 1 : i + 4])
    drafts = [
        asking.asked(here, before),
        dear.cared_for(here, after),
        duties.promise(here, before),
        dear.birthday(here, before),
        duties.duty(here, before),
        duties.owed(here, before),
        waiting.awaited(here, before),
        deadlines.deadline(here, before),
        events.event(here, before),
    ]
    return [draft for draft in drafts if draft is not None]


def _due(said: Sequence[Heard], i: int, draft: Draft) -> When | None:
    if len(said[i].found.spans) > 1 and not draft.whole:
        return said[i].clause_when(*draft.place)
    return own_time(said, i)


def _explained(draft: Draft, said: Sequence[Heard], i: int) -> str:
    """`Book it`: with the words before that say what it is."""
    if not _POINTS_BACK.search(draft.text):
        return draft.text
    here = phrase(said[i], 0, draft.place[0]) if draft.place[0] > 8 else ""
    before = [phrase(h, 0) for h in said[max(0, i - 2) : i]]
    said_before = here if len(here.split()) > 2 else next((text for text in reversed(before) if text), "")
    return f"{draft.text} ({lowered(said_before)})" if said_before else draft.text


def _over(due: When, now: datetime) -> bool:
    return due.at.date() < now.date() if due.all_day else due.at <= now


def _text_beside(said: Sequence[Heard], i: int) -> str:
    """`Remind me tomorrow.`: of what is to be done by the sentences around it, or of what was said before."""
    around = [k for k in (i + 1, i - 1) if 0 <= k < len(said) and abs(said[k].turn - said[i].turn) <= (k < i)]
    for k in around:
        text = next((draft.text for draft in _drafts(said, k) if draft.text and not draft.asked), "")
        if text:
            return text
    before = [h for h in said[:i] if said[i].turn - h.turn <= 1]
    text = next((text for h in reversed(before) if len(text := phrase(h, 0)) > 2), "")
    return text or shortened(said[i].quote)


def _distinct(found: Sequence[tuple[Draft, Candidate]]) -> list[Candidate]:
    """One about each thing: of two for the same day, or in the same words, the better founded."""
    kept: list[tuple[Draft, Candidate]] = []
    for draft, candidate in found:
        twin = next((pair for pair in kept if _same(pair[1], candidate)), None)
        if twin is None:
            kept.append((draft, candidate))
        elif draft.rank < twin[0].rank:
            kept[kept.index(twin)] = (draft, candidate)
    return [candidate for _, candidate in kept]


def _same(a: Candidate, b: Candidate) -> bool:
    if a.text.casefold() == b.text.casefold():
        return True
    return (
        a.evidence == b.evidence
        and a.due is not None
        and b.due is not None
        and a.due.at.date() == b.due.at.date()
    )
