"""Looking whether all is well, and how much there is."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, get_args

from memory import files, schema
from memory.backup import copies, unfinished
from memory.recall.tables import SLOTS
from memory.records import Level, StoreError
from memory.work import waiting

if TYPE_CHECKING:
    from pathlib import Path

    from memory.store import Store

TABLES = ("conversation", "message", "fact", "summary", "proposal", "reminder", "change", "work")

ANEW = "Export what there is, and take it into a new memory."
FORGET = "They do no harm; forget what they were made of, or leave them."

# Each counts rows that there should not be: how many there are goes where the braces are, then what to do.
_FAULTS = {
    "{} messages are their own ancestors.": (
        ANEW,
        """
        WITH RECURSIVE reached(id) AS (
            SELECT id FROM message WHERE parent IS NULL
            UNION SELECT m.id FROM message m JOIN reached ON m.parent = reached.id)
        SELECT count(*) FROM message WHERE id NOT IN reached""",
    ),
    "{} messages have a parent in another conversation.": (
        ANEW,
        """SELECT count(*) FROM message m JOIN message p ON p.id = m.parent
           WHERE p.conversation <> m.conversation""",
    ),
    "{} conversations have a head that is another's message.": (
        ANEW,
        """SELECT count(*) FROM conversation c JOIN message m ON m.id = c.head
           WHERE m.conversation <> c.id""",
    ),
    "{} facts have given way to themselves in the end.": (
        "Correct or forget them.",
        """
        WITH RECURSIVE lasting(id) AS (
            SELECT id FROM fact WHERE superseded_by IS NULL
            UNION SELECT f.id FROM fact f JOIN lasting ON f.superseded_by = lasting.id)
        SELECT count(*) FROM fact WHERE id NOT IN lasting""",
    ),
    "{} facts quote a message that they don't name.": (
        FORGET,
        """SELECT count(*) FROM fact WHERE quote IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM fact_source WHERE fact = fact.id)""",
    ),
    "{} summaries don't name the messages that they cover.": (
        FORGET,
        """SELECT count(*) FROM summary
           WHERE NOT EXISTS (SELECT 1 FROM summary_source WHERE summary = summary.id)
               AND NOT EXISTS (SELECT 1 FROM summary_part WHERE summary = summary.id)""",
    ),
    "{} summaries are parts of themselves.": (
        ANEW,
        """
        WITH RECURSIVE above(part, over) AS (
            SELECT part, summary FROM summary_part
            UNION SELECT a.part, p.summary FROM above a JOIN summary_part p ON p.part = a.over)
        SELECT count(DISTINCT part) FROM above WHERE part = over""",
    ),
    "{} notes of what was recalled are of things that are gone.": (
        FORGET,
        """SELECT count(*) FROM recalled WHERE CASE kind
               WHEN 'message' THEN ref NOT IN (SELECT id FROM message)
               WHEN 'fact' THEN ref NOT IN (SELECT id FROM fact)
               ELSE ref NOT IN (SELECT id FROM summary) END""",
    ),
    "{} texts are to be embedded that are gone.": (
        ANEW,
        """SELECT count(*) FROM unembedded WHERE CASE kind
               WHEN 'message' THEN ref NOT IN (SELECT id FROM message)
               WHEN 'fact' THEN ref NOT IN (SELECT id FROM fact)
               ELSE ref NOT IN (SELECT id FROM summary) END""",
    ),
    "{} rows of vectors are not as long as they have to be.": (
        ANEW,
        """WITH made(size) AS (SELECT max(dimensions) FROM vector_model)
           SELECT (SELECT count(*) FROM message_vector, made
                   WHERE length(code) = 0 OR length(code) % size IS NOT 0)
                + (SELECT count(*) FROM fact_vector, made
                   WHERE length(code) = 0 OR length(code) % size IS NOT 0)
                + (SELECT count(*) FROM summary_vector, made
                   WHERE length(code) = 0 OR length(code) % size IS NOT 0)
                + (SELECT count(*) FROM vector_sign, made
                   WHERE length(signs) IS NOT (size + 7) / 8 * :slots)""",
    ),
    "{} vectors are of texts that are gone.": (
        ANEW,
        """SELECT (SELECT count(*) FROM message_vector WHERE id NOT IN (SELECT id FROM message))
                + (SELECT count(*) FROM fact_vector WHERE id NOT IN (SELECT id FROM fact))
                + (SELECT count(*) FROM summary_vector WHERE id NOT IN (SELECT id FROM summary))""",
    ),
    "{} instants are not written as they have to be.": (
        ANEW,
        """SELECT (SELECT count(*) FROM message WHERE at NOT GLOB :instant)
               + (SELECT count(*) FROM conversation WHERE started_at NOT GLOB :instant
                   OR last_at NOT GLOB :instant)
               + (SELECT count(*) FROM fact WHERE learned_at NOT GLOB :instant)""",
    ),
}
_INSTANT = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].*+00:00"
_INDEXES = {
    "message": "INSERT INTO message_fts(message_fts, rank) VALUES ('integrity-check', 1)",
    "fact": "INSERT INTO fact_fts(fact_fts, rank) VALUES ('integrity-check', 1)",
    "summary": "INSERT INTO summary_fts(summary_fts, rank) VALUES ('integrity-check', 1)",
}


def check(store: Store) -> list[str]:
    """What is wrong, a sentence each with what to do about it; nothing when all is well."""
    return [*sound(store), *_backups(store)]


def sound(store: Store) -> list[str]:
    """The same of the file alone, its search indexes and its records; not of its backups."""
    try:
        damage = [row[0] for row in store.rows("PRAGMA integrity_check") if row[0] != "ok"]
        if damage:
            return [f"The file is damaged: {line}. Restore a backup." for line in damage]
        return [*_dangling(store), *_unindexed(store), *_faults(store)]
    except StoreError as error:
        return [str(error)]


def _dangling(store: Store) -> list[str]:
    rows = store.rows("PRAGMA foreign_key_check")
    return [f"Row {row[1]} of {row[0]} points to a row of {row[2]} that is gone. {ANEW}" for row in rows]


def _unindexed(store: Store) -> list[str]:
    found = []
    for name, sql in _INDEXES.items():
        try:
            with store.transaction():
                store.execute(sql)
        except StoreError:
            found.append(f"The search index of the table {name} does not fit its texts. {ANEW}")
    return found


def _faults(store: Store) -> list[str]:
    found = []
    for sentence, (advice, sql) in _FAULTS.items():
        if count := store.value(sql, {"instant": _INSTANT, "slots": SLOTS}):
            found.append(f"{sentence.format(count)} {advice}")
    return found


def _backups(store: Store) -> list[str]:
    """Copies that were never finished, and backups that can't be opened or are damaged."""
    if store.volatile:
        return []
    left = [f"{part} is a copy that was never finished. Delete it." for part in unfinished(store.path)]
    return left + [problem for path in copies(store) if (problem := _backup(path, store.key))]


