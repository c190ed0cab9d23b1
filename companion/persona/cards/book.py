"""A card's lorebook as the lore of a persona, and back: entry by entry, in the order of the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.persona.cards import lore
from companion.persona.cards.identity import is_more
from companion.persona.cards.keeping import laid_over, leftover
from companion.persona.cards.records import book_from, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from companion.persona.cards.card import Book, Data

_EMPTY: Data = {"extensions": {}}


@dataclass(frozen=True, slots=True)
class Shelved:
    """The lore of each entry, in order, empty for one that is no lore; `why` and `idle` by its name."""

    lore: tuple[tuple[Data, ...], ...]
    why: dict[str, str]
    idle: dict[str, tuple[str, ...]]


def shelved(book: Book) -> Shelved:
    """The book as lore, without what is to be kept of it."""
    named = list(zip(lore.names(book.entries), book.entries, strict=True))
    found = [(name, lore.taken(entry, name, book.scan_depth)) for name, entry in named]
    return Shelved(
        tuple(one.lore for _, one in found),
        {name: one.why for name, one in found if one.why},
        {name: one.idle for name, one in found if one.idle},
    )


def kept_within(book: Book, shelf: Shelved) -> tuple[list[Data], Data]:
    """The lore with what is kept of each entry in it, and what is kept of the book."""
    written: list[Data] = []
    apart: list[Data] = []
    for place, (entry, parts) in enumerate(zip(book.entries, shelf.lore, strict=True)):
        if not parts:
            apart.append({"place": place, "entry": record(entry)})
            continue
        keep = lore.kept(entry, parts, book.scan_depth)
        first = parts[0] | ({"x_card": keep} if keep else {})
        written += [first, *parts[1:]]
    own = {key: value for key, value in record(book).items() if key != "entries"}
    return written, leftover(own, _EMPTY) | ({"entries": apart} if apart else {})


def bound(entries: Iterable[Data], keep: Mapping[str, Any]) -> Book:
    """The book out of a persona's lore and what was kept within the file."""
    depth = keep.get("scan_depth")
    records = [lore.restored(parts, parts[0].get("x_card") or {}, depth) for parts in _grouped(entries)]
    for one in keep.get("entries") or ():
        records.insert(one["place"], one["entry"])
    own = {key: value for key, value in keep.items() if key != "entries"}
    return _sound(laid_over(_EMPTY, own) | {"entries": records})


def rebound(entries: Iterable[Data], original: Book, taken: int) -> Book:
    """The book out of a persona's lore and the original, of which the first `taken` entries became lore."""
    now = {parts[0]["id"]: parts for parts in _grouped(entries)}
    records: list[Data] = []
    for number, (entry, parts) in enumerate(zip(original.entries, shelved(original).lore, strict=True)):
        if not parts or number >= taken:
            records.append(record(entry))
        elif there := now.pop(parts[0]["id"], None):
            records.append(
                lore.restored(there, lore.kept(entry, parts, original.scan_depth), original.scan_depth)
            )
    records += [lore.restored(parts, {}, original.scan_depth) for parts in now.values()]
    return _sound(record(original) | {"entries": records})


def _sound(record: Data) -> Book:
    """The book, where all of it can be used. Raises `ValueError`."""
    notes: list[str] = []
    book = book_from(record, notes)
    if notes:
        raise ValueError(notes[0])
    return book


def _grouped(entries: Iterable[Data]) -> list[list[Data]]:
    """The lore by entries: one that goes on from another belongs to it."""
    groups: dict[str, list[Data]] = {}
    for entry in entries:
        if is_more(entry):
            continue
        further = entry.get("x_card") or {}
        name = further.get("continues") if isinstance(further, dict) else None
        groups.setdefault(name if name in groups else entry["id"], []).append(entry)
    return list(groups.values())
