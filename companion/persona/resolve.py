"""A persona file with its parent and mixins: which files it is made of, in which order, and where each value
comes from.

The parent comes first, then the mixins in their order, then the file itself; each of those is made in the
same way. So `layers` are all files from the bottom up.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from companion.persona import places
from companion.persona.document import MAX_BYTES, Document, read
from companion.persona.findings import Fault, Finding, Place, Steps, plain
from companion.persona.merge import Node, children, merged, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_CHAIN = 6
MAX_FILES = 24
_TOP = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Layer:
    """A file that a persona is made of. `via` are the entries that led to it, outermost first; none for the
    file itself.
    """

    path: Path
    document: Document
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a persona: its place in the whole, what it is, where it stands and what led to that file."""

    path: str
    value: Any
    file: str
    line: int
    column: int
    via: tuple[str, ...]


@dataclass(slots=True)
class Resolved:
    """The files of a persona as one; `root` is None where its own file can't be read. `findings` are about
    reading and joining them, not about what the values are.
    """

    path: Path
    layers: list[Layer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    root: Node | None = None

    def finding(self, steps: Steps, fault_message: str, severity: str = "error") -> Finding:
        """What is to be said of this place, in the file where it was written."""
        assert self.root is not None
        node, rest = nearest(self.root, steps)
        return _finding(self.layers[node.layer], (*node.steps, *rest), fault_message, severity)

    def value(self, steps: Steps, node: Node) -> Value:
        """The value at a node, with where it stands."""
        from companion.persona.findings import path_of

        layer = self.layers[node.layer]
        place = layer.document.place(node.steps)
        return Value(path_of(steps), node.bare(), str(layer.path), place.line, place.column, layer.via)


def resolve(path: Path) -> Resolved:
    """The persona in a file with all that it is made of. Nothing is raised; `findings` say what is wrong."""
    resolving = _Resolving(path)
    resolving.follow(path, (), ())
    resolved = resolving.resolved
    if resolved.layers and resolved.layers[-1].path == path:
        values = [layer.document.value or {} for layer in resolved.layers]
        resolved.root, misuses = merged(values, _parts(resolved.layers))
        for misuse in misuses:
            layer = resolved.layers[misuse.layer]
            resolved.findings.append(_finding(layer, misuse.steps, misuse.message, misuse.severity))
    return resolved


def _parts(layers: list[Layer]) -> list[int | None]:
    """For each file, where the mixin begins that brought it in, with all that this one is built on."""
    starts: list[int | None] = []
    for number, layer in enumerate(layers):
        mixed = next((at for at, entry in enumerate(layer.via) if entry.startswith("mixins ")), None)
        entered = None if mixed is None else layer.via[: mixed + 1]
        before = layers[number - 1].via[: len(entered)] if entered and number else None
        starts.append(starts[-1] if entered and before == entered else number if entered else None)
    return starts


def values(resolved: Resolved) -> Iterator[Value]:
    """Every value that is no block and no list, in the order of the whole."""
    if resolved.root is not None:
        yield from _leaves(resolved, resolved.root, ())


def _leaves(resolved: Resolved, node: Node, steps: Steps) -> Iterator[Value]:
    inner = list(children(node))
    if not inner and steps:
        yield resolved.value(steps, node)
    for step, below in inner:
        yield from _leaves(resolved, below, (*steps, step))


def _finding(layer: Layer, steps: Steps, message: str, severity: str) -> Finding:
    fault = Fault(layer.document.place(steps), steps, message, severity)  # type: ignore[arg-type]
    return fault.found_in(str(layer.path))


class _Resolving:
    """Follows `extends` and `mixins`, and notes what they lead to."""

    def __init__(self, path: Path) -> None:
        self.resolved = Resolved(path)

    def follow(self, path: Path, via: tuple[str, ...], chain: tuple[Layer, ...]) -> None:
        """Add the file and, before it, those that it is built on. `chain` led here."""
        document = _document(path)
        self.resolved.findings += [fault.found_in(str(path)) for fault in document.faults]
        if document.value is None:
            return
        layer = Layer(path, document, via)
        for steps, name in entries(document.value):
            self._enter(layer, steps, name, (*chain, layer))
        self.resolved.layers.append(layer)

    def _enter(self, layer: Layer, steps: Steps, name: str, chain: tuple[Layer, ...]) -> None:
        target = places.named_by(layer.path, name)
        if target is None:
            self._refuse(layer, steps, _unknown(layer.path, name))
        elif target in (one.path for one in chain):
            self._refuse_circle(target, chain, name)
        elif len(chain) > MAX_CHAIN or len(self.resolved.layers) >= MAX_FILES:
            message = (
                f"This goes too far: a persona is built on {MAX_CHAIN} files in a row, {MAX_FILES} in all."
            )
            self._refuse(layer, steps, message)
        else:
            self.follow(target, (*layer.via, f"{steps[0]} {name}"), chain)

    def _refuse(self, layer: Layer, steps: Steps, message: str) -> None:
        self.resolved.findings.append(_finding(layer, steps, message, "error"))

    def _refuse_circle(self, target: Path, chain: tuple[Layer, ...], name: str) -> None:
        """Said where the circle begins, at the entry that leads into it."""
        start = next(number for number, one in enumerate(chain) if one.path == target)
        circle = chain[start:]
        first, following = circle[0], [*(one.path.stem for one in circle[1:]), name]
        entry = next(
            steps for steps, entered in entries(first.document.value or {}) if entered == following[0]
        )
        names = " → ".join([first.path.stem, *following])
        self._refuse(first, entry, f"This goes in a circle: {names}. Take one of these out.")


def entries(value: dict[str, Any]) -> Iterator[tuple[Steps, str]]:
    """What a file is built on, in order; what is no name is left to the schema to refuse."""
    extends, mixins = value.get("extends"), value.get("mixins")
    if isinstance(extends, str) and places.is_name(extends):
        yield ("extends",), extends
    for index, name in enumerate(mixins if isinstance(mixins, list) else ()):
        if isinstance(name, str) and places.is_name(name):
            yield ("mixins", index), name


def _unknown(file: Path, name: str) -> str:
    there = places.nameable(file)
    meant = places.did_you_mean(name, there)
    itself = " A persona can't be built on itself." if name == file.stem else ""
    return f"There is no persona “{plain(name)}” to build on.{itself}{meant} There are {', '.join(there)}."


def _document(path: Path) -> Document:
    try:
        return read(_bytes(path))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Document(None, (Fault(_TOP, (), f"The file can't be read: {plain(reason, 80)}."),))


def _bytes(path: Path) -> bytes:
    """The file, or a byte more than the most it may have. Only of a regular file: a pipe would wait."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "it is not a file")
        return file.read(MAX_BYTES + 1)
