"""`companion memory summaries` and `companion memory diary`: what she has noted of the time behind you."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion import config, wake
from companion.cli.endings import Failure
from companion.cli.exchange import whole
from companion.cli.output import complain, indented, json_option, local, say, say_json, wrapped
from companion.cli.store import opened
from companion.safety.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from companion.config import Settings
    from memory import Memory
    from memory.periods import Period, Span
    from memory.records import Level, Summary

PATIENCE = 5.0  # seconds in which a diary is brought up to date before it is shown
LATELY = timedelta(days=31)  # what is told day by day


@click.command()
@click.option(
    "--level",
    type=click.Choice(["part", "conversation", "day", "week", "month", "year"]),
    help="Only those over such a span.",
)
@json_option
def summaries(level: Level | None, *, as_json: bool) -> None:
    """List her notes on what was said."""
    with opened() as store:
        rows = store.summaries(level=level)
    if as_json:
        say_json(rows)
        return
    if not rows:
        complain("No summaries yet. She writes one when a conversation is over: companion tick")
    for row in rows:
        say(f"s{row.id}  {local(row.start)}  {row.level}, {row.method}")
        indented(row.text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the diary: what time it is about, how deep it lies (0 or 1), and the notes on it."""

    span: Period
    depth: int
    notes: tuple[Summary, ...] = ()

    @property
    def heading(self) -> str:
        """Its time as people write it; without the year where it lies in something."""
        from companion.engine.knowledge import named

        name = named(self.span)
        return name.removesuffix(f" {self.span.first.year}") if self.depth else name


def _span(level: Span) -> Any:
    """The type of an option that names a month (`2026-05`) or a year."""

    def read(text: str) -> Period:
        from memory.periods import period

        try:
            found = period(text)
        except ValueError:
            found = None
        if found is None or found.level != level:
            form = {"month": "2026-05", "year": "2026"}[level]
            raise click.BadParameter(f"{text!r} is no {level}; one looks like {form}.")
        return found

    return read


@click.command()
@click.option("--month", type=_span("month"), metavar="YYYY-MM", help="That month, day by day.")
@click.option("--year", type=_span("year"), metavar="YYYY", help="That year, month by month.")
@click.option("--level", type=click.Choice(["day", "week", "month", "year"]), help="How closely it is told.")
@click.option(
    "--to",
    metavar="FILE",
    help="Write it as Markdown to a file that only you can read, or to - for stdout.",
)
@json_option
def diary(
    month: Period | None, year: Period | None, level: Span | None, to: str | None, *, as_json: bool
) -> None:
    """Read your life as she has noted it, from the years to the days.

    The last month is told by days, this year by months, the years before in a text each.

    \b
    companion memory diary --month 2026-05
    companion memory diary --year 2025 --level week
    companion memory diary --to diary.md
    """
    if month is not None and year is not None:
        raise click.UsageError("Give a month or a year, not both.")
    if month is not None and level == "year":
        raise click.UsageError(
            f"A month has no years in it. Ask for its days, or for --year {month.first.year}."
        )
    if to is not None and as_json:
        raise click.UsageError("--to writes it as Markdown. For JSON leave that out: --json > FILE")
    from companion.initiative.zone import here

    settings = config.load()
    with opened() as store:
        _bring_up_to_date(settings, store)
        now = here(settings.clock())
        found = list(entries(store, now, month or year, level))
        still = "" if month or year else _still_open(store, now)
    if as_json:
        say_json([{"period": one.span.key, "level": one.span.level, "notes": one.notes} for one in found])
    elif not found:
        complain("There is nothing in it yet. She writes when a conversation is over: companion tick")
    elif to is not None:
        _write(to, markdown(found, still))
    else:
        _print(found, still)


def _bring_up_to_date(settings: Settings, store: Memory) -> None:
    """What code can make of the time behind you, as far as it goes at once."""

    async def work() -> None:
        async with asyncio.timeout(PATIENCE):
            await wake.reflector(settings, store, None).run()

    try:
        asyncio.run(work())
    except TimeoutError:
        complain("Not all of it is summed up yet. To go on with that: companion tick")


