"""YAML 1.2 into plain values, with the place of each, under limits that no file gets around.

The parser's events are read one by one and a value is built as they come, so that a file that is too deep,
too long or full of aliases is refused before it costs anything. There are no anchors, aliases, merge keys,
tags or directives, and no second document: a persona is data that a reader can take at its word.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from companion.persona.findings import Fault, Place, Steps, plain
from companion.persona.hidden import hidden_in
from companion.persona.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 64 * 1024
MAX_DEPTH = 10
MAX_NODES = 2000
MAX_FAULTS = 20
_TOP = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says: `value` is a mapping, or None if there are faults that stop the reading.

    `keys` and `values` give the place of each by its steps from the top.
    """

    value: dict[str, Any] | None
    faults: tuple[Fault, ...] = ()
    keys: dict[Steps, Place] = field(default_factory=dict)
    values: dict[Steps, Place] = field(default_factory=dict)

    def place(self, steps: Steps) -> Place:
        """Where these steps lead, or the nearest above them that is there: a key before its value."""
        while steps:
            found = self.keys.get(steps) or self.values.get(steps)
            if found:
                return found
            steps = steps[:-1]
        return _TOP


def read(data: bytes) -> Document:
    """The document in the bytes of a file; what is wrong with it is in `faults`, nothing is raised."""
    try:
        text = _decoded(data)
        _refuse_hidden(text)
        reading = _Reading()
        value = reading.document(text)
    except _Stop as stop:
        return Document(None, tuple(stop.faults))
    faults = tuple(reading.faults)
    return Document(None if faults else value, faults, reading.keys, reading.values)


class _Stop(Exception):  # noqa: N818 - the way out of the reading, not an error of ours
    def __init__(self, *faults: Fault) -> None:
        super().__init__()
        self.faults = faults


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        message = f"The file is too large: a persona has {MAX_BYTES // 1024} KB at the most."
        raise _Stop(Fault(_TOP, (), message))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _Stop(Fault(_TOP, (), "The file is UTF-16. Save it as UTF-8."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = Place(before.count(b"\n") + 1, column)
        message = f"The byte 0x{data[error.start]:02X} here is not UTF-8. Save the file as UTF-8."
        raise _Stop(Fault(place, (), message)) from None


def same(one: Any, other: Any) -> bool:
    """Whether two values are one in JSON: there true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _refuse_hidden(text: str) -> None:
    at = [i for i in hidden_in(text) if text[i : i + 2] != "\r\n"]
    if not at:
        return
    raise _Stop(*(Fault(_place_at(text, i), (), _hidden_message(text[i])) for i in at[:MAX_FAULTS]))


def _place_at(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _hidden_message(character: str) -> str:
    return f"There is a hidden or control character here (U+{ord(character):04X}). Take it out."


class _Reading:
    """Builds the value of a document from its events, and notes what is wrong on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.keys: dict[Steps, Place] = {}
        self.values: dict[Steps, Place] = {}
        self._events: Iterator[Any] = iter(())
        self._nodes = 0

    def document(self, text: str) -> dict[str, Any] | None:
        from companion.persona.events import SyntaxFault, events

        self._events = events(text, MAX_DEPTH)
        try:
            return self._document()
        except SyntaxFault as error:
            raise _Stop(*self.faults, Fault(Place(error.line, error.column), (), str(error))) from None

    def _document(self) -> dict[str, Any] | None:
        next(self._events)  # the stream's start
        start = next(self._events)
        if _kind(start) == "StreamEnd":
            raise _Stop(Fault(_TOP, (), "The file is empty. A persona needs a name and a greeting at least."))
        first = next(self._events)
        if _kind(first) != "MappingStart":
            message = "A persona is a block of keys such as `name: Ada`, and this is something else."
            raise _Stop(Fault(_place(first), (), message))
        value: dict[str, Any] = self._value(first, (), 1)
        next(self._events)  # the document's end
        after = next(self._events)
        if _kind(after) != "StreamEnd":
            message = "A second document starts here. A persona is one document; take the `---` out."
            self._note(_place(after), (), message)
        return value

    def _value(self, event: Any, steps: Steps, depth: int) -> Any:
        self._nodes += 1
        place = _place(event)
        self.values[steps] = place
        if self._nodes > MAX_NODES:
            raise _Stop(*self.faults, Fault(place, steps, f"The file has more than {MAX_NODES} values."))
        kind = _kind(event)
        if kind == "Alias":
            message = (
                f"`*{plain(event.anchor)}` repeats another part. Write it out; a persona has no aliases."
            )
            raise _Stop(*self.faults, Fault(place, steps, message))
        self._refuse_decoration(event, place, steps)
        if kind == "Scalar":
            return self._scalar(event, place, steps)
        if depth > MAX_DEPTH:
            message = f"This is nested too deeply; {MAX_DEPTH} levels are the most."
            raise _Stop(*self.faults, Fault(place, steps, message))
        return self._mapping(steps, depth) if kind == "MappingStart" else self._sequence(steps, depth)

    def _refuse_decoration(self, event: Any, place: Place, steps: Steps) -> None:
        if event.anchor is not None:
            self._note(
                place, steps, f"`&{plain(event.anchor)}` is an anchor; a persona has none. Take it out."
            )
        if event.tag is not None:
            self._note(place, steps, f"`{plain(str(event.tag))}` is a tag; a persona has none. Take it out.")

    def _scalar(self, event: Any, place: Place, steps: Steps) -> Any:
        hidden = hidden_in(event.value)
        if hidden:
            code = f"U+{ord(event.value[hidden[0]]):04X}"
            self._note(place, steps, f"This text has a hidden or control character in it ({code}).")
        return scalar(event.value) if event.style is None else event.value

    def _sequence(self, steps: Steps, depth: int) -> list[Any]:
        items: list[Any] = []
        while _kind(event := next(self._events)) != "SequenceEnd":
            items.append(self._value(event, (*steps, len(items)), depth + 1))
        return items

    def _mapping(self, steps: Steps, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while _kind(event := next(self._events)) != "MappingEnd":
            key = self._key(event, steps)
            if key in mapping:
                first = self.keys[*steps, key].line
                message = f"`{plain(key)}` is here twice; the first is on line {first}. Keep one."
                self._note(_place(event), (*steps, key), message)
            else:
                self.keys[*steps, key] = _place(event)
            mapping[key] = self._value(next(self._events), (*steps, key), depth + 1)
        return mapping

    def _key(self, event: Any, steps: Steps) -> str:
        place = _place(event)
        if _kind(event) != "Scalar":
            raise _Stop(*self.faults, Fault(place, steps, "A key has to be a plain word."))
        key = str(event.value)
        self._refuse_decoration(event, place, (*steps, key))
        if key == "<<":
            message = "`<<` merges another part. Write it out; a persona has no merge keys."
            raise _Stop(*self.faults, Fault(place, steps, message))
        if hidden_in(key):
            self._note(place, steps, "This key has a hidden or control character in it.")
        return key

    def _note(self, place: Place, steps: Steps, message: str) -> None:
        self.faults.append(Fault(place, steps, message))
        if len(self.faults) >= MAX_FAULTS:
            raise _Stop(*self.faults)


def _kind(event: Any) -> str:
    return type(event).__name__.removesuffix("Event")


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
