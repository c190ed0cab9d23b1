"""What a card says of a character, in the places that a persona has for it, and back.

The description comes first; the rest follows in sections of its own, each with a label that says what it is.
What does not fit into `identity` goes on in lore that is always told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from companion.persona.fits import CORE, PARAGRAPH, cut, joined, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from companion.persona.cards.card import Data

SECTIONS = {
    "personality": "{{char}}'s personality: ",
    "scenario": "The scene: ",
    "mes_example": "How {{char}} sounds: ",
    "system_prompt": "Instructions for {{char}}: ",
    "post_history_instructions": "Instructions for every answer: ",
}
NOTHING = "{{char}} is a character whose card says nothing more."
PART = {"part": "identity"}
_MORE = "more-about-"
_LABELS = {label: field for field, label in SECTIONS.items()}
_LABEL = re.compile(rf"(?:\A|(?<=\s))({'|'.join(map(re.escape, SECTIONS.values()))})")


def placed(told: Mapping[str, str]) -> tuple[dict[str, str], list[Data]]:
    """The `identity` of a persona and the lore that goes on from it, out of `description` and sections."""
    description = told["description"] if told["description"].strip() else ""
    sections = [label + told[field] for field, label in SECTIONS.items() if told.get(field, "").strip()]
    if description or not sections:
        core, rest = cut(description or NOTHING, CORE)
        rest = joined([text for text in (rest, *sections) if text])
    else:
        core, rest = cut(joined(sections), CORE)
    backstory, rest = cut(rest, CORE)
    identity = {"core": core} | ({"backstory": backstory} if backstory.strip() else {})
    return identity, [_more(number, piece) for number, piece in enumerate(pieces(rest, PARAGRAPH), 1)]


def told(identity: Mapping[str, Any], lore: list[Data]) -> dict[str, str]:
    """`description` and the sections that there are, out of a persona."""
    texts = [identity.get("core", ""), identity.get("backstory") or "", *(one["text"] for one in lore)]
    whole = joined([text for text in texts if text])
    first, *others = _LABEL.split(whole)
    found = {"description": "" if first.strip() == NOTHING else first.strip() if others else first}
    for label, text in zip(others[::2], others[1::2], strict=True):
        found[_LABELS[label]] = text
    last = list(found)[-1]
    return {field: text if field == last else text.rstrip() for field, text in found.items()}


def is_more(lore: Mapping[str, Any]) -> bool:
    """Whether an entry of a persona's lore goes on from its identity."""
    return lore.get("x_card") == PART


def _more(number: int, text: str) -> Data:
    from companion.persona.cards.lore import tokens

    return (
        {"id": f"{_MORE}{number}", "text": text, "always": True, "priority": 100}
        | tokens(text)
        | {"x_card": PART}
    )
