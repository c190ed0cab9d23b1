"""The first texts of what a request to forget would take, to be read before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.doomed import listed
from memory.forget import preview

if TYPE_CHECKING:
    from memory.doomed import Request
    from memory.store import Store

_TEXTS = {
    "messages": "SELECT id, text FROM message",
    "facts": "SELECT id, text FROM fact",
    "summaries": "SELECT id, text FROM summary",
    "proposals": "SELECT id, text FROM proposal",
    "reminders": "SELECT id, text FROM reminder",
    "changes": "SELECT id, after AS text FROM change",
    "titles": "SELECT id, title AS text FROM conversation",
}


@dataclass(frozen=True, slots=True)
class Foretold:
    """A text that would go: of which kind it is, as `Doomed` calls them, and which row."""

    kind: str
    id: int
    text: str


def texts(store: Store, request: Request, most: int) -> list[Foretold]:
    """So many at most, what was said before what was made of it. Raises `StoreError` as `preview` does."""
    doomed = preview(store, request)
    found: list[Foretold] = []
    for kind, sql in _TEXTS.items():
        rows = store.rows(
            f"{sql} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?",  # noqa: S608
            (listed(getattr(doomed, kind)), most - len(found)),
        )
        found += [Foretold(kind, row["id"], row["text"] or "") for row in rows]
    return found
