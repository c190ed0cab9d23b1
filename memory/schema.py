"""The tables, and the way from any earlier version of them to this one.

`PRAGMA user_version` counts the migrations that a file has had. Each runs in a transaction of its own, and
the count is read again inside the lock, so that programs that open one file at once migrate it once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from memory import changes, rollup_tables, succession, unlearned
from memory.recall import tables
from memory.records import StoreError
from memory.script import execute_script

if TYPE_CHECKING:
    from memory.store import Store

Migration = Callable[[Any], None]

APPLICATION = 0x53616D61  # "Sama", in the header of every store

CONVERSATIONS = """
CREATE TABLE conversation (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    persona     TEXT NOT NULL,
    title       TEXT,
    started_at  TEXT NOT NULL,
    last_at     TEXT NOT NULL,
    head        INTEGER REFERENCES message(id) ON DELETE SET NULL,
    external_id TEXT UNIQUE
);
CREATE INDEX conversation_last_at ON conversation(last_at);
CREATE INDEX conversation_head ON conversation(head);

CREATE TABLE message (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    parent       INTEGER REFERENCES message(id) ON DELETE SET NULL,
    author       TEXT NOT NULL,
    text         TEXT NOT NULL,
    at           TEXT NOT NULL,
    status       TEXT NOT NULL,
    detail       TEXT,
    model        TEXT,
    origin       TEXT NOT NULL,
    external_id  TEXT,
    touched      TEXT NOT NULL,
    UNIQUE (conversation, external_id)
);
CREATE INDEX message_conversation ON message(conversation, id);
CREATE INDEX message_parent ON message(parent);
CREATE INDEX message_at ON message(at);
CREATE INDEX message_streaming ON message(touched) WHERE status = 'streaming';

