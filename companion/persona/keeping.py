"""What a persona keeps and what never, by its id: also of one that nobody talks with at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.persona import Keeping

if TYPE_CHECKING:
    from collections.abc import Callable

    KeepingOf = Callable[[str], Keeping]

_NONE = Keeping()


def no_rules(_persona: str) -> Keeping:
    """As of personas who leave it all to the settings."""
    return _NONE


def keeping_of(persona: str, chosen: str = "") -> Keeping:
    """The rules of the persona with that id; `chosen` is a name or a file that may be the one.

    One that is gone, or that another program told of, has none. Raises `PersonaError` where its file is there
    but has an error: what it wants is not known then.
    """
    from companion.persona import places  # slow to import: files are read with it
    from companion.persona.findings import PersonaError
    from companion.persona.load import found, load

    if not places.is_name(chosen) and chosen and (one := load(chosen)).id == persona:
        return one.memory
    if not places.is_name(persona):
        return _NONE
    try:
        path = found(persona)
    except PersonaError:
        return _NONE
    one = load(path)
    return one.memory if one.id == persona else _NONE
