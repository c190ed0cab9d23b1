"""A lorebook as SillyTavern keeps it by itself, "world info", in the words of the card specifications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from companion.persona.cards.card import Data

_WORDS = {
    "key": "keys",
    "keysecondary": "secondary_keys",
    "order": "insertion_order",
    "caseSensitive": "case_sensitive",
    "uid": "id",
}
_EXTENSIONS = {"selectiveLogic": "selectiveLogic", "scanDepth": "scan_depth"}
_ELSEWHERE = ("disable", *_EXTENSIONS)
_POSITIONS = {0: "before_char", 1: "after_char"}
_REGEX = re.compile(r"/.+/[a-z]*")  # where a key is one, it is written between slashes


def is_lorebook(value: Mapping[str, object]) -> bool:
    """Whether it is a lorebook without a card around it: theirs, or the `character_book` of a card."""
    entries = value.get("entries")
    return isinstance(entries, dict | list) and not {"spec", "data", "first_mes", "char_name"} & value.keys()


def book(value: Data) -> Data:
    """The same as a card has it."""
    entries = value["entries"]
    if isinstance(entries, list):
        return value
    return value | {"entries": [_entry(one) for one in entries.values() if isinstance(one, dict)]}


def _entry(one: Data) -> Data:
    made = {_WORDS.get(key, key): item for key, item in one.items() if key not in _ELSEWHERE}
    keys = made.get("keys")
    regex = isinstance(keys, list) and any(isinstance(key, str) and _REGEX.fullmatch(key) for key in keys)
    position = made.get("position")
    known = {"position": _POSITIONS[position]} if isinstance(position, int) and position in _POSITIONS else {}
    return made | known | _extensions(one) | {"enabled": not one.get("disable"), "use_regex": regex}


def _extensions(one: Data) -> Data:
    """With how the secondary keys are asked for, and how far back: where the program has it in a card."""
    given = one.get("extensions")
    found = {name: one[key] for key, name in _EXTENSIONS.items() if one.get(key)}
    return {"extensions": (given if isinstance(given, dict) else {}) | found} if found else {}
