"""Decorators: lines such as `@@depth 4` at the head of a lorebook's entry (V3, section “Decorators”).

`@@@name` right below is what counts where the one above is not known. What a persona has no word for has no
effect here, and is kept for the export.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TRIGGERS = (
    "activate",
    "constant",
    "dont_activate",
    "additional_keys",
    "exclude_keys",
    "is_greeting",
    "scan_depth",
)
HONOURED = (*TRIGGERS, "ignore_on_max_context")
_LINE = re.compile(r"[ \t]*(?P<at>@@@?)(?P<name>[A-Za-z_]+)[ \t]*(?P<value>[^\n]*)")
# Lore looks at five messages and no further.
_VALUES = {"is_greeting": re.compile(r"[0-9]{1,9}"), "scan_depth": re.compile(r"[1-5]")}


class Decorator(NamedTuple):
    """One that counts."""

    name: str
    value: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """Its values, where commas part them."""
        return tuple(value for part in self.value.split(",") if (value := part.strip()))

    @property
    def is_honoured(self) -> bool:
        """Whether it has an effect here, and a value with which it can have one."""
        wanted = _VALUES.get(self.name)
        return self.name in HONOURED and (wanted is None or wanted.fullmatch(self.value) is not None)


class Decorators(NamedTuple):
    """Those of an entry that have an effect here, by name, and the names of those that have none."""

    honoured: dict[str, Decorator]
    idle: tuple[str, ...]


def split(content: str) -> tuple[str, str]:
    """The decorators of an entry as they are written, and its text."""
    end = start = 0
    while start < len(content):
        after = content.find("\n", start) + 1 or len(content)
        line = content[start:after].strip()
        if line and not line.startswith("@@"):
            break
        start = after
        end = start if line or end else 0
    return content[:end], content[end:]


def read(head: str) -> Decorators:
    """The decorators in the head of an entry; of two with one name the first counts."""
    honoured: dict[str, Decorator] = {}
    idle: list[str] = []
    for chain in _chains(head):
        known = next((one for one in chain if one.is_honoured), None)
        if known:
            honoured.setdefault(known.name, known)
        else:
            idle.append(chain[0].name)
    return Decorators(honoured, tuple(dict.fromkeys(idle)))


def without_triggers(head: str) -> str:
    """The head without what says when the entry fires."""
    kept: list[str] = []
    skipping = False
    for line in head.splitlines(keepends=True):
        found = _LINE.match(line)
        if found and found["at"] == "@@":
            skipping = found["name"] in TRIGGERS
        if not (found and (skipping or found["name"] in TRIGGERS)):
            kept.append(line)
    rest = "".join(kept)
    return rest if "@@" in rest else ""


def _chains(head: str) -> list[list[Decorator]]:
    """Each decorator with those that stand in for it."""
    chains: list[list[Decorator]] = []
    for found in map(_LINE.match, head.splitlines()):
        if found is None:
            continue
        one = Decorator(found["name"], found["value"].strip())
        if found["at"] == "@@@" and chains:
            chains[-1].append(one)
        else:
            chains.append([one])
    return chains
