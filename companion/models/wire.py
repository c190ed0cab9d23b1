"""What a server sends, bounded and repaired before anything reads it.

A body of any size, in any shape, may come back from an address that someone typed. Here it becomes an event
stream in valid UTF-8 of which no part can fill the memory. Needs httpx2, so it is imported late.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import httpx2

from companion.models.failures import WireError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SILENT_BYTES = 4 * 1024 * 1024  # at the most between two pieces of content, reports of errors included


class Body(httpx2.AsyncByteStream):
    """The body of a response. A single JSON object, from a server that does not stream, becomes one event.

    `repair` False (errors and listings): only bounded.
    """

    def __init__(self, inner: httpx2.AsyncByteStream, *, repair: bool) -> None:
        self._inner = inner
        self._shape = "unknown" if repair else "other"
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._silent = 0

    def heard(self) -> None:
        """Content came of it: the bound counts anew."""
        self._silent = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for raw in self._inner:
            self._silent += len(raw)
            if self._silent > SILENT_BYTES:
                raise WireError(f"sent more than {SILENT_BYTES // 2**20} MB in which there was no text")
            yield self._repaired(self._decoder.decode(raw))
        yield self._repaired(self._decoder.decode(b"", final=True))
        if self._shape == "object":
            yield b"\n\n"

    def _repaired(self, text: str) -> bytes:
        opening = ""
        if self._shape == "unknown" and text.strip():
            self._shape = _shape(text.lstrip())
            opening = "data: " if self._shape == "object" else ""
        if self._shape == "object":  # a line break would end the event; inside a JSON string there is none
            text = text.replace("\r", " ").replace("\n", " ")
        return (opening + text).encode()

    async def aclose(self) -> None:
        await self._inner.aclose()


def _shape(text: str) -> str:
    if text.startswith("<"):
        raise WireError("sent a web page where an answer was expected")
    return "object" if text.startswith("{") else "other"


async def guard(response: httpx2.Response) -> None:
    """A response hook: puts a `Body` in place of the response's own. Compressed ones are refused, since a few
    bytes of them can stand for gigabytes, and none was asked for.
    """
    if response.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
        raise WireError("sent a compressed answer, which was not asked for")
    if isinstance(response.stream, httpx2.AsyncByteStream):
        answer = response.status_code == 200 and response.request.method == "POST"
        response.stream = Body(response.stream, repair=answer)


def http_client(*, connect: float, loopback: bool) -> httpx2.AsyncClient:
    """A client whose responses are guarded. Proxies of the environment are for other machines only; redirects
    are not followed, since they would carry the conversation to where nobody sent it.
    """
    return httpx2.AsyncClient(
        headers={"Accept-Encoding": "identity"},
        timeout=httpx2.Timeout(None, connect=connect),
        follow_redirects=False,
        trust_env=not loopback,
        event_hooks={"response": [guard]},
    )
