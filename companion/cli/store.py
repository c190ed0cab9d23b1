"""Opening the store for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion import config, locations, wake

if TYPE_CHECKING:
    from memory import Memory
    from memory.records import Change


def opened(*, embed: bool = False) -> Memory:
    """The store; with the embedder only where a command recalls by meaning. Raises `StoreError`."""
    return wake.open_memory(config.load(), embed=embed)


def standing(persona: str) -> list[Change]:
    """What experience has changed in a persona, in order; no store is made to look. Raises `StoreError`."""
    if not locations.store_file().exists():
        return []
    with opened() as store:
        return list(store.approved_changes(persona))
