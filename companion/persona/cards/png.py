"""The text chunks of a PNG, where a card is kept: read within limits, and written.

PNG 3rd edition, sections 5 (chunks) and 11.3.3 (tEXt, zTXt, iTXt). The picture itself is never decoded.
"""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from companion.persona.cards.card import CardError
from companion.persona.cards.strict_json import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 20_000
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_KEYWORDS = ("ccv3", "chara")  # the better one first
_MAX_TEXT = MAX_BYTES * 4 // 3 + 4  # base64
_SIDE, _GREY = 256, 0x60


class Chunk(NamedTuple):
    """One chunk; `whole` says whether its checksum is right. The last of a file that was cut has kind b""."""

    kind: bytes
    data: memoryview
    whole: bool


def cards(data: bytes) -> list[tuple[str, bytes | CardError]]:
    """The JSON of each card in the picture with its keyword, the better one first; an error for a broken one.

    Raises `CardError` where there is none, or the file is no PNG to its end.
    """
    found: dict[str, bytes | CardError] = {}
    cut = False
    for chunk in chunks(data):
        cut = not chunk.kind
        keyword = _keyword(chunk)
        if keyword in _KEYWORDS and keyword not in found:
            found[keyword] = _attempt(chunk)
    if found:
        return [(keyword, found[keyword]) for keyword in _KEYWORDS if keyword in found]
    if cut:
        raise CardError("The PNG is cut off, and there is no card in what is left of it. Get the file again.")
    raise CardError(
        "The picture has no card in it. A copy from a web page or chat has often lost it: get"
        " the file that its author gives out."
    )


def chunks(data: bytes) -> Iterator[Chunk]:
    """The chunks up to IEND. Raises `CardError` for too many."""
    view, at = memoryview(data), len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        length = struct.unpack(">I", view[at : at + 4])[0] if at + 12 <= len(view) else len(view)
        end = at + 12 + length
        if end > len(view):
            yield Chunk(b"", view[:0], whole=False)
            return
        kind, body = bytes(view[at + 4 : at + 8]), view[at + 8 : end - 4]
        is_text = kind in _TEXTS
        yield Chunk(kind, body, whole=not is_text or _checksum(kind, body) == bytes(view[end - 4 : end]))
        if kind == b"IEND":
            return
        at = end
    raise CardError(f"The PNG has too many parts; {MAX_CHUNKS:,} are the most.")


def embedded(picture: bytes, texts: Mapping[str, bytes]) -> bytes:
    """The picture with these JSON texts as its cards, instead of any that it has. Raises `CardError`."""
    if not picture.startswith(SIGNATURE):
        raise CardError("The picture is not a PNG. Convert it, or leave it out: a plain one is made.")
    parts, ended = [SIGNATURE], False
    for chunk in chunks(picture):
        if not chunk.kind:
            raise CardError("The PNG is cut off. Get the file again, or choose another picture.")
        if chunk.kind == b"IEND":
            parts += [_chunk(b"tEXt", _text_chunk(key, text)) for key, text in texts.items()]
            ended = True
        if _keyword(chunk) not in _KEYWORDS:
            parts.append(_chunk(chunk.kind, chunk.data))
    if not ended:
        raise CardError("The PNG has no end. Get the file again, or choose another picture.")
    return b"".join(parts)


def plain() -> bytes:
    """A small grey picture, for a card that has none."""
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([_GREY]) * _SIDE) * _SIDE
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes | memoryview) -> bytes:
    return struct.pack(">I", len(body)) + kind + bytes(body) + _checksum(kind, body)


def _checksum(kind: bytes, body: bytes | memoryview) -> bytes:
    return struct.pack(">I", zlib.crc32(body, zlib.crc32(kind)))


def _text_chunk(keyword: str, text: bytes) -> bytes:
    return keyword.encode("latin-1") + b"\x00" + base64.b64encode(text)


def _keyword(chunk: Chunk) -> str:
    if chunk.kind not in _TEXTS:
        return ""
    return bytes(chunk.data[:80]).partition(b"\x00")[0].decode("latin-1").lower()


def _attempt(chunk: Chunk) -> bytes | CardError:
    try:
        return _json(chunk)
    except CardError as error:
        return error


def _json(chunk: Chunk) -> bytes:
    if not chunk.whole:
        raise CardError("The card in the picture is damaged: its checksum is wrong. Get the file again.")
    text = b"".join(_text(chunk).split())
    if text.startswith(b"{"):  # not base64, as some programs write it; white space outside of strings only
        return _text(chunk)
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise CardError("The card in the picture is damaged: it is not base64. Get the file again.") from None


def _text(chunk: Chunk) -> bytes:
    if len(chunk.data) > _MAX_TEXT:
        raise CardError("The card in the picture is too large.")
    rest = bytes(chunk.data).partition(b"\x00")[2]
    if chunk.kind == b"tEXt":
        return rest
    if chunk.kind == b"zTXt":
        return _inflated(rest[1:])
    compressed, (_, _, text) = rest[:1] == b"\x01", _international(rest[2:])
    return _inflated(text) if compressed else text


def _international(rest: bytes) -> tuple[bytes, bytes, bytes]:
    """Language, translated keyword and text of an iTXt chunk."""
    language, _, rest = rest.partition(b"\x00")
    translated, _, text = rest.partition(b"\x00")
    return language, translated, text


def _inflated(data: bytes) -> bytes:
    try:
        inflater = zlib.decompressobj()
        text = inflater.decompress(data, _MAX_TEXT)
    except zlib.error:
        raise CardError(
            "The card in the picture is damaged: it can't be decompressed. Get the file again."
        ) from None
    if inflater.unconsumed_tail:
        raise CardError("The card in the picture is too large when it is decompressed.")
    return text
