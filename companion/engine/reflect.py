"""After a conversation, in the background: a title, a summary, facts; first by code, then better by a model.

Work is a row in the store before it is begun. It can be cancelled at any await: nothing is half stored, and
the row is free again at once; what dies with its program is free when its lease ends.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.engine.afterthoughts import Afterthoughts
from companion.engine.rollups import RollUps
from companion.engine.schedule import UNCLEAR, WITH_A_MODEL, take_stock
from companion.models.protocol import ModelError
from companion.persona.findings import PersonaError
from companion.persona.keeping import no_rules
from memory.periods import period
from memory.records import NotFoundError
from memory.summaries import ROLL_UP

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from companion.models.protocol import Model
    from companion.persona.keeping import KeepingOf
    from memory import Memory
    from memory.periods import Period
    from memory.records import Work

    Handler = Callable[[int, datetime], Awaitable[None]]
    PeriodHandler = Callable[[Period, datetime], Awaitable[None]]

_ATTEMPTS = 3
_AGAIN_AFTER = timedelta(minutes=5)
_PAUSE = 30.0  # seconds between two looks for work
_LEASE = 900.0  # seconds; a small model on a busy machine takes minutes

_log = logging.getLogger(__name__)


class Reflector:
    """Does the work that is due, one piece at a time.

    `model` None, or `code_only`: what needs a model stays due. `handlers` do further kinds of work, given the
    conversation's id and the instant; a kind that ends in `+model` is done only where there is a model, and
    one that nobody does stays due. A handler may raise `ModelError` or `ValueError` to be tried again, and
    `PersonaError`, as `keeping` does for a persona whose rules can't be read: until they can, it waits.
    """

    def __init__(
        self,
        memory: Memory,
        model: Model | None,
        clock: Callable[[], datetime],
        handlers: Mapping[str, Handler] | None = None,
        *,
        code_only: bool = False,
        keeping: KeepingOf = no_rules,
    ) -> None:
        self.memory = memory
        self.clock = clock
        self.model = None if code_only else model
        thoughts = Afterthoughts(memory, keeping)
        self._handlers: dict[str, Handler] = {
            "summary": thoughts.sum_up,
            "facts": thoughts.learn,
            **(handlers or {}),
        }
        rolled = RollUps(memory)
        self._of_periods: dict[str, PeriodHandler] = {ROLL_UP: rolled.sum_up}
        if self.model is not None:
            self._handlers |= thoughts.handlers(self.model)
            self._of_periods |= rolled.handlers(self.model)

    async def run(self, *, until_idle: bool = True, seconds: float = math.inf) -> None:
        """Do what is due; then end, or go on looking until cancelled. After so many seconds nothing more is
        begun, and what is left stays due.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if await self.run_once(self.clock()):
                await asyncio.sleep(0)
                continue
            if take_stock(self.memory, self.clock()):
                continue
            if until_idle:
                return
            await asyncio.sleep(_PAUSE)

    async def run_once(self, now: datetime) -> bool:
        """Do one piece of work; False when none is due. Cancelled, it is due again at once."""
        work = self._claim(now)
        if work is None:
            return False
        try:
            await self._do(work, now)
        except NotFoundError:
            self._forgotten(work, now)
        except (ModelError, ValueError) as error:
            self._failed(work, now, error)
        except PersonaError:
            _log.warning(
                "%s of conversation %s waits: its persona has an error", work.kind, work.conversation
            )
            self.memory.postpone(work.id, now + UNCLEAR, tried=False)
        except BaseException:
            self.memory.postpone(work.id, now, tried=False)
            raise
        else:
            self.memory.finish(work.id)
        return True

    async def _do(self, work: Work, now: datetime) -> None:
        if work.conversation is not None:
            await self._handlers[work.kind](work.conversation, now)
        elif work.period is not None:
            await self._of_periods[work.kind](period(work.period), now)

    def _claim(self, now: datetime) -> Work | None:
        """What code does comes first: it is quick, and stands in until a model has done better."""
        kinds = [*self._handlers, *self._of_periods]
        plain = [kind for kind in kinds if not kind.endswith(WITH_A_MODEL)]
        claimed = self.memory.claim(now, kinds=plain, lease_seconds=_LEASE)
        if claimed is None and self.model is not None:
            rest = [kind for kind in kinds if kind.endswith(WITH_A_MODEL)]
            claimed = self.memory.claim(now, kinds=rest, lease_seconds=_LEASE)
        return claimed

    def _forgotten(self, work: Work, now: datetime) -> None:
        """Something went meanwhile: the rest is looked at again, of a conversation that is still there.

        What is left of a period was asked for again when something in it was forgotten or rewritten.
        """
        if work.conversation is None:
            self.memory.finish(work.id)
            return
        try:
            self.memory.conversation(work.conversation)
        except NotFoundError:
            self.memory.finish(work.id)
        else:
            self._again(work, now)

    def _failed(self, work: Work, now: datetime, error: Exception) -> None:
        """A line in the log, which names the kind of error and never what was said."""
        _log.warning(
            "%s of %s failed (attempt %d): %s",
            work.kind,
            work.period or f"conversation {work.conversation}",
            work.attempts,
            type(error).__name__,
        )
        self._again(work, now + _AGAIN_AFTER * work.attempts)

    def _again(self, work: Work, when: datetime) -> None:
        if work.attempts >= _ATTEMPTS:
            self.memory.finish(work.id)
        else:
            self.memory.postpone(work.id, when)
