"""When an entry of a card's lorebook is told, in the words that a persona's lore has for it.

Keys become `any`, a second condition of one word `all`, `@@exclude_keys` `not`. How the second keys are asked
for is in `selectiveLogic`, which is SillyTavern's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.persona.fits import is_word
from companion.persona.lore import LATELY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from companion.persona.cards.card import Data, Entry
    from companion.persona.cards.decorators import Decorator

_MOST = {"any": 40, "all": 20, "not": 20}
_SLASHED = re.compile(r"/(?P<pattern>.*)/(?P<flags>[a-z]*)", re.DOTALL)
_NOT_ALL, _NONE, _ALL = 1, 2, 3


class _Second(NamedTuple):
    """The second keys by how they are asked for, and what of it a persona can't have."""

    one_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()


def never(entry: Entry, text: str, honoured: Mapping[str, Decorator]) -> str:
    """Why the entry is never told; empty where it may be."""
    if not text.strip():
        return "it has no text"
    if not entry.enabled:
        return "it is switched off"
    if "is_greeting" in honoured and int(honoured["is_greeting"].value) != 0:
        return "it belongs to another greeting than the first"
    if "activate" in honoured:
        return ""
    if "dont_activate" in honoured:
        return "it is switched off"
    if not (entry.keys or entry.constant or "constant" in honoured):
        return "it has no keys"
    return ""


def fires(
    entry: Entry, honoured: Mapping[str, Decorator], depth: float | None
) -> tuple[Data, tuple[str, ...]]:
    """When the lore is told, and what of the entry's conditions a persona can't have. `depth` is in how many
    messages the keys of this book are looked for, where it says so.
    """
    when, odd = _by_keys(entry, honoured)
    if "always" in when:
        return when, odd
    given = entry.extensions.get("scan_depth")  # SillyTavern's
    if "scan_depth" in honoured:
        given = int(honoured["scan_depth"].value)
    return when | _lately(depth if given is None else given), odd


def _lately(depth: Any) -> Data:
    """What a persona has for such a depth; nothing for one as deep as lore always looks, or deeper."""
    return {"lately": int(depth)} if depth in range(1, LATELY + 1) else {}


def _by_keys(entry: Entry, honoured: Mapping[str, Decorator]) -> tuple[Data, tuple[str, ...]]:
    if "activate" in honoured or "constant" in honoured or (entry.constant and not entry.use_regex):
        return {"always": True}, ()
    if entry.use_regex:
        return {"regex": "|".join(map(_pattern, entry.keys))}, ()
    third, barred = (
        honoured[name].values if name in honoured else () for name in ("additional_keys", "exclude_keys")
    )
    second = _second(entry)
    groups = [entry.keys, *(group for group in (second.one_of, third) if group)]
    many = [group for group in groups if len(group) > 1] or [groups[0]]
    needed = [group[0] for group in groups if len(group) == 1 and group is not many[0]]
    odd = list(second.odd)
    if len(many) > 1:
        odd.append("that one of its second keys is said too")
    if entry.case_sensitive:
        odd.append("upper and lower case")
    words = {"any": many[0], "all": (*needed, *second.all_of), "not": (*barred, *second.none_of)}
    usable = {key: _usable(key, given) for key, given in words.items()}
    if any(len(usable[key]) < len(given) for key, given in words.items()):
        odd.append("keys that are empty, too long or too many")
    return {key: given for key, given in usable.items() if given}, tuple(odd)


def _second(entry: Entry) -> _Second:
    keys = (entry.secondary_keys or ()) if entry.selective else ()
    logic = entry.extensions.get("selectiveLogic")
    if not keys:
        return _Second()
    if logic == _ALL:
        return _Second(all_of=keys)
    if logic == _NONE or (logic == _NOT_ALL and len(keys) == 1):
        return _Second(none_of=keys)
    if logic == _NOT_ALL:
        return _Second(odd=("that it is silent where all of its second keys are said",))
    return _Second(one_of=keys)


def _usable(key: str, words: Iterable[str]) -> list[str]:
    return [word.strip() for word in words if is_word(word)][: _MOST[key]]


def _pattern(key: str) -> str:
    """The pattern of a key, also of one that is written as JavaScript has it: `/pattern/i`."""
    found = _SLASHED.fullmatch(key)
    return found["pattern"] if found else key
