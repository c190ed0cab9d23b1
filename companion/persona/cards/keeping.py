"""What a persona has no place for is kept beside it, and laid over what it says when a card is made again.

A record is a block of JSON. What is kept of one is what can't be had from the persona alone; None there
means that the field was not in the card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from companion.persona.document import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from companion.persona.cards.card import Data

    Part = tuple[tuple[str, ...], bool]
    """Fields that belong together, and whether the persona still has them as they came."""


OWN = "samantha-companion"
"""The key in a card's `extensions` under which this program writes what others have no field for."""


def leftover(record: Mapping[str, Any], told: Mapping[str, Any]) -> Data:
    """What of a record is to be kept, where the persona gives `told`."""
    kept = {key: value for key, value in record.items() if key not in told or not same(told[key], value)}
    return kept | {key: None for key in told if key not in record}


def laid_over(told: Mapping[str, Any], kept: Mapping[str, Any]) -> Data:
    """The record again."""
    return {key: value for key, value in (dict(told) | dict(kept)).items() if value is not None}


def reconciled(told: Mapping[str, Any], kept: Mapping[str, Any], parts: Iterable[Part]) -> Data:
    """The record of a persona that its author may have changed: then that counts, not what was kept."""
    changed = {name for names, unchanged in parts if not unchanged for name in names}
    return laid_over(told, {key: value for key, value in kept.items() if key not in changed})
