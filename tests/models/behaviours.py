"""What a server on the other side may do, as behaviours for the tests' server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.models.asking import ask
from tests.models.server import serving

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.models.asking import Outcome
    from tests.models.server import Exchange

KEY = "sk-verySecret1"


def refusal(status: int, message: str = "", code: str | None = None, **headers: str) -> Any:
    """A behaviour that always answers with an error."""

    async def behave(exchange: Exchange) -> None:
        await exchange.answer(status, {"error": {"message": message, "code": code}}, **headers)

    return behave


def streamed(*events: bytes | object) -> Any:
    """A behaviour that streams the events and closes."""

    async def behave(exchange: Exchange) -> None:
        await exchange.stream(*events)

    return behave


def plain(content: str, status: int = 200, **headers: str) -> Any:
    """A behaviour that answers with a text of some kind."""

    async def behave(exchange: Exchange) -> None:
        await exchange.answer(status, content, **headers)

    return behave


async def outcome_of(behave: Callable[[Exchange], Awaitable[None]], **options: Any) -> Outcome:
    """What comes of one question to a server that behaves so."""
    async with serving(behave) as server:
        return await ask(server.url, key=KEY, **options)


def dripping(event: bytes, *first: object) -> Any:
    """A behaviour that sends the bytes again and again, and never an end."""

    async def behave(exchange: Exchange) -> None:
        await exchange.stream(*first)
        while True:
            await exchange.send(event)
            await asyncio.sleep(0.02)

    return behave


async def silent(exchange: Exchange) -> None:
    """Takes the request, and that is all."""
    await exchange.closed()
