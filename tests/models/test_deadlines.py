"""The clock of one answer."""

from __future__ import annotations

import asyncio

import pytest

from companion.config import Deadlines
from companion.models.deadlines import Countdown
from companion.models.failures import LateError

SHORT = Deadlines(first_token=0.15, gap=0.15, total=0.4)


async def test_what_comes_in_time_is_handed_on() -> None:
    assert await Countdown(SHORT).wait(asyncio.sleep(0, "word")) == "word"


async def drip(countdown: Countdown, *, content: bool) -> None:
    """Something comes ten times, which is content or not."""
    for _ in range(10):
        await countdown.wait(asyncio.sleep(0.08))
        if content:
            countdown.content()


async def test_content_moves_the_next_deadline_but_not_the_last() -> None:
    with pytest.raises(LateError, match=r"did not finish within the 0\.4 s"):
        await drip(Countdown(SHORT), content=True)


async def test_without_content_the_first_deadline_stands() -> None:
    with pytest.raises(LateError, match=r"said nothing for 0\.15 s"):
        await drip(Countdown(SHORT), content=False)


async def test_a_timeout_that_was_asked_for_stands_in_for_the_whole() -> None:
    countdown = Countdown(SHORT, timeout=60.0)
    assert 59 < countdown.left() <= 60
    with pytest.raises(LateError, match=r"did not finish within the 0\.05 s"):
        await Countdown(SHORT, timeout=0.05).wait(asyncio.sleep(1))


async def test_time_that_is_over_before_it_is_asked_for_is_late_too() -> None:
    countdown = Countdown(SHORT, timeout=0.01)
    await asyncio.sleep(0.03)
    with pytest.raises(LateError):
        await countdown.wait(asyncio.sleep(0.01))


async def test_a_timeout_from_within_is_not_mistaken_for_a_deadline() -> None:
    async def gives_up() -> None:
        raise TimeoutError("mine")

    with pytest.raises(TimeoutError, match="mine"):
        await Countdown(SHORT).wait(gives_up())


async def test_to_be_cancelled_is_not_to_be_late() -> None:
    task = asyncio.create_task(Countdown(Deadlines()).wait(asyncio.sleep(60)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
