"""What is made of a period that is over, and stored: the text over its parts, by code, then by a model."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from companion.engine.afterthoughts import EXTRACTIVE, answer
from companion.engine.condense import better, condensed
from companion.engine.material import asked_roll_up
from companion.engine.open_ends import LASTS
from companion.engine.schedule import WITH_A_MODEL
from memory.periods import Period, period
from memory.summaries import ROLL_UP

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from companion.models.protocol import Model
    from memory import Memory
    from memory.records import Summary

BETTER = f"{ROLL_UP}{WITH_A_MODEL}"
_AT_ONCE = 0.03  # seconds of it that are one transaction: nobody notices, and thousands are done soon


class RollUps:
    """Each method takes a period and the instant, in your zone, and stores at once."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def handlers(self, model: Model) -> dict[str, Callable[[Period, datetime], Awaitable[None]]]:
        """What a model does better."""
        return {BETTER: partial(self.sum_up_better, model)}

    async def sum_up(self, span: Period, now: datetime) -> None:
        """The most telling sentences of its parts, where it has several; then other periods that are due."""
        until = time.monotonic() + _AT_ONCE
        with self.memory.batch():
            self._sum_up(span, now)
            while time.monotonic() < until and (work := self.memory.claim(now, kinds=[ROLL_UP])):
                self._sum_up(period(work.period or ""), now)
                self.memory.finish(work.id)

    def _sum_up(self, span: Period, now: datetime) -> None:
        parts, old = self.memory.parts(span), self.memory.standing(span)
        made_from = [part.id for part in parts]
        if old is not None and set(old.parts) == set(made_from):
            return
        text = condensed(span, parts, self._spoken_of(span), now.tzinfo) if len(parts) > 1 else None
        self.memory.roll_up(span, text, made_from, method=EXTRACTIVE, at=now)
        if text and _worth_a_model(span, parts):
            self.memory.enqueue_period(BETTER, span, now)

    async def sum_up_better(self, model: Model, span: Period, now: datetime) -> None:
        """A model's text in place of that, if the parts bear it out.

        Raises `ModelError`, `NotFoundError` where a part went meanwhile, and `ValueError` for a text that
        they do not bear out.
        """
        parts, old = self.memory.parts(span), self.memory.standing(span)
        request = asked_roll_up(span, parts, model.window, now.tzinfo)
        if request is None or old is None or old.method != EXTRACTIVE:
            return
        reply = await answer(model, request)
        text = better(reply, span, parts, self._spoken_of(span), now.tzinfo)
        self.memory.roll_up(span, text, [part.id for part in parts], method=model.name, at=now)

    def _spoken_of(self, span: Period) -> list[Summary]:
        """The conversations in it, of its last weeks: what was open before is not waited for any more."""
        first = max(span.first.toordinal(), span.last.toordinal() - LASTS.days)
        return self.memory.conversations_in(Period(span.level, span.first.fromordinal(first), span.last))


def _worth_a_model(span: Period, parts: Sequence[Summary]) -> bool:
    """Of years that were imported, which no model has read, a model sums up the years alone."""
    return span.level == "year" or any(part.method != EXTRACTIVE for part in parts)
