"""Looking whether all is well, and how much there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory import files, schema
from memory.records import StoreError

if TYPE_CHECKING:
    from memory.store import Store

TABLES = ("conversation", "message", "fact", "summary", "proposal", "reminder", "work")

# Each counts rows that there should not be; how many there are goes where the braces are.
_FAULTS = {
    "{} messages are their own ancestors.": """
        WITH RECURSIVE reached(id) AS (
            SELECT id FROM message WHERE parent IS NULL
            UNION SELECT m.id FROM message m JOIN reached ON m.parent = reached.id)
        SELECT count(*) FROM message WHERE id NOT IN reached""",
    "{} messages have a parent in another conversation.": """
        SELECT count(*) FROM message m JOIN message p ON p.id = m.parent
        WHERE p.conversation <> m.conversation""",
    "{} conversations have a head that is another's message.": """
        SELECT count(*) FROM conversation c JOIN message m ON m.id = c.head WHERE m.conversation <> c.id""",
    "{} facts quote a message that they don't name.": """
        SELECT count(*) FROM fact WHERE quote IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM fact_source WHERE fact = fact.id)""",
    "{} summaries don't name the messages that they cover.": """
        SELECT count(*) FROM summary
        WHERE NOT EXISTS (SELECT 1 FROM summary_source WHERE summary = summary.id)
            AND NOT EXISTS (SELECT 1 FROM summary_part WHERE summary = summary.id)""",
    "{} notes of what was recalled are of things that are gone.": """
        SELECT count(*) FROM recalled WHERE CASE kind
            WHEN 'message' THEN ref NOT IN (SELECT id FROM message)
            WHEN 'fact' THEN ref NOT IN (SELECT id FROM fact)
            ELSE ref NOT IN (SELECT id FROM summary) END""",
}
_INDEXES = {
    "message": "INSERT INTO message_fts(message_fts, rank) VALUES ('integrity-check', 1)",
    "fact": "INSERT INTO fact_fts(fact_fts, rank) VALUES ('integrity-check', 1)",
    "summary": "INSERT INTO summary_fts(summary_fts, rank) VALUES ('integrity-check', 1)",
}


def check(store: Store) -> list[str]:
    """What is wrong with the file, its search indexes and its records, a sentence each; nothing when well."""
    try:
        damage = [row[0] for row in store.rows("PRAGMA integrity_check") if row[0] != "ok"]
        if damage:
            return [f"The file is damaged: {line}" for line in damage]
        return [*_dangling(store), *_unindexed(store), *_faults(store)]
    except StoreError as error:
        return [str(error)]


def _dangling(store: Store) -> list[str]:
    rows = store.rows("PRAGMA foreign_key_check")
    return [f"Row {row[1]} of {row[0]} points to a row of {row[2]} that is gone." for row in rows]


def _unindexed(store: Store) -> list[str]:
    found = []
    for name, sql in _INDEXES.items():
        try:
            with store.transaction():
                store.execute(sql)
        except StoreError:
            found.append(f"The search index of the table {name} does not fit its texts.")
    return found


def _faults(store: Store) -> list[str]:
    counts = ((sentence, store.value(sql)) for sentence, sql in _FAULTS.items())
    return [sentence.format(count) for sentence, count in counts if count]


def status(store: Store) -> dict[str, Any]:
    """Rows of each table, bytes on the disk, the time spanned, the version of the tables, and the driver."""
    counts = {name: store.db.table(name).count for name in TABLES}
    span = store.rows("SELECT min(at), max(at) FROM message")[0]
    return {
        "path": str(store.path),
        "bytes": files.size(store.path),
        "schema": schema.version(store),
        "driver": store.driver.name,
        "encrypted": store.encrypted,
        "first": span[0],
        "last": span[1],
        "rows": counts,
    }
