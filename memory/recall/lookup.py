"""Search as in a search box: every word must occur, the last one may be unfinished. No ranking by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory.instants import instant
from memory.recall.words import words
from memory.records import Recollection

if TYPE_CHECKING:
    from typing import Any

    from memory.store import Store

MOST_WORDS = 64

_FOUND = """
SELECT message.*, -found.rank AS score
FROM (
    SELECT rowid, rank FROM message_fts WHERE message_fts MATCH ? ORDER BY rank, rowid DESC LIMIT ?
) AS found
JOIN message ON message.id = found.rowid
ORDER BY found.rank, message.id DESC
"""


def search(store: Store, text: str, *, limit: int = 50) -> list[Recollection]:
    """Messages that hold every word of the text (or a form of it), best first, the newest first among equals.

    Whatever is typed is words: quotes, operators and brackets mean nothing. Nothing typed finds nothing.
    """
    typed = words(text)[:MOST_WORDS]
    if not typed or limit <= 0:
        return []
    *whole, last = typed
    query = " AND ".join([*(f'"{word}"' for word in whole), f'("{last}" OR "{last}"*)'])
    return [_recollection(row) for row in store.rows(_FOUND, (query, limit))]


def _recollection(row: Any) -> Recollection:
    return Recollection(
        kind="message",
        id=row["id"],
        text=row["text"],
        at=instant(row["at"]),
        score=row["score"],
        author=row["author"],
        external_id=row["external_id"],
        sources=(row["id"],),
        conversation=row["conversation"],
    )
