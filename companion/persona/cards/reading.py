"""The bytes of a stranger's file into a card: the one way in, whatever the file is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from companion.persona.cards import charx, png, strict_json
from companion.persona.cards.card import Card, CardError
from companion.persona.cards.records import card_of
from companion.persona.cleaning import Cleaner

MAX_FILE = 20 * 2**20
_OTHERS = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "WebP": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "GIF": re.compile(rb"GIF8[79]a"),
}

Container = Literal["json", "png", "charx"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A card out of a file; `notes` say what was taken out or could not be used."""

    card: Card
    container: Container
    notes: tuple[str, ...] = ()


def read(data: bytes) -> Reading:
    """The card in a file. Raises `CardError` and nothing else."""
    if len(data) > MAX_FILE:
        raise CardError(
            f"The file is too large; {MAX_FILE // 2**20} MB are the most."
            " Get the card as JSON, or with a smaller picture."
        )
    if data.startswith(png.SIGNATURE):
        return _from_picture(data)
    if charx.is_archive(data):
        return _read(charx.card(data), "charx", [])
    for name, beginning in _OTHERS.items():
        if beginning.match(data):
            raise CardError(
                f"This is a {name}. A card in a picture is in a PNG, and only there: get that one."
            )
    return _read(data, "json", [])


def _from_picture(data: bytes) -> Reading:
    """The best card in a picture that can be read; the next one where the best is broken."""
    notes: list[str] = []
    failure: CardError | None = None
    for keyword, found in png.cards(data):
        try:
            if isinstance(found, CardError):
                raise found
            return _read(found, "png", notes)
        except CardError as error:
            failure = failure or error
            notes.append(
                f"The picture's `{keyword}` can't be read, so the other card in it was taken. {error}"
            )
    assert failure is not None
    raise failure


def _read(data: bytes, container: Container, notes: list[str]) -> Reading:
    cleaner = Cleaner()
    value = cleaner.clean(strict_json.parse(data))
    if cleaner.removed:
        notes.append(f"{cleaner.removed:,} hidden or control characters were taken out of its texts.")
    return Reading(card_of(value, notes), container, tuple(notes))
