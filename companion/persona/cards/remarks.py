"""What whoever takes a card in should know: what was cut, what has no effect here, and what is only kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.cards import speech
from companion.persona.cards.drafting import PROMPTS
from companion.persona.findings import plain
from companion.persona.fits import PARAGRAPH, WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from companion.persona.cards.book import Shelved
    from companion.persona.cards.card import Card
    from companion.persona.cards.drafting import Draft

_NAMED = 3  # entries that are named


def remarks(
    card: Card, draft: Draft, shelf: Shelved | None, *, trust: bool, entries: int, original: str
) -> tuple[str, ...]:
    """In sentences. `entries` is how many of the lorebook there was room for; `original` the file in which
    the card is kept because there was no room for all, empty where there was.
    """
    said = [*_prompts(card, trust=trust), *_texts(card, draft), *_assets(card)]
    said += _lore(shelf) if shelf else ()
    if original:
        said.append(f"Not all of the card has room in one persona file. It is kept whole in {original}.")
    book = card.character_book
    if original and book and entries < len(book.entries):
        said.append(f"Of the lorebook's {len(book.entries):,} entries the first {entries:,} were taken.")
    return tuple(said)


def _prompts(card: Card, *, trust: bool) -> Iterator[str]:
    for field in PROMPTS:
        if getattr(card, field).strip() and not trust:
            yield f"`{field}` was not taken: it gives orders to the model. --trust-prompt takes it."


def _texts(card: Card, draft: Draft) -> Iterator[str]:
    persona = draft.persona
    if not persona:
        return
    if len(card.first_mes) > PARAGRAPH:
        yield f"The first message was cut to {PARAGRAPH:,} characters. The whole of it is kept."
    if not card.first_mes.strip():
        yield "The card has no first message, so `greetings.first` is a plain one."
    if persona["name"] not in (card.nickname, card.name):
        yield f"The name became “{plain(persona['name'], WORD)}”: a persona's name is a few words on a line."
    if draft.more:
        yield (
            f"There was too much for `identity`; it goes on in {len(draft.more)} entries of lore that are "
            "always told. Shorten it: small models get lost in so much."
        )
    if card.mes_example.strip() and speech.written(persona.get("examples", ())) != card.mes_example:
        yield _examples(len(persona.get("examples", ())))


def _examples(number: int) -> str:
    if not number:
        return "`mes_example` has no exchanges in it, so it became part of `identity`."
    made = "1 exchange" if number == 1 else f"{number} exchanges"
    return f"Of `mes_example`, {made} could be taken as `examples`. The whole of it is kept."


def _assets(card: Card) -> Iterator[str]:
    if any(str(asset.get("uri", "")).startswith(("http:", "https:")) for asset in card.assets or ()):
        yield "Some of its assets are on the web. Nothing is fetched; their addresses are kept."


def _lore(shelf: Shelved) -> Iterator[str]:
    for why, names in _by_reason((name, (why,)) for name, why in shelf.why.items()).items():
        yield f"Not taken from the lorebook, but kept: {_named(names)}; {why}."
    for what, names in _by_reason(shelf.idle.items()).items():
        yield f"In the lore, {what} has no effect here ({_named(names)})."


def _by_reason(given: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, reasons in given:
        for reason in reasons:
            found.setdefault(reason, []).append(name)
    return found


def _named(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
