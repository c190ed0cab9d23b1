"""The last traces of a word that was forgotten: what a search index keeps of it to find its pages.

FTS5's secure-delete erases a term from the pages of the index, but not from the `_idx` table that says which
page begins with which term (seen with SQLite 3.53.4: 3 of 40 stores of some thousand messages). Such a term
no longer begins any term of the index; then the index is built anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memory.store import Store

# For each index: what lists its terms, where pages begin, and what builds it anew.
_INDEXES = (
    (
        "CREATE VIRTUAL TABLE temp.terms_left USING fts5vocab('main', 'message_fts', 'row')",
        "SELECT DISTINCT term FROM message_fts_idx",
        "INSERT INTO message_fts(message_fts) VALUES ('rebuild')",
    ),
    (
        "CREATE VIRTUAL TABLE temp.terms_left USING fts5vocab('main', 'fact_fts', 'row')",
        "SELECT DISTINCT term FROM fact_fts_idx",
        "INSERT INTO fact_fts(fact_fts) VALUES ('rebuild')",
    ),
    (
        "CREATE VIRTUAL TABLE temp.terms_left USING fts5vocab('main', 'summary_fts', 'row')",
        "SELECT DISTINCT term FROM summary_fts_idx",
        "INSERT INTO summary_fts(summary_fts) VALUES ('rebuild')",
    ),
)


def erase(store: Store) -> None:
    """Build those indexes anew that keep traces; inside the transaction that deletes."""
    for terms, beginnings, rebuild in _INDEXES:
        store.execute(terms)
        try:
            kept = any(_is_trace(store, bytes(row[0])) for row in store.rows(beginnings))
        finally:
            store.execute("DROP TABLE temp.terms_left")
        if kept:
            store.execute(rebuild)


def _is_trace(store: Store, beginning: bytes) -> bool:
    """Does no term of the index begin like this? (A mark comes before it; its last letter may be cut.)"""
    start = beginning[1:].decode("utf-8", "ignore")
    following = store.value("SELECT term FROM temp.terms_left WHERE term >= ? LIMIT 1", (start,))
    return following is None or not str(following).startswith(start)
