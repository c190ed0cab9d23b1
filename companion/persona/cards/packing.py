"""A card as the bytes of a file: JSON, a picture, or an archive with its assets."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from companion.persona.cards import charx, png
from companion.persona.cards.card import CardError
from companion.persona.cards.versions import written

if TYPE_CHECKING:
    from companion.persona.cards.card import Card
    from companion.persona.cards.reading import Container

_EMBEDDED = ("embeded://", "__asset:")  # the first as the specification spells it
_OLDER = (
    "This is a card of version 3, shown as version 2 here. A program that knows version 3 has all of it. "
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A file; `notes` say what has no place in it."""

    data: bytes
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a card came in: its bytes and what they are."""

    data: bytes
    container: Container


def packed(
    card: Card, container: Container, spec: str, *, image: bytes | None = None, source: Source | None = None
) -> Packed:
    """The card in a file of this kind, as `v1`, `v2`, `v3` or `lorebook`. A picture is `image`, that of
    `source` if it is one, or a plain one; an archive takes the assets of `source` along. Raises `CardError`.
    """
    if container != "json" and (spec == "lorebook" or (container == "charx" and spec != "v3")):
        raise CardError("A CHARX holds a V3 card, and a picture any card. Anything can be written as .json.")
    notes: list[str] = []
    text = _json(written(card, spec, notes))
    if container == "png":
        data = _picture(card, spec, text, image or _data_of(source, "png") or png.plain())
    else:
        data = charx.packed(text, _data_of(source, "charx")) if container == "charx" else text
    if spec == "v3" and (source is None or source.container != container):
        notes += _assets_left(card)
    return Packed(data, tuple(notes))


def _picture(card: Card, spec: str, text: bytes, image: bytes) -> bytes:
    """With the card; V3 also as what older programs look for, which says so in the creator's notes."""
    if spec != "v3":
        return png.embedded(image, {"chara": text})
    older = replace(card, creator_notes=f"{_OLDER}\n\n{card.creator_notes}".strip())
    return png.embedded(image, {"chara": _json(written(older, "v2", [])), "ccv3": text})


def _data_of(source: Source | None, container: Container) -> bytes | None:
    return source.data if source and source.container == container else None


def _assets_left(card: Card) -> list[str]:
    inside = [one for one in card.assets or () if str(one.get("uri", "")).startswith(_EMBEDDED)]
    if not inside:
        return []
    return [f"{len(inside)} of its assets were inside the file that it came in, and are not in this one."]


def _json(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"
    except ValueError:
        raise CardError("`x_card` has a number that a card can't hold, such as .inf. Take it out.") from None
