"""Two personas compared by what they mean: value by value, whatever the order, the lines or the files. Pure.

Entries of a list are known by their first key (the id of lore, the name of a trait, what the user says in an
example), texts by their words. So what was put elsewhere in its list is no difference; what went from one
list into another has moved. Only the turns of a test have an order that means something.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from companion.persona.findings import plain
from companion.persona.schema import first_key_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from companion.persona.persona import Persona

Kind = Literal["added", "removed", "changed", "moved"]
_RENAMED = {"again": "return", "without": "not"}
_IN_ORDER = "turns"
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A difference at `path`. What was added has no `before`, what was removed no `after`; what has moved is
    now at `to`. Entries are dicts of what is set in them.
    """

    kind: Kind
    path: str
    before: Any = None
    after: Any = None
    to: str | None = None


def compare(one: Persona, other: Persona) -> list[Change]:
    """What has to be done to `one` to make it mean what `other` does; nothing: they are the same."""
    return _moved([*_block("", _values(one), _values(other))])


def _values(persona: Persona) -> dict[str, Any]:
    """Its values as an author knows them; what belongs to others' programs stands beside them."""
    values: dict[str, Any] = _named(asdict(persona))
    others = values.pop("extras")
    return values | {key: json.dumps(one, sort_keys=True) for key, one in others.items()}


def _named(value: Any) -> Any:
    if isinstance(value, dict):
        return {_RENAMED.get(key, key): _named(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_named(one) for one in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def _block(path: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys([*one, *other]):
        below = f"{path}.{key}" if path else key
        yield from _value(below, key, one.get(key), other.get(key))


def _value(path: str, key: str, one: Any, other: Any) -> Iterator[Change]:
    if isinstance(one, dict) and isinstance(other, dict):
        yield from _block(path, one, other)
    elif isinstance(one, list) and isinstance(other, list) and key != _IN_ORDER:
        yield from _entries(path, _known(key, one), _known(key, other))
    elif one != other:
        kind: Kind = "added" if one is None else "removed" if other is None else "changed"
        yield Change(kind, path, _whole(one), _whole(other))


def _entries(path: str, one: Mapping[_Key, Any], other: Mapping[_Key, Any]) -> Iterator[Change]:
    """The lists with their entries by what they are known by."""
    for key in dict.fromkeys([*one, *other]):
        before, after = one.get(key), other.get(key)
        below = path if isinstance(before or after, str) else f"{path}[{_shown(key)}]"
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _block(below, before, after)
        elif before is None:
            yield Change("added", below, None, _set(after))
        elif after is None:
            yield Change("removed", below, _set(before), None)


def _known(field: str, entries: list[Any]) -> dict[_Key, Any]:
    """The entries by what they are known by, and which one it is of those that are alike."""
    name = first_key_at((field,))
    seen: Counter[str] = Counter()
    known: dict[_Key, Any] = {}
    for entry in entries:
        key = entry[name] if name and isinstance(entry, dict) else entry
        known[key, seen[key]] = entry
        seen[key] += 1
    return known


def _shown(key: _Key) -> str:
    text, before = key
    return plain(text) + (f" #{before + 1}" if before else "")


def _set(entry: Any) -> Any:
    """An entry without what is not set in it."""
    return {k: v for k, v in entry.items() if v not in (None, [])} if isinstance(entry, dict) else entry


def _whole(value: Any) -> Any:
    """What is in an order, as one text."""
    return " / ".join(value) if isinstance(value, list) else value


def _moved(changes: list[Change]) -> list[Change]:
    """A text that left one list and came into another has moved."""
    left = {change.before: change for change in changes if _is_text("removed", change)}
    came = {change.after: change for change in changes if _is_text("added", change)}
    both = {text: came[text] for text in left if text in came and _lists(left[text], came[text])}
    found: list[Change] = []
    for change in changes:
        if _is_text("removed", change) and change.before in both:
            found.append(Change("moved", change.path, change.before, change.before, both[change.before].path))
        elif not (_is_text("added", change) and change.after in both):
            found.append(change)
    return found


def _is_text(kind: Kind, change: Change) -> bool:
    return change.kind == kind and isinstance(change.before or change.after, str)


def _lists(one: Change, other: Change) -> bool:
    return one.path != other.path
