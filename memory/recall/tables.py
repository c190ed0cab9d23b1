"""The tables that recall has of its own: vectors, and what is still to be embedded.

A row of `vector_chunk` holds the vectors of `SLOTS` consecutive ids of a kind, one after the other, int8; a
slot of zeros is empty. `stamp` changes whenever the row does, so that a reader knows what to read again.
Triggers put new and changed text into `unembedded`, and wipe the slot of what is deleted: the bytes of a
forgotten message's vector are gone with it.
"""

from __future__ import annotations

from typing import Any

from memory.script import execute_script

SLOTS = 128

# Each kind that has vectors, and the condition on a row (`new`) whose text will not grow any more.
KINDS = {"message": "new.status <> 'streaming'", "fact": "true", "summary": "true"}

_VECTORS = """
CREATE TABLE vector_chunk (
    kind  TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    stamp INTEGER NOT NULL,
    codes BLOB NOT NULL,
    UNIQUE (kind, chunk)
);
CREATE INDEX vector_chunk_stamp ON vector_chunk(kind, chunk, stamp);
CREATE TABLE unembedded (
    kind TEXT NOT NULL,
    ref  INTEGER NOT NULL,
    PRIMARY KEY (kind, ref)
) WITHOUT ROWID;
CREATE TABLE vector_model (
    name       TEXT NOT NULL,
    dimensions INTEGER NOT NULL
);
"""


def _triggers(kind: str, settled: str) -> str:
    """SQL for the triggers of one kind."""
    columns = "text, status" if kind == "message" else "text"
    queue = f"INSERT OR IGNORE INTO unembedded(kind, ref) SELECT '{kind}', new.id WHERE {settled};"
    slot, size = f"(old.id % {SLOTS})", f"(length(codes) / {SLOTS})"
    wiped = (
        f"substr(codes, 1, {slot} * {size}) || zeroblob({size}) || substr(codes, ({slot} + 1) * {size} + 1)"
    )
    return f"""
CREATE TRIGGER {kind}_unembedded_insert AFTER INSERT ON {kind} BEGIN
    {queue}
END;
CREATE TRIGGER {kind}_unembedded_update AFTER UPDATE OF {columns} ON {kind} BEGIN
    {queue}
END;
CREATE TRIGGER {kind}_vector_delete AFTER DELETE ON {kind} BEGIN
    DELETE FROM unembedded WHERE kind = '{kind}' AND ref = old.id;
    UPDATE vector_chunk SET stamp = random(), codes = CAST({wiped} AS BLOB)
        WHERE kind = '{kind}' AND chunk = old.id / {SLOTS};
END;
INSERT INTO unembedded(kind, ref) SELECT '{kind}', new.id FROM {kind} AS new WHERE {settled};
"""  # noqa: S608


def _first(connection: Any) -> None:
    triggers = "".join(_triggers(kind, settled) for kind, settled in KINDS.items())
    execute_script(connection, _VECTORS + triggers)


MIGRATIONS = [_first]