def entries(store: Memory, now: datetime, scope: Period | None, level: Span | None) -> Iterator[Entry]:
    """The parts of the diary, in order of time."""
    if scope is not None:
        closer: Span = level or ("day" if scope.level == "month" else "month")
        yield from _closely(store, scope, closer)
        return
    for year in _years(store):
        if level is not None:
            yield from _closely(store, year, level)
        elif year.last >= (now - LATELY).date():
            yield from _this_year(store, year, now)
        else:
            yield from _grouped(store, year, "year", depth=0)


def _years(store: Memory) -> list[Period]:
    from memory.periods import period, year_of

    days = (period(note.period).first for note in store.cover("year") if note.period)
    return list(dict.fromkeys(map(year_of, days)))


def _this_year(store: Memory, year: Period, now: datetime) -> Iterator[Entry]:
    """Its months, the latest day by day."""
    for entry in _grouped(store, year, "month", depth=0):
        if entry.span.last >= (now - LATELY).date():
            yield from _closely(store, entry.span, "day")
        else:
            yield entry


def _closely(store: Memory, scope: Period, level: Span) -> Iterator[Entry]:
    """A period with its own text, and what lies in it at that level."""
    from memory.periods import SPANS

    if SPANS.index(level) >= SPANS.index(scope.level):
        yield from _grouped(store, scope, scope.level, depth=0)
        return
    inside = list(_grouped(store, scope, level, depth=1))
    own = store.standing(scope)
    if inside:
        yield Entry(scope, 0, (own,) if own else ())
        yield from inside


def _grouped(store: Memory, scope: Period, level: Span, depth: int) -> Iterator[Entry]:
    """What the scope holds at that level, an entry a period."""
    own = store.standing(scope) if scope.level == level else None
    notes = [own] if own else store.cover(level, within=scope)
    for span, group in groupby(notes, key=lambda note: _within(note, level)):
        yield Entry(span, depth, tuple(group))


def _within(note: Summary, level: Span) -> Period:
    """The period of that level in which a note lies; its own, where that is longer."""
    from memory.periods import SPANS, period

    span = period(note.period or "")
    while span.rank < 1 + SPANS.index(level) and span.above is not None:
        span = span.above
    return span


def _still_open(store: Memory, now: datetime) -> str:
    """A line on what is waited for today; empty where nothing is."""
    from companion.engine.open_ends import LASTS, open_ends, told
    from memory.periods import Period

    today = now.date()
    lately = store.conversations_in(Period("day", today - LASTS, today))
    return told(open_ends(lately, today, now.tzinfo), then=False)


def _print(found: Iterable[Entry], still: str) -> None:
    for place, one in enumerate(found):
        if place:
            say()
        say("  " * one.depth + one.heading)
        for note in one.notes:
            indented(_told(note, one), margin=2 + 2 * one.depth)
    if still:
        say()
        for line in wrapped(still, 0):
            say(line)


def markdown(found: Iterable[Entry], still: str = "") -> str:
    """The diary as a document: a heading a period, a paragraph a date."""
    blocks = ["# Diary"]
    for one in found:
        blocks.append(f"{'#' * (2 + one.depth)} {one.heading}")
        blocks += [_escaped(line) for note in one.notes for line in _told(note, one).splitlines()]
    return "\n\n".join([*blocks, *([_escaped(still)] if still else [])]) + "\n"


def _told(note: Summary, under: Entry) -> str:
    """A note's text; with its own date, where the heading is of a longer time that has no text yet."""
    if note.period is None or under.span.level in {"day", note.level}:
        return note.text
    return f"{Entry(_within(note, 'day'), 1).heading}: {note.text}"


def _escaped(line: str) -> str:
    """Text that stays text: what Markdown would read as markup is marked as none."""
    bare = re.sub(r"([\\`*_\[\]<>|])", r"\\\1", sanitize(line).strip())
    return re.sub(r"^([#+-]|\d+(?=[.)]))", r"\\\1", bare)


def _write(to: str, text: str) -> None:
    if to == "-":
        say(text, end="")
        return
    path = Path(to).expanduser()
    try:
        with whole(path.resolve()) as out:
            out.write(text.encode())
    except OSError as error:
        raise Failure(
            f"{path} can't be written: {error.strerror}.", "Choose another file, or make room for it."
        ) from None
    complain(f"The diary is in {path}. The file is not encrypted.")
