"""A persona as a card: what the author wrote, and what was kept of the card that it came from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from companion.persona.cards import book
from companion.persona.cards.card import Card, CardError, Data
from companion.persona.cards.drafting import data_of, drafted, fields_of, told
from companion.persona.cards.identity import is_more
from companion.persona.cards.keeping import laid_over, reconciled
from companion.persona.cards.records import card_from
from companion.persona.document import same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from companion.persona.cards.card import Book

_TOGETHER = {"name": ("name", "nickname")}


def given(persona: Mapping[str, Any], original: Card | None = None) -> Card:
    """The card of a persona, `x_` keys included. `original` is the card that was kept beside its file, where
    there was no room for it within. Raises `CardError` where what was kept makes no sense any more.
    """
    try:
        return _given(persona, original)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise CardError(
            "What was kept of the card in `x_card` makes no sense any more. Undo what was changed in it, or "
            "take it out: then the card is made of the rest."
        ) from None


def _given(persona: Mapping[str, Any], original: Card | None) -> Card:
    keep = persona.get("x_card") or {}
    if persona.get("partial"):
        return _lorebook(persona, keep, original)
    kept = fields_of(original) if original else dict(keep.get("data") or {})
    kept_book = kept.pop("character_book", None)
    now = told(persona)
    came = _come_in(card_from(data_of(laid_over(now, kept)), []), trust=bool(keep.get("trusted")))
    parts = [(_TOGETHER.get(key, (key,)), same(now.get(key), came.get(key))) for key in now | came]
    notes: list[str] = []
    card = card_from(data_of(reconciled(now, kept, parts)), notes)
    if notes:
        raise ValueError(notes[0])
    return replace(
        card,
        character_book=_book(persona, keep, kept_book, original),
        around=original.around if original else keep.get("around") or {},
        spec=keep.get("spec", "v3"),
        spec_version=keep.get("spec_version", "3.0"),
    )


def _come_in(card: Card, *, trust: bool) -> Data:
    """The fields that a persona gives which was made of this card and left as it was."""
    draft = drafted(card, trust=trust)
    return told(draft.persona | {"lore": draft.more})


def _lorebook(persona: Mapping[str, Any], keep: Mapping[str, Any], original: Card | None) -> Card:
    """A part of a persona has lore, and no more of it is asked for."""
    kept = None if original else (keep.get("data") or {}).get("character_book")
    made = _book(persona, keep, kept or {}, original)
    return Card(name=(made.name if made else None) or "", character_book=made, spec="lorebook")


def _book(
    persona: Mapping[str, Any], keep: Mapping[str, Any], kept: Data | None, original: Card | None
) -> Book | None:
    lore = [one for one in persona.get("lore") or () if not is_more(one)]
    if original is not None and original.character_book is not None:
        return book.rebound(
            lore, original.character_book, keep.get("entries", len(original.character_book.entries))
        )
    return book.bound(lore, kept or {}) if lore or kept is not None else None
