"""A card made into a persona file: what was taken, what is kept for the way back, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.cards import book
from companion.persona.cards.card import CardError
from companion.persona.cards.drafting import PROMPTS, Draft, drafted, fields_of, told
from companion.persona.cards.keeping import leftover
from companion.persona.cards.remarks import remarks
from companion.persona.findings import plain
from companion.persona.fits import LINE, WORD
from companion.persona.writing import has_room, written

if TYPE_CHECKING:
    from companion.persona.cards.book import Shelved
    from companion.persona.cards.card import Card, Data

MOST_LORE = 200
_CALLED = {"v1": "character card (V1)", "v2": "character card (V2)", "v3": "character card (V3)"}
_ORDER = (
    *("schema", "id", "partial", "version", "license", "sources", "tags", "name", "pronouns", "tagline"),
    *("identity", "relationship", "voice", "traits", "greetings", "examples", "boundaries", "lore", "model"),
    "x_card",
)
_KEPT = (
    "What the card says and a persona has no place for. The model is not told of it;\n"
    "`companion persona export` puts it back into a card."
)
_BESIDE = (
    "The card is kept beside this file, which has no room for all of it.\n"
    "`companion persona export` takes from there what is not here."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A persona file. `fields` are those of the card that it was made of, if only of a part or a form of
    them, `kept` those of which it tells nothing, `entries` how many of its lorebook became lore;
    `needs_original`: the card's own file stays beside it.
    """

    text: str
    fields: tuple[str, ...]
    kept: tuple[str, ...]
    notes: tuple[str, ...]
    entries: int
    needs_original: bool


@dataclass(frozen=True, slots=True)
class _Making:
    """A card on its way: its draft and its lore, and what the draft has no place for."""

    card: Card
    name: str
    draft: Draft
    shelf: Shelved | None
    kept: Data
    trust: bool

    def only_kept(self) -> set[str]:
        """The fields of the card of which the persona tells nothing; others are kept to the letter only."""
        tells = told(self.draft.persona | {"lore": self.draft.more}) if self.draft.persona else {}
        return {key for key in self.kept if not tells.get(key)}

    def within(self, file: Data) -> Data:
        """The persona with all that is to be kept in it."""
        kept = dict(self.kept)
        lore: list[Data] = []
        if self.card.character_book and self.shelf:
            lore, own = book.kept_within(self.card.character_book, self.shelf)
            kept |= {"character_book": own} if own or not lore else {}
        around = {"around": self.card.around} if self.card.around else {}
        return self._whole(lore, file | around | ({"data": kept} if kept else {}))

    def beside(self, file: Data, entries: int) -> Data:
        """The persona with lore of the first entries, where the rest is in the card's own file."""
        shelved = self.shelf.lore[:entries] if self.shelf else ()
        return self._whole([one for parts in shelved for one in parts], file | {"entries": entries})

    def _whole(self, lore: list[Data], keep: Data) -> Data:
        came: Data = {"spec": self.card.spec, "spec_version": self.card.spec_version}
        if self.trust and any(getattr(self.card, field) for field in PROMPTS):
            came["trusted"] = True
        lore = [*self.draft.more, *lore]
        partial = {"partial": True} if self.card.spec == "lorebook" else {}
        whole = {"schema": 1, "id": self.name} | partial | self.draft.persona
        whole |= ({"lore": lore} if lore else {}) | {"x_card": came | keep}
        return {key: whole[key] for key in _ORDER if key in whole}

    def text(self, persona: Data, kept: str) -> str | None:
        """The file, None where it can't hold so much."""
        if len(persona.get("lore", ())) > MOST_LORE:
            return None
        return written(persona, {"": self._title(), "x_card": kept})

    def _title(self) -> str:
        by = plain(" ".join(self.card.creator[:LINE].split()), WORD)
        what = _CALLED.get(self.card.spec, "lorebook")
        return f"Made from a {what}{f' by {by}' if by else ''}. Read it before you talk with it."


def taken(card: Card, name: str, original: str, *, trust: bool = False, keep: bool = False) -> Taken:
    """The persona file of a card, with the id `name`. `original` is what the card's own file would be called
    beside it; `keep` says that it will be there in any case. Raises `CardError`.
    """
    making = _making(card, name, trust=trust)
    file: Data = {"file": original}
    entries = len(card.character_book.entries) if card.character_book else 0
    text = making.text(making.within(file if keep else {}), _KEPT)
    fitted = text is not None
    if text is None:
        text, entries = _beside(making, file, entries)
    said = remarks(
        card, making.draft, making.shelf, trust=trust, entries=entries, original="" if fitted else original
    )
    given = {key for key, value in fields_of(card).items() if value}
    only_kept = given & making.only_kept()
    return Taken(
        text,
        fields=tuple(sorted(given - only_kept)),
        kept=tuple(sorted(only_kept)),
        notes=said,
        entries=sum(map(bool, making.shelf.lore[:entries])) if making.shelf else 0,
        needs_original=keep or not fitted,
    )


def _making(card: Card, name: str, *, trust: bool) -> _Making:
    shelf = book.shelved(card.character_book) if card.character_book else None
    if card.spec == "lorebook":
        return _Making(card, name, Draft({}, []), shelf, {}, trust)
    draft = drafted(card, trust=trust)
    kept = leftover(fields_of(card), told(draft.persona | {"lore": draft.more}))
    return _Making(card, name, draft, shelf, kept, trust)


def _beside(making: _Making, file: Data, entries: int) -> tuple[str, int]:
    """The file with as many entries of the lorebook as it can hold, from the first on, and how many."""
    low, high = 0, min(entries, MOST_LORE)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if has_room(making.beside(file, middle)) else (low, middle - 1)
    while (text := making.text(making.beside(file, low), _BESIDE)) is None and low:
        low = low * 9 // 10  # there is less room than was counted
    if text is None:
        raise CardError(
            "The card says more of its character than a persona can hold. Shorten its description."
        )
    return text, low