def _backup(path: Path, key: bytes | None) -> str:
    from memory.store import Store as Opened

    try:
        with closing(Opened(path, key)) as opened:
            damage = opened.value("PRAGMA quick_check(1)")
    except StoreError as error:
        return f"The backup {path} can't be opened: {error} Delete it, and make a new one."
    return "" if damage == "ok" else f"The backup {path} is damaged: {damage}. Delete it, and make a new one."


def status(store: Store) -> dict[str, Any]:
    """Rows of each table, facts and summaries by what they are, the work that waits by its kind, backups,
    bytes on the disk, the time spanned, the version of the tables, and the driver.
    """
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
        "facts": _facts(store),
        "summaries": _by_level(store),
        "waiting": waiting(store),
        "backups": _kept(store),
    }


def _facts(store: Store) -> dict[str, int]:
    row = store.rows(
        """SELECT ifnull(sum(superseded_by IS NULL), 0), ifnull(sum(superseded_by IS NOT NULL), 0),
               ifnull(sum(pinned AND superseded_by IS NULL), 0) FROM fact"""
    )[0]
    return dict(zip(("current", "outdated", "pinned"), row, strict=True))


def _by_level(store: Store) -> dict[str, int]:
    """How many summaries stand, the shortest spans first."""
    rows = store.rows("SELECT level, count(*) FROM summary WHERE replaced_at IS NULL GROUP BY level")
    there = {row[0]: int(row[1]) for row in rows}
    return {level: there[level] for level in get_args(Level) if level in there}


def _kept(store: Store) -> list[dict[str, Any]]:
    """The backups beside the store, oldest first."""
    found = [] if store.volatile else copies(store)
    return [{"path": str(path), "bytes": path.stat().st_size} for path in found]
