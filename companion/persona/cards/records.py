"""Between a card and JSON: every version of the specification read into `Card`, and the record of one.

Lenient where cards in the wild are careless (null for nothing, a number for a text, one text for a list), and
never without a word where something can't be used.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from companion.persona.cards.card import V1_TEXTS, Book, Card, CardError, Data, Entry, Spec
from companion.persona.cards.world_info import book, is_lorebook
from companion.persona.cleaning import placeholders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Read = Callable[[Any], Any]

_SPECS: dict[str, Spec] = {"chara_card_v2": "v2", "chara_card_v3": "v3"}
_VERSIONS = {"v1": "1.0", "v2": "2.0", "v3": "3.0"}
_ALIASES = {
    "char_name": "name",
    "char_persona": "description",
    "world_scenario": "scenario",
    "char_greeting": "first_mes",
    "example_dialogue": "mes_example",
}
_NO_CARD = "There is no card in this JSON: a card has a name, and a description or a first message."
_ELIZA = "This is a character file of elizaOS, and only character cards can be taken in."


class _UnusableError(Exception):
    """A value that can't be read as what the field holds."""


def card_of(value: Any, notes: list[str]) -> Card:
    """The card in a JSON value; what could not be used is told in `notes`. Raises `CardError`."""
    if not isinstance(value, dict):
        raise CardError(_NO_CARD)
    if value.get("spec") == "lorebook_v3":
        return _lorebook(value, notes)
    if is_lorebook(value):
        return _lorebook({"data": book(value)}, notes)
    data, around, spec = _parts(value)
    version = value.get("spec_version")
    _tell_newer(spec, version, notes)
    read = card_from(data, notes)
    given = str(version) if isinstance(version, str | float) else _VERSIONS[spec]
    return _replaced(read, around=around, spec=spec, spec_version=given)


def card_from(data: Mapping[str, Any], notes: list[str]) -> Card:
    """A card from the `data` of one."""
    return Card(**_fields(data, _CARD, "", notes))


def record(one: Card | Book | Entry) -> Data:
    """As JSON has it, in the fields of V3, without what is not there."""
    made: Data = {}
    for each in fields(one):
        value = getattr(one, each.name)
        if each.name not in _ASIDE and value is not None:
            made[each.name] = _plain(value)
    return dict(one.unknown) | made


def book_from(given: Any, notes: list[str]) -> Book:
    """A lorebook from JSON."""
    return Book(**_fields(_mapping(given), _BOOK, "character_book.", notes))


def entry_from(given: Any, notes: list[str], where: str = "entry.") -> Entry:
    """An entry of a lorebook from JSON."""
    return Entry(**_fields(_mapping(given), _ENTRY, where, notes))


def _lorebook(value: Data, notes: list[str]) -> Card:
    if not isinstance(value.get("data"), dict):
        raise CardError("This lorebook has no `data`, so there is nothing in it.")
    made = book_from(value["data"], notes)
    return Card(name=made.name or "", character_book=made, spec="lorebook", spec_version="3.0")


def _parts(value: Data) -> tuple[Data, Data, Spec]:
    """The data of the card, what stands beside it, and its version."""
    data, spec = value.get("data"), value.get("spec")
    if isinstance(data, dict) and (isinstance(spec, str) or "name" in data):
        own = {"spec", "spec_version", "data"}
        beside = {key: item for key, item in value.items() if key not in own}
        missing = {key: item for key, item in beside.items() if key in _CARD and key not in data}
        around = {key: item for key, item in beside.items() if key not in _CARD}
        return data | missing, around, _SPECS.get(str(spec), "v3" if spec else "v2")
    flat = {_ALIASES.get(key, key): item for key, item in value.items()} if _is_aliased(value) else value
    if isinstance(flat.get("name"), str) and any(isinstance(flat.get(key), str) for key in V1_TEXTS):
        return {key: item for key, item in flat.items() if key not in ("spec", "spec_version")}, {}, "v1"
    raise CardError(_ELIZA if {"bio", "messageExamples"} <= value.keys() else _NO_CARD)


