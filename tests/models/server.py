"""A small HTTP server on loopback whose behaviour is a function: what a model's server may do, for tests."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


@dataclass
class Exchange:
    """One request, and the means to answer it."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    writer: asyncio.StreamWriter

    async def answer(self, status: int, content: str | bytes | object, **headers: str) -> None:
        """A whole response; what is neither text nor bytes goes out as JSON."""
        if not isinstance(content, str | bytes):
            content = json.dumps(content)
        data = content.encode() if isinstance(content, str) else content
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        head = [f"HTTP/1.1 {status} Status", f"Content-Length: {len(data)}", "Connection: close", *lines]
        await self.send("\r\n".join(head).encode() + b"\r\n\r\n" + data)

    async def stream(self, *events: bytes | object) -> None:
        """The head of an event stream, then the events. It ends when the behaviour returns."""
        await self.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
        await self.stream_rest(*events)

    async def stream_rest(self, *events: bytes | object) -> None:
        """More events of a stream that was begun."""
        for event in events:
            await self.event(event)

    async def event(self, event: bytes | object) -> None:
        """One event; bytes are sent as they are."""
        await self.send(event if isinstance(event, bytes) else f"data: {json.dumps(event)}\n\n".encode())

    async def send(self, data: bytes) -> None:
        """Bytes, as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def closed(self) -> None:
        """Keep silent until the client is gone."""
        await self.writer.wait_closed()

    def reset(self) -> None:
        """Break the connection."""
        self.writer.transport.abort()


@dataclass
class Server:
    """Answers each request as `behave` does; keeps them all, and whether a client left before the end."""

    behave: Callable[[Exchange], Awaitable[None]]
    port: int = 0
    exchanges: list[Exchange] = field(default_factory=list)
    abandoned: int = 0
    tasks: set[asyncio.Task[None] | None] = field(default_factory=set)

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        self.tasks.add(asyncio.current_task())
        try:
            exchange = await read_request(reader, writer)
            self.exchanges.append(exchange)
            await self.behave(exchange)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.abandoned += 1
        except asyncio.CancelledError:
            pass  # the server ends
        finally:
            writer.close()


async def read_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Exchange:
    """The request that comes first on a connection."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
    method, path, _ = head[0].split()
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Exchange(method, path, headers, json.loads(body) if body else None, writer)


@asynccontextmanager
async def serving(behave: Callable[[Exchange], Awaitable[None]]) -> AsyncIterator[Server]:
    """A server on a free port of 127.0.0.1."""
    server = Server(behave)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=1 << 20)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in filter(None, server.tasks):  # one that still waits would end whenever it is collected
            task.cancel()


def says(text: object, **more: object) -> dict[str, object]:
    """A chunk with some text."""
    return {"choices": [{"index": 0, "delta": {"content": text, **more}, "finish_reason": None}]}


def stops(reason: object = "stop") -> dict[str, object]:
    """A chunk with a finish reason."""
    return {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}


DONE = b"data: [DONE]\n\n"
