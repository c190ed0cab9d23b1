"""The tables of roll-ups: which summaries one was made from, and work that is about a period.

In `summary_part`, `carried` marks what took the place of a part after the text was written. A `watermark`
says how far something was looked through.
"""

from __future__ import annotations

from typing import Any

from memory.script import execute_script

_TABLES = """
ALTER TABLE summary ADD COLUMN period TEXT;
CREATE INDEX summary_period ON summary(period, level);
CREATE INDEX summary_unplaced ON summary(id)
    WHERE level = 'conversation' AND period IS NULL AND replaced_at IS NULL;
CREATE TABLE summary_part (
    summary INTEGER NOT NULL REFERENCES summary(id) ON DELETE CASCADE,
    part    INTEGER NOT NULL REFERENCES summary(id) ON DELETE CASCADE,
    carried INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (summary, part)
) WITHOUT ROWID;
CREATE INDEX summary_part_part ON summary_part(part);
CREATE TABLE watermark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE work_of_both (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL,
    conversation INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    period       TEXT,
    rank         INTEGER NOT NULL DEFAULT 0,
    not_before   TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    leased_until TEXT,
    CHECK ((conversation IS NULL) <> (period IS NULL)),
    UNIQUE (kind, conversation),
    UNIQUE (kind, period)
);
INSERT INTO work_of_both (id, kind, conversation, not_before, attempts, leased_until)
    SELECT id, kind, conversation, not_before, attempts, leased_until FROM work;
DROP TABLE work;
ALTER TABLE work_of_both RENAME TO work;
CREATE INDEX work_conversation ON work(conversation);
CREATE INDEX work_due ON work(rank, not_before, id);
"""


def add(connection: Any) -> None:
    """A migration: summaries get parts and periods, and work a period in place of a conversation."""
    execute_script(connection, _TABLES)
