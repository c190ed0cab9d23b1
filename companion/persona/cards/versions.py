"""A card as the JSON of each version of the specification; what an older one has no place for is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.cards.card import V1_TEXTS, V3_ONLY, Card, CardError
from companion.persona.cards.decorators import split
from companion.persona.cards.records import record

if TYPE_CHECKING:
    from companion.persona.cards.card import Data

_NAMED = {"v2": ("chara_card_v2", "2.0"), "v3": ("chara_card_v3", "3.0")}
_EMPTY = record(Card())


def written(card: Card, spec: str, notes: list[str]) -> Data:
    """The card as a JSON value of this version: `v1`, `v2`, `v3` or `lorebook`; what has no place in it is
    told in `notes`. Raises `CardError`.
    """
    if spec == "lorebook":
        if card.character_book is None:
            raise CardError("This persona has no lore, so there is no lorebook to write.")
        return {"spec": "lorebook_v3", "data": record(card.character_book)}
    if spec == "v1" and card.spec == "lorebook":
        raise CardError("This is a lorebook alone, which V1 has no place for. Write it with --spec lorebook.")
    if spec == "v1":
        return _flat(card, notes)
    name, version = _NAMED[spec]
    data = _older(card, notes) if spec == "v2" else record(card)
    return dict(card.around) | {"spec": name, "spec_version": version, "data": data}


def _flat(card: Card, notes: list[str]) -> Data:
    """As V1 has it: a name and five texts, and what no specification names. What a card that came as V1 had
    beside them stays, for so it came.
    """
    data = record(card)
    texts = {key: data[key] for key in ("name", *V1_TEXTS)}
    more = {key: item for key, item in _given(data).items() if key not in texts}
    if card.spec == "v1":
        return texts | _as_they_came(more)
    _tell("V1", {key: item for key, item in more.items() if key not in card.unknown}, notes)
    return card.around | card.unknown | texts


def _older(card: Card, notes: list[str]) -> Data:
    """As V2 has it, without the fields that came later, and what is new in V3's lorebooks. What a card that
    came as V2 or V1 had of them stays: many programs write regular expressions, say, into V2 cards.
    """
    data = record(card)
    older = {key: item for key, item in data.items() if key not in V3_ONLY}
    later = {key: item for key, item in _given(data).items() if key in V3_ONLY}
    if card.spec in {"v1", "v2"}:
        return _as_they_came(older | later)
    if "character_book" in older:
        entries = _without_newer(older["character_book"]["entries"], later)
        older["character_book"] = older["character_book"] | {"entries": entries}
    _tell("V2", later, notes)
    return older


def _given(data: Data) -> Data:
    """What is not as in a card that says nothing, and not the date of the last change, which is ours."""
    return {key: item for key, item in data.items() if key != "modification_date" and item != _EMPTY.get(key)}


def _tell(version: str, lost: Data, notes: list[str]) -> None:
    missed = [what for what, item in lost.items() if item and what != "creation_date"]
    if missed:
        notes.append(f"{version} has no place for {', '.join(missed)}; --spec v3 keeps them.")


def _without_newer(entries: list[Data], lost: Data) -> list[Data]:
    lost["entries with regular expressions"] = any(entry["use_regex"] for entry in entries)
    lost["decorators"] = any(split(entry["content"])[0] for entry in entries)
    return [
        _as_it_came(entry) | {"content": split(entry["content"])[1]}
        for entry in entries
        if not entry["use_regex"]
    ]


def _as_they_came(data: Data) -> Data:
    """With the entries of its lorebook as V2 knows them."""
    if "character_book" not in data:
        return data
    entries = [_as_it_came(entry) for entry in data["character_book"]["entries"]]
    return data | {"character_book": data["character_book"] | {"entries": entries}}


def _as_it_came(entry: Data) -> Data:
    return {key: item for key, item in entry.items() if key != "use_regex" or item}
