"""JSON read a piece at a time: a file may be larger than the machine's memory, no piece of it may be.

A hostile file costs no more than `LARGEST`: what is longer is passed over, or ends the reading.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from memory.incoming import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 32 << 20  # bytes of a line, characters of a value in a list
BLOCK = 1 << 20

_SPACE = re.compile(r"[ \t\n\r]*")
_TOO_LARGE = f"it is larger than {LARGEST >> 20} MB"


def lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines, and None for each that is longer than `LARGEST`."""
    while line := stream.readline(LARGEST):
        whole = len(line) < LARGEST or line.endswith(b"\n")
        while not whole:
            rest = stream.readline(LARGEST)
            whole = len(rest) < LARGEST or rest.endswith(b"\n")
            line = b""
        yield line or None


def parse(text: str | bytes) -> Any:
    """The JSON value in a text. Raises `UnreadableError`."""
    try:
        return json.loads(text)
    except UnicodeDecodeError:
        raise UnreadableError("this is not UTF-8") from None
    except RecursionError:
        raise UnreadableError("this is not JSON (it is nested too deeply)") from None
    except ValueError as error:
        raise UnreadableError(f"this is not JSON ({_reason(error)})") from None


def values(stream: BinaryIO, needed: str) -> Iterator[Any]:
    """The values of the list that the file is; one object with the key `needed` will do for a list of it.

    Raises `UnreadableError` where it is neither, and where its JSON ends being JSON.
    """
    reader = _Reader(stream)
    match reader.peek():
        case "[":
            yield from _elements(reader)
        case "{":
            value = reader.value()
            if needed not in value:
                raise UnreadableError(f"there is no {needed!r} in it")
            yield value
        case "":
            raise UnreadableError("it is empty")
        case _:
            raise UnreadableError("it is not JSON")


def _elements(reader: _Reader) -> Iterator[Any]:
    reader.skip()
    while (following := reader.peek()) != "]":
        if following == ",":
            reader.skip()
            reader.peek()
        yield reader.value()
        if reader.peek() not in {",", "]"}:
            raise UnreadableError("the list in it is cut short" if not reader.peek() else "it is not JSON")


class _Reader:
    """A window on the text of a file, which grows until a value fits into it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode
        self._text, self._at, self._ended = "", 0, False
        self._json = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is no space; nothing at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Go past the next character."""
        self._at += 1

    def value(self) -> Any:
        """The value that begins here. Raises `UnreadableError`."""
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except RecursionError:
                raise UnreadableError("it is nested too deeply") from None
            except ValueError as error:
                if not self._more():
                    raise UnreadableError(f"it is not JSON ({_reason(error)})") from None
            else:
                if end == len(self._text) and self._more():
                    continue  # a number may go on
                self._at = end
                return value

    def _more(self) -> bool:
        """Read on, at least as much as is there; False at the end of the file."""
        rest = self._text[self._at :]
        if len(rest) > LARGEST:
            raise UnreadableError(_TOO_LARGE)
        data = b"" if self._ended else self._stream.read(max(BLOCK, len(rest)))
        self._ended = not data
        self._text, self._at = rest + self._decode(data, self._ended), 0
        return bool(data)


def _reason(error: ValueError) -> str:
    return str(getattr(error, "msg", "a number is too long")).removesuffix(":")
