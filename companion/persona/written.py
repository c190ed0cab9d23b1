"""A persona as its file would have it, whole: so that a change can be held against the rules of the file."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from companion.persona.persona import Persona

_GREETINGS = {"again": "return"}
_LORE = {"without": "not"}


def written(persona: Persona) -> dict[str, Any]:
    """Keys and values by the names that they have in a file; what others' programs left there is out."""
    value: dict[str, Any] = _listed(asdict(persona))
    del value["extras"]
    value["greetings"] = _renamed(value["greetings"], _GREETINGS)
    value["lore"] = [_renamed(entry, _LORE) for entry in value["lore"]]
    return {"schema": 1, **value}


def _renamed(block: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in block.items()}


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(one) for one in value] if isinstance(value, tuple | list) else value
