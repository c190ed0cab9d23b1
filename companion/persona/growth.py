"""A persona with what experience has changed in it. Pure: a persona and approved changes in, a persona out.

A change is of a part that the author left open, within the limit that stands there, and what comes of it has
to pass what a file has to pass: the schema, the floor, and the patterns of manipulation, which are no mere
warning here: nobody wrote these words for a reason. What does not fit, because the author has changed the
file since, is left out, and why is said.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from companion.persona.findings import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.persona.persona import Persona
    from companion.persona.resolve import Value
    from memory.records import Change

_LISTS = frozenset({"voice.do", "voice.dont", "traits", "examples", "lore", "initiative.topics"})
"""Parts to which an entry is added; in the others one text gives way to another."""
_NAMED_BY = {"traits": "name", "lore": "id"}
_AS_BEFORE = 16  # personas with their changes that are kept, so that a turn does not check them again


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An approved change that does not fit, and why, in a sentence."""

    change: Change
    why: str


@dataclass(frozen=True, slots=True)
class Grown:
    """The persona as it is now, and the changes that could not be applied."""

    persona: Persona
    left_out: tuple[LeftOut, ...] = ()


class _UnfitError(Exception):
    """Why a change does not fit."""


def grown(persona: Persona, approved: Sequence[Change]) -> Grown:
    """The persona with these changes, in their order."""
    return _grown(persona, tuple(approved)) if approved else Grown(persona)


@lru_cache(_AS_BEFORE)
def _grown(persona: Persona, approved: tuple[Change, ...]) -> Grown:
    now, left_out, standing = persona, [], Counter[str]()
    for change in approved:
        try:
            now = _changed(now, change, standing[change.part])
        except _UnfitError as error:
            left_out.append(LeftOut(change, str(error)))
        else:
            standing[change.part] += 1
    return Grown(now, tuple(left_out))


def grown_values(persona: Persona, approved: Sequence[Change]) -> dict[str, Value]:
    """What the changes that fit say, by the place in the whole; what it comes from stands for the file."""
    from companion.persona.resolve import Value

    left_out = {one.change.id for one in grown(persona, approved).left_out}
    said: dict[str, Value] = {}
    added = Counter[str]()
    for change in approved:
        if change.id not in left_out:
            for path, value in _placed(persona, change, added[change.part]):
                said[path] = Value(path, value, f"growth g{change.id}", 0, 0, ())
            added[change.part] += 1
    return said


def _placed(persona: Persona, change: Change, before: int) -> list[tuple[str, Any]]:
    """The places of what a change says; so many that add to the same list came before it."""
    after = _read(change.after)
    if change.part in _LISTS:
        return [(f"{change.part}[{len(_part(persona, change.part)) + before}]", after)]
    if isinstance(after, dict):
        return [(f"{change.part}.{key}", inner) for key, inner in after.items()]
    return [(change.part, after)]


def _part(persona: Persona, part: str) -> Any:
    from companion.persona.written import written

    value: Any = written(persona)
    for key in part.split("."):
        value = value[key]
    return value


def objection(persona: Persona, approved: Sequence[Change], change: Change) -> str | None:
    """Why that change can't come on top of those that stand; None where it can."""
    for one in grown(persona, [*approved, change]).left_out:
        if one.change == change:
            return one.why
    return None


def said_now(persona: Persona, part: str) -> Any:
    """What a part that holds one text, or a block of them, says; None for a list."""
    return None if part in _LISTS else _part(persona, part)


def _changed(persona: Persona, change: Change, standing: int) -> Persona:
    _is_open(persona, change.part, standing)
    from companion.persona.written import written

    value = written(persona)
    after = _read(change.after)
    block = value
    *above, key = change.part.split(".")
    for name in above:
        block = block[name]
    if change.part in _LISTS:
        block[key] = _with(block[key], after, change.part)
    else:
        block[key] = _instead(block[key], _read(change.before), after)
    made = _checked(value, persona)
    _harmless(persona, made)
    return made


def _is_open(persona: Persona, part: str, standing: int) -> None:
    for growth in persona.growth:
        if growth.part == part:
            if standing >= growth.limit:
                raise _UnfitError(f"The author allows {growth.limit} at once for {part}; undo one first.")
            return
    raise _UnfitError(f"The author has not left {plain(part)} open.")


def _read(text: str | None) -> Any:
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        raise _UnfitError("It can't be read.") from None


def _with(there: list[Any], entry: Any, part: str) -> list[Any]:
    name = _NAMED_BY.get(part)
    known = [one.get(name) if name else one for one in there]
    if entry in there or (isinstance(entry, dict) and name and entry.get(name) in known):
        raise _UnfitError(f"The file says that itself by now, in {part}.")
    return [*there, entry]


def _instead(there: Any, before: Any, after: Any) -> Any:
    """A block of texts gives way text by text."""
    if isinstance(there, dict):
        if not isinstance(after, dict) or not isinstance(before, dict | None):
            raise _UnfitError("It is no block of texts.")
        return there | {key: _instead(there.get(key), (before or {}).get(key), after[key]) for key in after}
    if there == after:
        raise _UnfitError("The file says that itself by now.")
    if there != before:
        raise _UnfitError("The author has written something else there since.")
    return after


def _checked(value: dict[str, Any], persona: Persona) -> Persona:
    from pydantic import ValidationError  # slow to import, and most personas have not grown

    from companion.persona.messages import message
    from companion.persona.schema import PersonaFile

    try:
        return PersonaFile.model_validate(value).persona(persona.extras)
    except ValidationError as error:
        raise _UnfitError(message(error.errors(include_url=False)[0])) from None


def _harmless(before: Persona, after: Persona) -> None:
    """Raises for what lowers the floor, or works on someone, and did not before."""
    from companion.persona.floor import loosenings
    from companion.persona.manipulation import manipulations

    for found in (loosenings, manipulations):
        known = set(found(before))
        for one in found(after):
            if one not in known:
                raise _UnfitError(one[1])
