"""A character card, whole and checked: the fields of the V1, V2 and V3 specifications, by their names there.

V2: malfoyslastname/character-card-spec-v2, spec_v2.md. V3: kwaroran/character-card-spec-v3, SPEC_V3.md.
A field that is None is not in the card; `unknown` has what the specifications do not name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Spec = Literal["v1", "v2", "v3", "lorebook"]
Data = dict[str, Any]


class CardError(Exception):
    """There is no card that can be read or written. `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a lorebook. `content` still has its decorators at its head."""

    keys: tuple[str, ...] = ()
    content: str = ""
    extensions: Data = field(default_factory=dict)
    enabled: bool = True
    insertion_order: float = 100
    case_sensitive: bool | None = None
    use_regex: bool = False
    constant: bool | None = None
    name: str | None = None
    priority: float | None = None
    id: float | str | None = None
    comment: str | None = None
    selective: bool | None = None
    secondary_keys: tuple[str, ...] | None = None
    position: str | float | None = None
    unknown: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """A lorebook: texts that are brought in when their keys are said."""

    name: str | None = None
    description: str | None = None
    scan_depth: float | None = None
    token_budget: float | None = None
    recursive_scanning: bool | None = None
    extensions: Data = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    unknown: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """A character. `around` is what stood beside the card's data in its file; `spec` is how it came."""

    name: str = ""
    description: str = ""
    personality: str = ""
    scenario: str = ""
    first_mes: str = ""
    mes_example: str = ""
    creator_notes: str = ""
    system_prompt: str = ""
    post_history_instructions: str = ""
    alternate_greetings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    creator: str = ""
    character_version: str = ""
    extensions: Data = field(default_factory=dict)
    character_book: Book | None = None
    nickname: str | None = None
    creator_notes_multilingual: Data | None = None
    source: tuple[str, ...] | None = None
    group_only_greetings: tuple[str, ...] = ()
    assets: tuple[Data, ...] | None = None
    creation_date: float | None = None
    modification_date: float | None = None
    unknown: Data = field(default_factory=dict)
    around: Data = field(default_factory=dict)
    spec: Spec = "v3"
    spec_version: str = "3.0"


V1_TEXTS = ("description", "personality", "scenario", "first_mes", "mes_example")
"""What a card of the first version has beside its name."""
V3_ONLY = (
    "nickname",
    "creator_notes_multilingual",
    "source",
    "group_only_greetings",
    "assets",
    "creation_date",
    "modification_date",
)
