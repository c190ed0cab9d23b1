"""An entry of a card's lorebook as lore of a persona, and back.

An entry that never fires, or that a persona has no words for, is no lore: the reason is told, and the entry
is kept as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.persona.cards import decorators
from companion.persona.cards.conditions import fires, never
from companion.persona.cards.keeping import OWN, leftover, reconciled
from companion.persona.cards.records import entry_from, record
from companion.persona.document import same
from companion.persona.fits import PARAGRAPH, fits, pieces
from companion.persona.places import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from companion.persona.cards.card import Data, Entry

_TRIGGERS = ("keys", "secondary_keys", "selective", "use_regex", "constant", "decorators", "enabled")
_FIRES = ("any", "all", "not", "regex", "always", "lately")
_TELLING = {"any", "all", "regex", "always"}
_OWN = (*_FIRES, "priority", "tokens", "source")
_PRIORITY = 100
_TOKENS, _MOST_TOKENS = 200, 2000


@dataclass(frozen=True, slots=True)
class Taken:
    """The lore that an entry became, more than one where its text is long; none, and `why`. `idle` is what
    of it has no effect here.
    """

    lore: tuple[Data, ...] = ()
    why: str = ""
    idle: tuple[str, ...] = ()


def taken(entry: Entry, name: str, depth: float | None = None) -> Taken:
    """The entry as lore called `name`, without what is to be kept of it. `depth` is that of its book."""
    head, text = decorators.split(entry.content)
    honoured, idle = decorators.read(head)
    why = never(entry, text, honoured)
    if why:
        return Taken(why=why)
    when, odd = fires(entry, honoured, depth)
    own = _own(entry)
    if own is None and not _TELLING & when.keys():
        return Taken(why="none of its keys can be a word of lore")
    when = when if own is None else {}
    first, *others = (
        {"id": _numbered(name, number), "text": piece}
        | when
        | _priority(entry, honoured)
        | tokens(piece)
        | (own or {})
        for number, piece in enumerate(pieces(text, PARAGRAPH), 1)
    )
    if "regex" in first and not fits("lore", [first]):
        return Taken(why="its triggers are none that a persona can have")
    return Taken((first, *(one | {"x_card": {"continues": name}} for one in others)), "", (*odd, *_at(idle)))


def kept(entry: Entry, lore: Sequence[Data], depth: float | None = None) -> Data:
    """What of the entry is to be kept beside its lore."""
    return leftover(_split(record(entry)), told(lore, depth))


def restored(lore: Sequence[Data], keep: Mapping[str, Any], depth: float | None = None) -> Data:
    """The record of an entry out of its lore, as it is now, and what was kept of it; `depth` as above."""
    now = told(lore, depth)
    whole = reconciled(now, keep, ())
    again = taken(entry_from(_joined(whole), []), lore[0]["id"], depth).lore or ({},)
    fires_alike = same(_only(again[0], _FIRES), _only(lore[0], _FIRES))
    if not fires_alike:
        idle = decorators.without_triggers(str(keep.get("decorators") or ""))
        now["decorators"] = idle + now.get("decorators", "")
    texts = [[one.get("text") for one in entries] for entries in (again, lore)]
    ranks = [entries[0].get("priority") for entries in (again, lore)]
    parts = (
        (_TRIGGERS, fires_alike),
        (("text",), texts[0] == texts[1]),
        (("priority",), ranks[0] == ranks[1]),
    )
    return _with_own(_joined(reconciled(now, keep, parts)), lore, depth)


def _with_own(entry: Data, lore: Sequence[Data], depth: float | None) -> Data:
    """The entry with what only this program understands of it, where the rest would not give it back."""
    meant = _only(lore[0], _OWN)
    again = taken(entry_from(entry, []), lore[0]["id"], depth).lore
    if again and same(_only(again[0], _OWN), meant):
        return entry
    return entry | {"extensions": entry.get("extensions", {}) | {OWN: meant}}


def _own(entry: Entry) -> Data | None:
    """What this program wrote into the entry of a lore's triggers, if a persona can have it."""
    given = entry.extensions.get(OWN)
    if not isinstance(given, dict) or not given or set(given) - set(_OWN):
        return None
    return given if fits("lore", [{"id": "any", "text": "any"} | given]) else None


def told(lore: Sequence[Mapping[str, Any]], depth: float | None = None) -> Data:
    """The record that lore alone gives, its text apart from its decorators."""
    first = lore[0]
    words, needed, barred = (list(first.get(key) or ()) for key in ("any", "all", "not"))
    if not words:
        words, needed = needed[:1], needed[1:]
    entry: Data = {
        "keys": words,
        "text": "".join(one["text"] for one in lore),
        "extensions": {},
        "enabled": True,
    }
    entry |= {"insertion_order": 100, "use_regex": False}
    if first.get("regex"):
        entry |= {"keys": [*map(re.escape, words), first["regex"]], "use_regex": True}
    elif needed:
        entry |= {"secondary_keys": needed, "selective": True}
    if first.get("always"):
        entry["constant"] = True
    conditions = [f"@@exclude_keys {','.join(barred)}"] if barred else []
    conditions += [f"@@scan_depth {first['lately']}"] if first.get("lately", depth) != depth else []
    if conditions:
        entry["decorators"] = "\n".join(conditions) + "\n\n"
    if first.get("priority"):
        entry["priority"] = first["priority"]
    if slug(words[0] if words else "") != first["id"]:
        entry["comment"] = first["id"]
    return entry


def names(entries: Iterable[Entry]) -> list[str]:
    """A name for each entry, from what it is called or its first key; no two alike."""
    found: dict[str, None] = {}
    alike: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        called = (slug(text or "") for text in (entry.comment, entry.name, *entry.keys[:1]))
        base = next((one for one in called if one), f"lore-{number}")
        name = base
        while name in found:
            alike[base] = alike.get(base, 1) + 1
            name = _numbered(base, alike[base])
        found[name] = None
    return list(found)


def tokens(text: str) -> dict[str, int]:
    """The room that a text needs, where it is more than lore has by itself."""
    needed = len(text.encode()) // 3
    return {"tokens": min(_MOST_TOKENS, needed)} if needed > _TOKENS else {}


def _priority(entry: Entry, honoured: Mapping[str, decorators.Decorator]) -> dict[str, int]:
    rank = max(-_PRIORITY, min(_PRIORITY, int(entry.priority or 0)))
    if "ignore_on_max_context" in honoured:  # the first to go where not all has room
        rank = -_PRIORITY
    return {"priority": rank} if rank else {}


def _at(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"@@{name}" for name in names)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def _only(lore: Mapping[str, Any], keys: Iterable[str]) -> Data:
    return {key: lore[key] for key in keys if lore.get(key)}


def _split(entry: Data) -> Data:
    head, text = decorators.split(entry["content"])
    parts = {"text": text} | ({"decorators": head} if head else {})
    return {key: value for key, value in entry.items() if key != "content"} | parts


def _joined(entry: Data) -> Data:
    content = entry.get("decorators", "") + entry.get("text", "")
    return {key: value for key, value in entry.items() if key not in ("decorators", "text")} | {
        "content": content
    }