def _is_aliased(value: Data) -> bool:
    return any(alias in value and name not in value for alias, name in _ALIASES.items())


def _tell_newer(spec: Spec, version: Any, notes: list[str]) -> None:
    try:
        newer = spec == "v3" and float(version) > 3.0
    except (TypeError, ValueError):
        return
    if newer:
        notes.append(
            f"The card is of a newer version ({str(version)[:20]}); what is new in it is kept as it is."
        )


def _replaced(card: Card, **more: Any) -> Card:
    return Card(**{each.name: getattr(card, each.name) for each in fields(card)} | more)


def _plain(value: Any) -> Any:
    if isinstance(value, Book | Entry):
        return record(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _fields(given: Mapping[str, Any], reads: Mapping[str, Read], where: str, notes: list[str]) -> Data:
    """The values by their names; one that is null is not there, and one that can't be used is told."""
    found: Data = {"unknown": {}}
    for key, value in given.items():
        if value is None:
            continue
        if key not in reads:
            found["unknown"][key] = value
            continue
        try:
            found[key] = _entries(value, notes) if key == "entries" else _read(reads[key], value, key, notes)
        except _UnusableError as error:
            notes.append(f"`{where}{key}` was left out: it is not {error}.")
    return found


def _read(read: Read, value: Any, key: str, notes: list[str]) -> Any:
    return book_from(value, notes) if key == "character_book" else read(value)


def _entries(value: Any, notes: list[str]) -> tuple[Entry, ...]:
    if not isinstance(value, list):
        raise _UnusableError("a list of entries")
    kept = [(number, entry) for number, entry in enumerate(value) if isinstance(entry, dict)]
    if len(kept) < len(value):
        notes.append(
            f"{len(value) - len(kept)} of the lorebook's entries were left out: they are no entries."
        )
    return tuple(entry_from(entry, notes, f"character_book.entries[{number}].") for number, entry in kept)


def _mapping(value: Any) -> Data:
    if not isinstance(value, dict):
        raise _UnusableError("a block of keys")
    return value


def _text(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise _UnusableError("a text")
    return value


def _prose(value: Any) -> str:
    return placeholders(_text(value))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    if not isinstance(value, list):
        raise _UnusableError("a list of texts")
    return tuple(map(_text, value))


def _proses(value: Any) -> tuple[str, ...]:
    return tuple(map(placeholders, _texts(value)))


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _UnusableError("a number")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _UnusableError("true or false")
    return value


def _either(value: Any) -> str | float:
    return value if isinstance(value, str) else _number(value)


def _assets(value: Any) -> tuple[Data, ...]:
    if not isinstance(value, list):
        raise _UnusableError("a list of assets")
    return tuple(map(_mapping, value))


_ASIDE = {"unknown", "around", "spec", "spec_version"}
_ENTRY: dict[str, Read] = {
    "keys": _texts,
    "content": _prose,
    "extensions": _mapping,
    "enabled": _truth,
    "insertion_order": _number,
    "case_sensitive": _truth,
    "use_regex": _truth,
    "constant": _truth,
    "name": _text,
    "priority": _number,
    "id": _either,
    "comment": _text,
    "selective": _truth,
    "secondary_keys": _texts,
    "position": _either,
}
_BOOK: dict[str, Read] = {
    "name": _text,
    "description": _text,
    "scan_depth": _number,
    "token_budget": _number,
    "recursive_scanning": _truth,
    "extensions": _mapping,
    "entries": _assets,
}
_CARD: dict[str, Read] = {
    "name": _text,
    **dict.fromkeys((*V1_TEXTS, "system_prompt", "post_history_instructions"), _prose),
    **dict.fromkeys(("creator_notes", "creator", "character_version", "nickname"), _text),
    **dict.fromkeys(("alternate_greetings", "group_only_greetings"), _proses),
    **dict.fromkeys(("tags", "source"), _texts),
    **dict.fromkeys(("extensions", "creator_notes_multilingual", "character_book"), _mapping),
    "assets": _assets,
    **dict.fromkeys(("creation_date", "modification_date"), _number),
}
