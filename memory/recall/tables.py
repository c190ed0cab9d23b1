"""The tables that recall has of its own: vectors, and what is still to be embedded.

`<kind>_vector` holds the vectors of a text, int8, a row, under its id: the whole's, and after it those of its
sentences, where there are several and they were embedded. They are looked up by id, a few hundred for a
question. `vector_sign` holds the signs of the numbers of wholes, one bit a dimension, `SLOTS` consecutive ids
of a kind a row, one after the other: all of them are read into memory and compared. A slot of zeros is empty.
`stamp` changes whenever the row does, so that a reader knows what to read again. Triggers put new and changed
text into `unembedded`, and wipe what there is of a text that is deleted: the bytes of a forgotten message's
vector are gone with it.
"""

from __future__ import annotations

from typing import Any

from memory.script import execute_script

SLOTS = 1024

# Each kind that has vectors, and the condition on a row (`new`) whose text will not grow any more, and which
# recall brings back: roll-ups, which are of no conversation, are read otherwise.
KINDS = {
    "message": "new.status <> 'streaming'",
    "fact": "true",
    "summary": "new.conversation IS NOT NULL",
}

# The first form of these tables: vectors in chunks of 128, all of which were read into memory.
_FIRST_SLOTS = 128
_FIRST_VECTORS = """
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

_SIGNS = """
CREATE TABLE vector_sign (
    kind  TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    stamp INTEGER NOT NULL,
    signs BLOB NOT NULL,
    UNIQUE (kind, chunk)
);
"""


def queue(kind: str) -> str:
    """SQL that puts all text of the kind into `unembedded`."""
    return f"""
INSERT OR IGNORE INTO unembedded(kind, ref) SELECT '{kind}', new.id FROM {kind} AS new WHERE {KINDS[kind]};
"""  # noqa: S608


def _queueing(kind: str) -> str:
    """SQL for the triggers that queue what is said or changed."""
    columns = "text, status" if kind == "message" else "text"
    one = f"INSERT OR IGNORE INTO unembedded(kind, ref) SELECT '{kind}', new.id WHERE {KINDS[kind]};"
    return f"""
CREATE TRIGGER {kind}_unembedded_insert AFTER INSERT ON {kind} BEGIN
    {one}
END;
CREATE TRIGGER {kind}_unembedded_update AFTER UPDATE OF {columns} ON {kind} BEGIN
    {one}
END;
"""


def _wiping(kind: str, table: str, column: str, slots: int, also: str = "") -> str:
    """SQL for the trigger that wipes the slot of what is deleted, and does something else besides."""
    return f"""
CREATE TRIGGER {kind}_vector_delete AFTER DELETE ON {kind} BEGIN
    DELETE FROM unembedded WHERE kind = '{kind}' AND ref = old.id;
    {also}
    {_wipe(kind, table, column, slots, "old.id")};
END;
"""  # noqa: S608


def _wipe(kind: str, table: str, column: str, slots: int, number: str) -> str:
    """SQL that makes the slot of that id one of zeros."""
    slot, size = f"({number} % {slots})", f"(length({column}) / {slots})"
    wiped = (
        f"substr({column}, 1, {slot} * {size}) || zeroblob({size})"
        f" || substr({column}, ({slot} + 1) * {size} + 1)"
    )
    return f"""UPDATE {table} SET stamp = random(), {column} = CAST({wiped} AS BLOB)
        WHERE kind = '{kind}' AND chunk = {number} / {slots}"""  # noqa: S608


def _first(connection: Any) -> None:
    wiping = (_wiping(kind, "vector_chunk", "codes", _FIRST_SLOTS) for kind in KINDS)
    both = (_queueing(kind) + wiped + queue(kind) for kind, wiped in zip(KINDS, wiping, strict=True))
    execute_script(connection, _FIRST_VECTORS + "".join(both))


def _of_kind(kind: str) -> str:
    """SQL for the vectors of one kind, and the trigger that wipes them, instead of the first."""
    gone = f"DELETE FROM {kind}_vector WHERE id = old.id;"  # noqa: S608
    return f"""
CREATE TABLE {kind}_vector (
    id   INTEGER PRIMARY KEY,
    code BLOB NOT NULL
);
DROP TRIGGER {kind}_vector_delete;
{_wiping(kind, "vector_sign", "signs", SLOTS, gone)}
"""


def keep_signs_apart(connection: Any) -> None:
    """Vectors by id and their signs apart, so that not all vectors have to be in memory; made anew."""
    anew = "".join(_of_kind(kind) + queue(kind) for kind in KINDS)
    execute_script(connection, _SIGNS + anew + "DROP TABLE vector_chunk;\n")


def leave_out_roll_ups(connection: Any) -> None:
    """What recall does not bring back has no vectors: those there are go, and no more are asked for."""
    no_talk = "(SELECT id FROM summary WHERE conversation IS NULL)"
    for (number,) in connection.execute(f"SELECT id FROM summary_vector WHERE id IN {no_talk}").fetchall():  # noqa: S608
        connection.execute(_wipe("summary", "vector_sign", "signs", SLOTS, str(number)))
    execute_script(
        connection,
        f"""
DROP TRIGGER summary_unembedded_insert;
DROP TRIGGER summary_unembedded_update;
{_queueing("summary")}
DELETE FROM summary_vector WHERE id IN {no_talk};
DELETE FROM unembedded WHERE kind = 'summary' AND ref IN {no_talk};
""",  # noqa: S608
    )


MIGRATIONS = [_first]
