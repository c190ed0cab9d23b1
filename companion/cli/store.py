"""Opening the store for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion import config, wake

if TYPE_CHECKING:
    from memory import Memory


def opened(*, embed: bool = False) -> Memory:
    """The store; with the embedder only where a command recalls by meaning. Raises `StoreError`."""
    return wake.open_memory(config.load(), embed=embed)
