"""The log of the past: within its budget, in order of time, nothing twice, the latest told most closely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.engine.past import gist, label, log_lines
from companion.models.tokens import count
from memory.periods import period
from memory.summaries import ROLL_UP
from tests.engine.notes import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memory import Memory
    from memory.records import Summary

NOW = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
FINER = ["conversation", "day", "week", "month", "year"]


class History:
    """Summaries, and what each was made from."""

    def __init__(self, roots: list[Summary], parts: dict[int, list[Summary]]) -> None:
        self.roots = sorted(roots, key=lambda one: (one.start, one.id))
        self.parts = parts

    def below(self, one: Summary) -> Sequence[Summary]:
        return self.parts.get(one.id, [])

    def leaves(self, one: Summary) -> list[int]:
        return [leaf for part in self.below(one) for leaf in self.leaves(part)] or [one.id]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Any years, each told as a year or as its months, and so on down; some periods empty."""
    words = st.lists(st.sampled_from(["boat", "Jule", "47", "hospital", "I", "."]), min_size=1, max_size=90)
    parts: dict[int, list[Summary]] = {}

    def grown(level: int, first: datetime) -> list[Summary]:
        spans = [0, 1, 7, 30, 365]
        count_of = [1, 2, 4, 4, 5]
        if level == 0:
            return [note(f"{first:%Y-%m-%d}", " ".join(draw(words)))]
        below = [
            one
            for place in range(draw(st.integers(0, count_of[level])))
            for one in grown(level - 1, first + timedelta(days=place * spans[level - 1]))
        ]
        if len(below) < 2 or draw(st.booleans()):
            return below
        whole = note(f"{first:%Y-%m-%d}", " ".join(draw(words)), level=FINER[level], days=spans[level] - 1)  # type: ignore[arg-type]
        parts[whole.id] = below
        return [whole]

    years = draw(st.integers(0, 3))
    begin = [NOW - timedelta(days=366 * (years - place)) for place in range(years)]
    return History([one for first in begin for one in grown(4, first)], parts)


@settings(max_examples=150)
@given(histories(), st.integers(0, 1500))
def test_it_fits_is_in_order_and_covers_nothing_twice(history: History, room: int) -> None:
    log = log_lines(history.roots, history.below, room, NOW, count)
    assert sum(count(line) + 1 for _, line in log) <= room
    assert [one.start for one, _ in log] == sorted(one.start for one, _ in log)
    told = [leaf for one, _ in log for leaf in history.leaves(one)]
    assert len(told) == len(set(told))
    everything = [leaf for one in history.roots for leaf in history.leaves(one)]
    assert told == everything[len(everything) - len(told) :] or room < 1500
    if room > 60 * len(everything) + 600:
        assert sorted(told) == sorted(everything)
    assert log == log_lines(history.roots, history.below, room, NOW, count)


def years_of(memory: Memory, days: int) -> None:
    """A conversation a day until the day before, summed up, and rolled up by a plain text."""
    with memory.batch():
        for ago in range(days, 0, -1):
            at = NOW - timedelta(days=ago)
            talk = memory.begin("samantha", at)
            said = memory.append(talk.id, "user", f"Day {ago}.", at)
            memory.summarise(
                "conversation",
                f"You met neighbour {ago} at the harbour. You talked about the garden and the long winter.",
                start=at,
                end=at,
                sources=[said.id],
                method="extractive",
                at=at + timedelta(minutes=30),
                conversation=talk.id,
            )
        while work := memory.claim(NOW, kinds=[ROLL_UP]):
            span = period(work.period or "")
            parts = memory.parts(span)
            text = f"{span.key} was a quiet time. Nothing changed." if len(parts) > 1 else None
            memory.roll_up(span, text, [part.id for part in parts], method="extractive", at=NOW)
            memory.finish(work.id)


def test_it_goes_from_years_to_yesterday(memory: Memory) -> None:
    years_of(memory, 1000)
    looked_at: list[int] = []

    def below(one: Summary) -> list[Summary]:
        looked_at.append(one.id)
        return memory.below(one.id, NOW)

    log = log_lines(memory.roots(NOW), below, 600, NOW, count)
    assert len(looked_at) < 50  # of a thousand evenings: the time that it takes goes by these
    levels = [FINER.index(one.level) for one, _ in log]
    coarser = [level for level in levels if level > 0]
    assert coarser == sorted(coarser, reverse=True)
    assert levels[0] == FINER.index("year")
    assert log[-1][1] == (
        "- Sunday 3 May 2026: You met neighbour 1 at the harbour. You talked about the garden and the long"
        " winter."
    )
    told = sum(len(memory.why("summary", one.id)) for one, _ in log)
    assert told == 1000


def test_with_little_room_the_latest_is_told(memory: Memory) -> None:
    years_of(memory, 40)
    log = log_lines(memory.roots(NOW), lambda one: memory.below(one.id, NOW), 50, NOW, count)
    assert log[0][0].start.date().isoformat() >= "2026-04-01"
    assert log[-1][0].end.date().isoformat() == "2026-05-03"
    assert log_lines(memory.roots(NOW), lambda one: memory.below(one.id, NOW), 3, NOW, count) == ()


def test_a_line_says_of_what_time_it_is() -> None:
    assert label(note("2026-05-04", "Words."), UTC) == "Monday 4 May 2026"


def test_the_gist_is_the_sentence_with_most_in_it() -> None:
    assert gist("You slept. Your sister Ida moved to Kiel on 3 May. You ate.") == (
        "Your sister Ida moved to Kiel on 3 May."
    )
    assert gist("") == ""