CREATE VIEW message_said AS SELECT id, author, text FROM message WHERE status <> 'streaming';
CREATE VIRTUAL TABLE message_fts USING fts5(
    author, text, content='message_said', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO message_fts(message_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER message_fts_insert AFTER INSERT ON message WHEN new.status <> 'streaming' BEGIN
    INSERT INTO message_fts(rowid, author, text) VALUES (new.id, new.author, new.text);
END;
CREATE TRIGGER message_fts_delete AFTER DELETE ON message WHEN old.status <> 'streaming' BEGIN
    INSERT INTO message_fts(message_fts, rowid, author, text) VALUES ('delete', old.id, old.author, old.text);
END;
CREATE TRIGGER message_fts_update AFTER UPDATE OF author, text, status ON message BEGIN
    INSERT INTO message_fts(message_fts, rowid, author, text)
        SELECT 'delete', old.id, old.author, old.text WHERE old.status <> 'streaming';
    INSERT INTO message_fts(rowid, author, text)
        SELECT new.id, new.author, new.text WHERE new.status <> 'streaming';
END;
"""

FACTS = """
CREATE TABLE fact (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    text          TEXT NOT NULL,
    normal        TEXT NOT NULL,
    topic         TEXT,
    said_by       TEXT NOT NULL,
    quote         TEXT,
    confidence    REAL NOT NULL,
    learned_at    TEXT NOT NULL,
    valid_from    TEXT,
    valid_to      TEXT,
    superseded_by INTEGER REFERENCES fact(id) ON DELETE SET NULL,
    pinned        INTEGER NOT NULL
);
CREATE INDEX fact_normal ON fact(normal);
CREATE INDEX fact_topic ON fact(topic);
CREATE INDEX fact_superseded_by ON fact(superseded_by);
CREATE TABLE fact_source (
    fact    INTEGER NOT NULL REFERENCES fact(id) ON DELETE CASCADE,
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    PRIMARY KEY (fact, message)
) WITHOUT ROWID;
CREATE INDEX fact_source_message ON fact_source(message);
"""

SUMMARIES = """
CREATE TABLE summary (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    level        TEXT NOT NULL,
    text         TEXT NOT NULL,
    starts       TEXT NOT NULL,
    ends         TEXT NOT NULL,
    written_at   TEXT NOT NULL,
    method       TEXT NOT NULL,
    conversation INTEGER REFERENCES conversation(id) ON DELETE CASCADE
);
CREATE INDEX summary_level ON summary(level, starts);
CREATE INDEX summary_conversation ON summary(conversation);
CREATE TABLE summary_source (
    summary INTEGER NOT NULL REFERENCES summary(id) ON DELETE CASCADE,
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    PRIMARY KEY (summary, message)
) WITHOUT ROWID;
CREATE INDEX summary_source_message ON summary_source(message);
"""

INITIATIVE = """
CREATE TABLE proposal (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL,
    text         TEXT NOT NULL,
    normal       TEXT NOT NULL,
    reason       TEXT NOT NULL,
    quote        TEXT NOT NULL,
    evidence     INTEGER REFERENCES message(id) ON DELETE CASCADE,
    conversation INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    made_at      TEXT NOT NULL,
    due          TEXT,
    all_day      INTEGER NOT NULL,
    rrule        TEXT,
    state        TEXT NOT NULL,
    shown_from   TEXT
);
CREATE UNIQUE INDEX proposal_once ON proposal(normal, ifnull(due, ''));
CREATE INDEX proposal_evidence ON proposal(evidence);
CREATE INDEX proposal_conversation ON proposal(conversation);
CREATE TABLE reminder (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    text     TEXT NOT NULL,
    due      TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    all_day  INTEGER NOT NULL,
    rrule    TEXT,
    state    TEXT NOT NULL,
    proposal INTEGER REFERENCES proposal(id) ON DELETE CASCADE
);
CREATE INDEX reminder_due ON reminder(state, due);
CREATE INDEX reminder_proposal ON reminder(proposal);
CREATE TABLE work (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    not_before   TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    leased_until TEXT,
    UNIQUE (kind, conversation)
);
CREATE INDEX work_conversation ON work(conversation);
"""

# What was recalled for an answer goes when the answer goes, and when what was recalled does.
RECALLED = """
CREATE TABLE recalled (
    message INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    ref     INTEGER NOT NULL,
    score   REAL NOT NULL,
    PRIMARY KEY (message, place)
) WITHOUT ROWID;
CREATE INDEX recalled_ref ON recalled(kind, ref);
"""


def text_index(table: str) -> str:
    """SQL for `<table>_fts`, an index over the column `text`, which triggers keep and erase completely."""
    return f"""
CREATE VIRTUAL TABLE {table}_fts USING fts5(
    text, content='{table}', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO {table}_fts({table}_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_fts(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN
    INSERT INTO {table}_fts({table}_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER {table}_fts_update AFTER UPDATE OF text ON {table} BEGIN
    INSERT INTO {table}_fts({table}_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO {table}_fts(rowid, text) VALUES (new.id, new.text);
END;
"""  # noqa: S608


def unrecall(kind: str) -> str:
    """SQL for the trigger that drops the notes that something was recalled when it goes."""
    return f"""
CREATE TRIGGER recalled_{kind} AFTER DELETE ON {kind} BEGIN
    DELETE FROM recalled WHERE kind = '{kind}' AND ref = old.id;
END;
"""  # noqa: S608


def _first(connection: Any) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    indexes = text_index("fact") + text_index("summary")
    triggers = unrecall("message") + unrecall("fact") + unrecall("summary")
    execute_script(connection, CONVERSATIONS + FACTS + SUMMARIES + INITIATIVE + RECALLED + indexes + triggers)


def _summaries_are_replaced(connection: Any) -> None:
    """A summary that gave way to a better one stays for the conversations that began with it."""
    connection.execute("ALTER TABLE summary ADD COLUMN replaced_at TEXT")


def _proposals_are_answered(connection: Any) -> None:
    """When the user answered a proposal: not known of those that were answered before."""
    connection.execute("ALTER TABLE proposal ADD COLUMN settled_at TEXT")


def migrations() -> list[Migration]:
    """All of them, oldest first. Append only, at the end: a file's version is how many it has had."""
    return [
        _first,
        *tables.MIGRATIONS,
        _summaries_are_replaced,
        succession.rejoin_chains,
        rollup_tables.add,
        tables.keep_signs_apart,
        unlearned.add,
        tables.leave_out_roll_ups,
        changes.add,
        _proposals_are_answered,
    ]


# In one statement, so that it is one state of the file: another program may be making the store just now.
_IDENTITY = """
    SELECT user_version AS version, application_id AS application,
           (SELECT count(*) FROM sqlite_master) AS tables
    FROM pragma_user_version, pragma_application_id
"""


def version(store: Store) -> int:
    """How many migrations the file has had. Raises `StoreError` where it is not a store of ours."""
    (found,) = store.rows(_IDENTITY)
    if found["application"] != APPLICATION and (found["version"] or found["tables"]):
        raise StoreError(
            f"{store.path} is a database of another program. Choose another file for the memory."
        )
    return int(found["version"])


def check_version(store: Store) -> int:
    """`version`, and that this program knows it. Raises `StoreError`."""
    found, newest = version(store), len(migrations())
    if found > newest:
        raise StoreError(
            f"{store.path} was written by a newer version of this program (its schema is {found}, the newest"
            f" known here is {newest}). Nothing was changed. Update the program to open it."
        )
    return found


def migrate(store: Store) -> None:
    """Bring the file to the newest version, a transaction a step. Raises `StoreError`."""
    steps = migrations()
    while (found := check_version(store)) < len(steps):
        apply(store, steps[found], found)


def apply(store: Store, step: Migration, found: int) -> None:
    """The step after version `found`, whole or not at all; nothing where another program was first."""
    with store.transaction():
        if version(store) == found:
            step(store.connection)
            store.execute(f"PRAGMA user_version = {found + 1}")
