"""A card as the keys of a persona, and those keys as the fields of a card: pure, and one the other's inverse
as far as a persona has the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.persona.cards import identity, own, speech
from companion.persona.cards.keeping import OWN
from companion.persona.cards.records import record
from companion.persona.fits import LINE, PARAGRAPH, WORD, cut, fits, is_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from companion.persona.cards.card import Card, Data

PROMPTS = ("system_prompt", "post_history_instructions")
NO_GREETING = "Hello, {{user}}."
NAMELESS = "Nameless"
_MOST_TAGS, _MOST_SOURCES = 20, 50


@dataclass(frozen=True, slots=True)
class Draft:
    """The keys of a persona without its lore; `more` is the lore that its identity goes on in."""

    persona: Data
    more: list[Data]


def drafted(card: Card, *, trust: bool = False) -> Draft:
    """The persona that a card describes. Its prompts are part of it only where they are trusted."""
    given = own.taken(card.extensions.get(OWN))
    examples = given.pop("examples", None) or speech.exchanges(
        card.mes_example, (card.name, card.nickname or "")
    )
    told = {field: getattr(card, field) for field in ("description", *identity.SECTIONS)}
    told["mes_example"] = "" if examples else card.mes_example
    if card.personality == own.manner(given):  # said by traits and voice, and in words only for others
        told["personality"] = ""
    told |= {} if trust else dict.fromkeys(PROMPTS, "")
    who, more = identity.placed(told)
    first = card.first_mes if card.first_mes.strip() else NO_GREETING
    greetings = {"first": cut(first, PARAGRAPH)[0]} | given.pop("greetings", {})
    persona = _head(card) | given | {"identity": who, "greetings": greetings}
    return Draft(persona | ({"examples": examples} if examples else {}), more)


def told(persona: Mapping[str, Any]) -> Data:
    """The fields that a persona gives a card by itself, `own` apart from other extensions; no lorebook."""
    more = [one for one in persona.get("lore") or () if identity.is_more(one)]
    parts = identity.told(persona.get("identity", {}), more)
    examples = speech.written(persona.get("examples") or ())
    fields: Data = dict.fromkeys(("creator_notes", "creator"), "")
    fields |= {"alternate_greetings": [], "group_only_greetings": [], "extensions": {}}
    fields |= {name: parts.get(name, "") for name in ("description", *identity.SECTIONS)}
    fields |= {
        "name": persona.get("name", ""),
        "personality": parts.get("personality") or own.manner(persona),
        "mes_example": parts.get("mes_example") or examples,
        "first_mes": persona.get("greetings", {}).get("first", ""),
        "tags": list(persona.get("tags") or ()),
        "character_version": persona.get("version", ""),
    }
    optional = {"source": persona.get("sources"), "own": own.blocks(persona)}
    return fields | {key: value for key, value in optional.items() if value}


def fields_of(card: Card) -> Data:
    """The record of a card as `told` has it."""
    fields = record(card)
    fields.pop("character_book", None)
    others = {key: value for key, value in card.extensions.items() if key != OWN}
    return fields | {"extensions": others} | ({"own": card.extensions[OWN]} if OWN in card.extensions else {})


def data_of(fields: Mapping[str, Any]) -> Data:
    """The `data` of a card from such fields."""
    data = {key: value for key, value in fields.items() if key != "own"}
    if "own" in fields:
        data["extensions"] = data.get("extensions", {}) | {OWN: fields["own"]}
    return data


def _head(card: Card) -> Data:
    head: Data = {"name": " ".join((card.nickname or card.name)[:LINE].split())[:WORD].strip() or NAMELESS}
    if card.character_version and fits("version", card.character_version):
        head["version"] = card.character_version
    tags = [tag for tag in card.tags if is_word(tag)][:_MOST_TAGS]
    sources = [source for source in card.source or () if is_word(source, LINE)][:_MOST_SOURCES]
    return head | ({"tags": tags} if tags else {}) | ({"sources": sources} if sources else {})
