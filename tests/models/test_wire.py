"""The bytes of a response, bounded and repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import pytest

from companion.models.failures import WireError
from companion.models.wire import SILENT_BYTES, Body

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Pieces(httpx2.AsyncByteStream):
    """A body that comes in these pieces."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            yield piece


async def through(*pieces: bytes, repair: bool = True) -> bytes:
    return b"".join([piece async for piece in Body(Pieces(*pieces), repair=repair)])


async def test_an_event_stream_passes_as_it_is() -> None:
    events = b': hi\r\n\r\ndata: {"a": 1}\n\n'
    assert await through(events) == events


async def test_an_object_becomes_one_event() -> None:
    assert await through(b" \n", b'{\n "a":', b" 1\r\n}\n") == b' \ndata: {  "a": 1  } \n\n'


async def test_errors_and_listings_keep_their_shape() -> None:
    assert await through(b'{\n"a": 1}', repair=False) == b'{\n"a": 1}'
    assert await through(b"<html>", repair=False) == b"<html>"


async def test_a_web_page_is_refused() -> None:
    with pytest.raises(WireError, match="web page"):
        await through(b"\n\n", b"  <!doctype html>")


async def test_characters_are_whole_or_replaced() -> None:
    smile = "\U0001f600".encode()
    assert await through(b"\xef\xbb\xbfdata: ", smile[:1], smile[1:3], smile[3:]) == b"data: " + smile
    assert (await through(b"data: \xff", smile[:2])).decode() == "data: \ufffd\ufffd"


async def test_bytes_without_content_are_bounded_and_content_starts_anew() -> None:
    half = b"x" * (SILENT_BYTES // 2)
    with pytest.raises(WireError, match="no text"):
        await through(half, half, b"x")
    body = Body(Pieces(half, half, half, half), repair=True)
    got = 0
    async for piece in body:
        got += len(piece)
        body.heard()
    assert got == 2 * SILENT_BYTES
