"""The log of the past in the prompt: the latest conversations in full, what is older ever coarser.

Pure. It begins with the coarsest view of the whole past and looks closer where that is worth most, which is
at long spans that are not long ago, for as long as there is room.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from companion.engine.knowledge import day, named
from memory.periods import period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime, tzinfo

    from companion.engine.knowledge import Count
    from memory.records import Summary

_DAYS = {"conversation": 3.0, "day": 3.0, "week": 7.0, "month": 30.0, "year": 365.0}
_OVERVIEW = 0.6  # of the room may go to the coarsest view
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_TELLS = re.compile(r"\b\w{5,}|(?<=\s)[A-ZÀ-Þ]\w+|\d+")


@dataclass(slots=True)
class _Entry:
    """A summary in the log: in a sentence, or in full."""

    summary: Summary
    line: str
    cost: int
    full: bool = False


@dataclass(slots=True)
class _Log:
    """The log as it grows closer; `room` tokens are left."""

    below: Callable[[Summary], Sequence[Summary]]
    room: int
    zone: tzinfo | None
    count: Count
    entries: dict[int, _Entry]

    def entry(self, summary: Summary, *, full: bool = False) -> _Entry:
        text = " ".join(summary.text.split())
        line = f"- {label(summary, self.zone)}: {text if full else gist(text)}"
        return _Entry(summary, line, self.count(line) + 1, full or gist(text) == text)

    def begin(self, roots: Iterable[Summary], room: int) -> None:
        """Those that have room in a sentence each, newest first, until one has not."""
        for root in roots:
            entry = self.entry(root)
            if entry.cost > min(room, self.room):
                break
            room -= entry.cost
            self._put(entry)

    def closer(self, entry: _Entry) -> list[_Entry] | None:
        """What comes in its place when one looks closer; None: it is as close as it gets, or has no room."""
        if not entry.full:
            better = [self.entry(entry.summary, full=True)]
        elif entry.summary.level == "conversation":
            return None
        else:
            better = [self.entry(part) for part in self.below(entry.summary)]
        if not better or sum(one.cost for one in better) - entry.cost > self.room:
            return None
        del self.entries[entry.summary.id]
        self.room += entry.cost
        for one in better:
            self._put(one)
        return better

    def _put(self, entry: _Entry) -> None:
        self.entries[entry.summary.id] = entry
        self.room -= entry.cost


def log_lines(
    roots: Sequence[Summary],
    below: Callable[[Summary], Sequence[Summary]],
    room: int,
    now: datetime,
    count: Count,
) -> tuple[tuple[Summary, str], ...]:
    """The past in at most `room` tokens, in order of time; nothing is in two of its lines.

    `roots` are the summaries that nothing covers, in order of time, `below` gives the parts of one. What is
    older is never told more closely than what is newer; the oldest may be left out.
    """
    log = _Log(below, room, now.tzinfo, count, {})
    newest_first = roots[::-1]
    log.begin(newest_first, int(room * _OVERVIEW))
    queue = [_queued(entry, now) for entry in log.entries.values()]
    heapify(queue)
    begun = len(queue)
    horizon: datetime | None = None  # nothing that ended before it is looked at more closely
    while queue:
        *_, entry = heappop(queue)
        if horizon is not None and entry.summary.end <= horizon:
            continue
        better = log.closer(entry)
        if better is None:
            done = entry.full and entry.summary.level == "conversation"
            horizon = horizon if done else max(filter(None, (horizon, entry.summary.end)))
        for one in better or ():
            heappush(queue, _queued(one, now))
    log.begin(newest_first[begun:], log.room)  # what is left over is for the oldest
    kept = sorted(log.entries.values(), key=lambda one: (one.summary.start, one.summary.id))
    return tuple((one.summary, one.line) for one in kept)


def _queued(entry: _Entry, now: datetime) -> tuple[float, float, int, _Entry]:
    """What is worth a closer look comes first: a long span for its distance."""
    age = max(0.0, (now - entry.summary.end).total_seconds() / 86400)
    return -_DAYS.get(entry.summary.level, 3.0) / (1 + age), age, -entry.summary.id, entry


def label(summary: Summary, zone: tzinfo | None) -> str:
    """The time that it is about, as people write it."""
    if summary.level == "conversation" or summary.period is None:
        return day(summary.start, zone)
    return named(period(summary.period))


def gist(text: str) -> str:
    """The sentence that tells most, by its names, numbers and long words."""
    return max(_SENTENCE_END.split(text), key=lambda one: len(_TELLS.findall(one)[:12]))
