"""What works on someone instead of for them: flattery, guilt, pressure and their kind, found in a persona.

The patterns, what is wrong with each kind and where that is known from stand in `manipulation.yaml`. They
know plain English only, and what they find is a warning: an author may have meant something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from companion.persona.findings import plain
from companion.persona.texts import passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Persona
    from companion.persona.texts import Passage

_NEGATED = re.compile(
    r"(?:\b(?:never|not|nor|no|nobody|without|avoids?|refuses? to|instead of|rather than)\b(?!,)|n't\b)"
    r"(?:(?!\b(?:but|instead|then)\b)[^.!?;:]){0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of manipulation: what it `is`, the `harm`, what to do `instead`, and its patterns."""

    name: str
    is_: str
    harm: str
    instead: str
    sources: tuple[str, ...]
    said: tuple[re.Pattern[str], ...]
    told: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A study or a law: what it is, where it is found, and what it says of the matter."""

    what: str
    where: str
    says: str


def manipulations(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """Where a persona does such a thing, and what would be right. What it is told to avoid does not count."""
    for passage in passages(persona):
        for kind in kinds():
            found = _found(kind, passage)
            if found is not None:
                yield passage.steps, f"“{plain(found)}” is {kind.is_}. {kind.harm} {kind.instead}"


def _found(kind: Kind, passage: Passage) -> str | None:
    text = passage.text.replace("’", "'")
    patterns = {"said": kind.said, "told": kind.told, "avoided": ()}[passage.whose]
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not _NEGATED.search(text[: match.start()]):
                return match[0]
    return None


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of their file."""
    return tuple(_kind(name, entry) for name, entry in _book()["kinds"].items())


@cache
def sources() -> dict[str, Source]:
    """Where that is known from, by the names that kinds have for them."""
    return {name: Source(**entry) for name, entry in _book()["sources"].items()}


def _kind(name: str, entry: dict[str, Any]) -> Kind:
    said, told = (
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in entry[whose]) for whose in ("said", "told")
    )
    return Kind(name, entry["is"], entry["harm"], entry["instead"], tuple(entry["sources"]), said, told)


@cache
def _book() -> dict[str, dict[str, dict[str, Any]]]:
    from ruamel.yaml import YAML

    text = resources.files("companion.persona").joinpath("manipulation.yaml").read_text(encoding="utf-8")
    book: dict[str, dict[str, dict[str, Any]]] = YAML(typ="safe", pure=True).load(text)
    return book
