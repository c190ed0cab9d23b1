"""The part of `Memory` that is about the past as a whole: days, weeks, months and years summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory import rollups, summaries, work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from memory.periods import Period
    from memory.records import Level, Summary
    from memory.store import Store


class Chronicle:
    """Summaries over periods, each made from those below it."""

    store: Store

    def roll_up(
        self, span: Period, text: str | None, made_from: Sequence[int], *, method: str, at: datetime
    ) -> Summary | None:
        """Keep the text over a period, made from these summaries; None: a single part says it all.

        The period above becomes due, once it is over in the zone of `at`. Raises `NotFoundError` where one
        of the summaries is gone or was replaced.
        """
        return rollups.roll_up(self.store, span, text, made_from, method=method, at=at)

    def parts(self, span: Period) -> list[Summary]:
        """What a text over that period is made from: all that lies in it, each once, in order of time."""
        return rollups.parts(self.store, span)

    def standing(self, span: Period) -> Summary | None:
        """The text over that period; None where there is none."""
        return rollups.standing(self.store, span)

    def cover(self, level: Level, within: Period | None = None) -> list[Summary]:
        """The past at that level, in order of time; where a period has no text of its own, its part."""
        return rollups.cover(self.store, level, within)

    def conversations_in(self, span: Period) -> list[Summary]:
        """The summaries of the conversations in that period, without the ids of their messages."""
        return rollups.conversations_in(self.store, span)

    def roots(self, as_of: datetime, without: int | None = None) -> list[Summary]:
        """What stood at that instant and was part of nothing else, in order of time, the newest few hundred.

        `without` the summary of that conversation; ids of what they cover are left out.
        """
        return rollups.roots(self.store, as_of, without)

    def below(self, summary_id: int, as_of: datetime) -> list[Summary]:
        """The parts that a summary had at that instant, in order of time, without ids of what they cover."""
        return rollups.below(self.store, summary_id, as_of)

    def place(self, now: datetime) -> int:
        """Give conversations that have none the day that they belong to, some at a time -> how many."""
        return summaries.place(self.store, now)

    def mend(self, now: datetime) -> int:
        """Ask for the texts that are lacking over periods that are over -> how many there were."""
        return rollups.mend(self.store, now)

    def imported_since(self, most: int = 2000) -> list[int] | None:
        """Conversations that an import brought messages into, among the next `most` messages; None: no more.

        The next call goes on from there, in whatever program.
        """
        return work.imported_since(self.store, most)
