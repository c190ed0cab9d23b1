"""The formats that can be taken in; which one a file has is told by the first key in it that only it uses."""

from __future__ import annotations

import codecs
import io
import re
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple

from memory.brought import PACKED, File, Meter, Metered, brought, reason
from memory.chatgpt import read_chatgpt
from memory.claude import read_claude
from memory.exchange import read_jsonl
from memory.incoming import ImportReport, Problem, UnreadableError
from memory.intake import take_in
from memory.jsonstream import lines
from memory.records import StoreError
from memory.sillytavern import read_sillytavern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from memory.store import Store

Format = Literal["auto", "jsonl", "chatgpt", "claude", "sillytavern"]

BEGINNING = 1 << 16  # bytes that are looked at


class Kind(NamedTuple):
    """A format: what it is called, how it is read, and the keys that only it has."""

    title: str
    read: Callable[[BinaryIO, str], Iterator[Any]]
    keys: tuple[str, ...]


def _read_lines(stream: BinaryIO, persona: str) -> Iterator[Any]:
    return read_jsonl(lines(stream), persona)


KINDS = {
    "jsonl": Kind("a file of messages, one a line", _read_lines, ("conversation", "record", "role")),
    "chatgpt": Kind("an export of ChatGPT", read_chatgpt, ("mapping",)),
    "claude": Kind("an export of Claude", read_claude, ("chat_messages",)),
    "sillytavern": Kind(
        "a chat of SillyTavern", read_sillytavern, ("mes", "chat_metadata", "user_name", "character_name")
    ),
}
_FORMATS = {key: form for form, kind in KINDS.items() for key in kind.keys}
_KEYS = re.compile(rf'(?<!\\)"({"|".join(_FORMATS)})"\s*:')


def recognise(beginning: bytes) -> str:
    """The format of a file that begins so; an empty one is jsonl. Raises `UnreadableError`: why none."""
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError("it is written in UTF-16; save it as UTF-8")
    text = beginning.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not text:
        return "jsonl"
    if text.startswith("PK\x03\x04"):
        raise UnreadableError(
            "it is a zip that can't be opened; get it again if it is not complete, and take it out if it is"
            " in another"
        )
    if re.fullmatch(r"[\[{]\s*[\]}]\s*", text):
        raise UnreadableError("there is nothing in it")
    if found := _KEYS.search(text):
        return _FORMATS[found.group(1)]
    if not re.search(r'[\[{]\s*["{]', text):
        raise UnreadableError("it is not JSON, and not a zip of it")
    wanted = ", ".join(f"{kind.keys[0]!r} ({form})" for form, kind in KINDS.items())
    raise UnreadableError(f"it is JSON, but has none of the keys by which a chat is known: {wanted}")


def import_path(
    store: Store,
    path: Path,
    form: str = "auto",
    persona: str = "samantha",
    progress: Callable[[int, float | None], None] | None = None,
) -> ImportReport:
    """Take in a file, or the files of a folder or zip; `progress` is told messages and part (0 to 1) read.

    Raises `StoreError` where there is nothing of the format in it.
    """
    with brought(path) as files:
        meter = Meter(sum(file.size for file in files))
        taken = _Taken(store, form, persona, meter, progress)
        for file in files:
            try:
                stream = file.open()
            except PACKED as error:
                taken.refuse(file, f"it can't be read: {reason(error)}")
                continue
            with closing(stream):
                taken.add(file, stream)
        return taken.report(str(path))


def import_stream(
    store: Store,
    stream: BinaryIO,
    form: str = "auto",
    persona: str = "samantha",
    progress: Callable[[int, float | None], None] | None = None,
) -> ImportReport:
    """The same of a pipe, which is read once."""
    taken = _Taken(store, form, persona, Meter(0), progress)
    taken.add(File("", 0, lambda: stream), stream)
    return taken.report("That")


class _Taken:
    """What has come in of the files so far."""

    def __init__(
        self,
        store: Store,
        form: str,
        persona: str,
        meter: Meter,
        progress: Callable[[int, float | None], None] | None,
    ) -> None:
        self._store, self._form, self._persona, self._meter = store, form, persona, meter
        self._progress = progress
        self._sum = ImportReport(0, 0, 0, ())
        self._read = 0
        self._refused: list[Problem] = []
        self._others: list[str] = []  # files of a folder that are of no format at all

    def add(self, file: File, stream: BinaryIO) -> None:
        """Take in the file, if it is of the format that is looked for."""
        try:
            start = stream.read(BEGINNING)
            form = self._format(file, start)
        except UnreadableError as error:
            self._others.append(f"{error}")
            return
        except PACKED as error:
            self.refuse(file, f"it can't be read: {reason(error)}")
            return
        metered = Metered(stream, self._meter, start)
        records = KINDS[form].read(io.BufferedReader(metered, 1 << 20), self._persona)
        try:
            done = take_in(self._store, self._placed(file, records), self._tell)
        except UnreadableError as error:
            self.refuse(file, f"it is not {KINDS[form].title}: {error}")
            return
        if metered.broken:
            self.refuse(file, f"from some place on it can't be read: {metered.broken}")
        self._sum = self._sum.plus(replace(done, formats=(form,)))
        self._read += done.messages + done.known + len(done.problems)

    def _format(self, file: File, start: bytes) -> str:
        """The format to read it as. In a folder or zip other files may lie beside those that are wanted."""
        if self._form == "auto":
            return recognise(start)
        if file.name and recognise(start) != self._form:
            raise UnreadableError(f"it is not {KINDS[self._form].title}")
        return self._form

    def _placed(self, file: File, records: Iterator[Any]) -> Iterator[Any]:
        for record in records:
            yield replace(record, place=file.place(record.place)) if isinstance(record, Problem) else record

    def _tell(self, read: int) -> None:
        if self._progress is not None:
            self._progress(self._read + read, self._meter.part)

    def refuse(self, file: File, reason: str) -> None:
        """Note a file of which nothing came in."""
        self._refused.append(Problem(file.name or "the file", reason))

    def report(self, path: str) -> ImportReport:
        """What came in of all. Raises `StoreError` where no file could be read at all."""
        if not self._sum.formats:
            if self._refused:
                raise StoreError(f"{path} can't be taken in: {self._refused[0].reason}.")
            if len(set(self._others)) == 1:
                raise StoreError(f"{path} can't be taken in: {self._others[0]}.")
            wanted = KINDS[self._form].title if self._form in KINDS else "a chat"
            raise StoreError(f"{path} can't be taken in: none of its {len(self._others)} files is {wanted}.")
        return self._sum.plus(ImportReport(0, 0, 0, tuple(self._refused)))
